// `GET /<business>/described`: everything on the wall that a page needs to show the business.

import { businessLabel, contextLabel, labelOf } from '@dure/access';
import type { BoundedContext, Label } from '@dure/domain';
import { wallOf } from '@dure/wall';
import type { Wall, WallContext, WallNote, WallStep } from '@dure/wall';
import type { Published } from '../published.ts';
import { describedCommand } from './commands.ts';
import { describedAggregates } from './lives.ts';
import type {
  Described,
  DescribedActor,
  DescribedDeadline,
  DescribedName,
  DescribedSaga,
  DescribedStep,
} from './shape.ts';
import type { InBoth } from './words.ts';
import { describedView } from './views.ts';

const wordsOf = ([ko, en]: Label): InBoth => ({ ko, en });

/** An actor may stand on several boards: all that they may do there is theirs. */
const actorsOf = (business: Published): readonly DescribedActor[] =>
  [...business.actors].map(([name, claims]) => {
    const boards = business.system.contexts.flatMap(({ actors }) => actors[name] ?? []);
    return {
      name,
      label: labelOf({ system: business.system }, 'actors', name),
      claims,
      issues: boards.flatMap(({ issues }) => issues),
      reads: Object.assign({}, ...boards.map(({ reads }) => reads)),
    };
  });

type Names = (name: string) => DescribedName & { readonly context: string };

/** What a message is called that is known by its name alone, such as `ReservationPlaced`. */
const namesIn = ({ contexts }: Wall, ...kinds: readonly WallNote['kind'][]): Names => {
  const notes = contexts.flatMap((of) => of.notes).filter(({ kind }) => kinds.includes(kind));
  const byName = new Map(notes.map((note) => [note.name, note]));
  return (name) => {
    const { label = [name, name], context = '' } = byName.get(name) ?? {};
    return { name, label: wordsOf(label), context };
  };
};

const withoutContext = ({ name, label }: DescribedName): DescribedName => ({ name, label });

const stepOf = (wall: Wall, step: WallStep): DescribedStep => {
  const commands = namesIn(wall, 'command');
  const happenings = namesIn(wall, 'event', 'reminder');
  const { name, by, waitsFor, command, undo } = step;
  const until = withoutContext(happenings(step.until));
  return {
    name,
    label: until.label,
    ...(command === undefined ? {} : { command: commands(command) }),
    ...(by === undefined ? {} : { by }),
    ...(waitsFor === undefined ? {} : { waitsFor }),
    until,
    unless: step.unless.map((of) => withoutContext(happenings(of))),
    ...(undo === undefined ? {} : { undo: withoutContext(commands(undo)) }),
  };
};

const notesOf = ({ notes }: WallContext, kind: WallNote['kind']): readonly WallNote[] =>
  notes.filter((note) => note.kind === kind);

const sagasOf = (wall: Wall): readonly DescribedSaga[] =>
  wall.contexts.flatMap((context) =>
    notesOf(context, 'saga').map(({ name, label, startedBy = '', steps = [] }) => ({
      name,
      label: wordsOf(label),
      context: context.name,
      startedBy: withoutContext(namesIn(wall, 'event')(startedBy)),
      steps: steps.map((step) => stepOf(wall, step)),
    })),
  );

const typesOf = (notes: readonly { readonly type: string }[]): readonly string[] =>
  notes.map(({ type }) => type);

const deadlinesOf = (context: WallContext, of: BoundedContext): readonly DescribedDeadline[] =>
  notesOf(context, 'deadline').flatMap(({ name, label, lasts, work }) => {
    const deadline = of.deadlines[name];
    if (!deadline) return [];
    return {
      name,
      label: wordsOf(label),
      context: context.name,
      starts: typesOf(deadline.starts),
      ends: typesOf(deadline.ends),
      sends: typesOf(deadline.sends),
      ...(lasts ? { lasts } : {}),
      ...(work ? { work: wordsOf(work) } : {}),
    };
  });

/** The first machine of the aggregate that is known by the key of the business. */
const caseLifeOf = ({ system }: Published): Pick<Described, 'caseLife'> => {
  const aggregates = system.contexts.flatMap((context) => Object.values(context.aggregates));
  const found = aggregates.find(({ identifiedBy }) => identifiedBy === system.businessKey);
  const [register] = found?.registers ?? [];
  return found && register ? { caseLife: { aggregate: found.name, life: register.name } } : {};
};

const linksOf = ({ home }: Published): Described['_links'] => ({
  self: { href: `${home}/described` },
  home: { href: home },
  wall: { href: `${home}/wall` },
  board: { href: `${home}/wall/board` },
  events: { href: `${home}/wall/events` },
  case: { href: `${home}/cases/{caseId}`, templated: true },
  operations: { href: `${home}/ops` },
});

const personasOf = ({ personas }: Published): Described['personas'] =>
  personas.map(({ actor, subject, label, claims }) => ({
    actor,
    subject,
    label: wordsOf(label),
    claims,
  }));

const namesOf = ({ demo }: Published): Described['names'] =>
  Object.fromEntries(Object.entries(demo?.names ?? {}).map(([id, label]) => [id, wordsOf(label)]));

export const describedOf = (
  business: Published,
  { isOpenHouse }: { readonly isOpenHouse: boolean },
): Described => {
  const { system } = business;
  const wall = wallOf(system);
  return {
    name: business.name,
    label: businessLabel(system),
    timeZone: system.timeZone,
    businessKey: system.businessKey,
    contexts: system.contexts.map((of) => ({ name: of.name, label: contextLabel(of) })),
    actors: actorsOf(business),
    personas: isOpenHouse ? personasOf(business) : [],
    names: namesOf(business),
    commands: [...business.commands.values()].map((of) =>
      describedCommand(business, of, wall.arrows),
    ),
    views: [...business.views.values()].map((view) => describedView(business, view)),
    aggregates: describedAggregates(business),
    sagas: sagasOf(wall),
    deadlines: wall.contexts.flatMap((context, at) => {
      const of = system.contexts[at];
      return of ? deadlinesOf(context, of) : [];
    }),
    externals: wall.externals.map(({ name, label }) => ({ name, label: wordsOf(label) })),
    ...caseLifeOf(business),
    _links: linksOf(business),
  };
};
