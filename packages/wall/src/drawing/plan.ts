// What stands where on the picture, before anything has a size: a lane for each context, in it a
// row for each command, from what sets it off to what comes of it.

import { words } from './words.ts';
import type { Wall, WallArrow, WallArrowKind, WallContext, WallLife, WallNote } from '../wall.ts';

/** Who issues a command, and what makes them do so. */
export type Issuer = {
  readonly note: WallNote;
  /** Whether the note belongs to another context: people stick such a note twice. */
  readonly isForeign: boolean;
  /** A command that asks this one, or takes its ask back; a deadline whose people send it again. */
  readonly asking?: 'asks' | 'undoes' | 'resends';
  readonly triggers: readonly WallNote[];
};

export type Row = {
  readonly issuers: readonly Issuer[];
  /** The command; of a reaction to elsewhere, what it sends there. */
  readonly does: readonly WallNote[];
  readonly refusals: readonly WallNote[];
  readonly asks: readonly WallNote[];
  readonly events: readonly WallNote[];
};

export type LifePlan = { readonly life: WallLife; readonly rows: readonly Row[] };

export type AggregatePlan = { readonly note: WallNote; readonly lives: readonly LifePlan[] };

export type ViewPlan = {
  readonly note: WallNote;
  readonly follows: readonly WallNote[];
  readonly readers: readonly WallNote[];
};

export type LanePlan = {
  readonly context: WallContext;
  readonly aggregates: readonly AggregatePlan[];
  /** Reactions that send nothing to an aggregate of this lane. */
  readonly reactions: readonly Row[];
  /** Events of other contexts that a view follows. */
  readonly echoes: readonly WallNote[];
  readonly views: readonly ViewPlan[];
  readonly sagas: readonly WallNote[];
};

type Atlas = {
  readonly notes: ReadonlyMap<string, WallNote>;
  readonly from: (id: string, ...kinds: readonly WallArrowKind[]) => readonly WallNote[];
  readonly to: (id: string, ...kinds: readonly WallArrowKind[]) => readonly WallNote[];
};

const group = (arrows: readonly WallArrow[], end: 'from' | 'to'): Map<string, WallArrow[]> => {
  const groups = new Map<string, WallArrow[]>();
  for (const arrow of arrows) {
    const of = groups.get(arrow[end]);
    if (of) of.push(arrow);
    else groups.set(arrow[end], [arrow]);
  }
  return groups;
};

const atlasOf = (wall: Wall): Atlas => {
  const all = [...wall.contexts.flatMap(({ notes }) => notes), ...wall.externals];
  const notes = new Map(all.map((note) => [note.id, note]));
  const ends = { from: group(wall.arrows, 'from'), to: group(wall.arrows, 'to') };
  const along = (id: string, kinds: readonly WallArrowKind[], [near, far]: Ends) => {
    const ids = (ends[near].get(id) ?? []).flatMap((arrow) =>
      kinds.includes(arrow.is) ? [arrow[far]] : [],
    );
    return [...new Set(ids)].flatMap((other) => notes.get(other) ?? []);
  };
  return {
    notes,
    from: (id, ...kinds) => along(id, kinds, ['from', 'to']),
    to: (id, ...kinds) => along(id, kinds, ['to', 'from']),
  };
};

type Ends = readonly [near: 'from' | 'to', far: 'from' | 'to'];

export const planOf = (wall: Wall): readonly LanePlan[] => {
  const atlas = atlasOf(wall);
  return wall.contexts.map((context) => laneOf(context, atlas));
};

const ofKind = ({ notes }: WallContext, ...kinds: readonly WallNote['kind'][]) =>
  notes.filter(({ kind }) => kinds.includes(kind));

const laneOf = (context: WallContext, atlas: Atlas): LanePlan => {
  const views = ofKind(context, 'view').map((note) => ({
    note,
    follows: atlas.to(note.id, 'feeds'),
    readers: atlas.to(note.id, 'reads'),
  }));
  const followed = new Set(views.flatMap(({ follows }) => follows));
  return {
    context,
    aggregates: ofKind(context, 'aggregate').map((note) => aggregateOf(context, note, atlas)),
    reactions: reactionsIn(context, atlas),
    echoes: [...followed].filter((event) => event.context !== context.name),
    views,
    sagas: ofKind(context, 'saga'),
  };
};

const aggregateOf = (context: WallContext, note: WallNote, atlas: Atlas): AggregatePlan => {
  const shown = new Set<string>();
  const commands = ofKind(context, 'command').filter(({ aggregate }) => aggregate === note.id);
  const lives = (note.lives ?? []).map((life) => ({
    life,
    rows: commands
      .filter((command) => command.life === life.name)
      .map((command) => rowOf(command, atlas, shown)),
  }));
  const unseen = atlas.from(note.id, 'emits').filter(({ id }) => !shown.has(id));
  return { note, lives: unseen.length > 0 ? withEvents(lives, unseen) : lives };
};

/** Events that no rule names by itself stand beside the last command. */
const withEvents = (
  lives: readonly LifePlan[],
  unseen: readonly WallNote[],
): readonly LifePlan[] => {
  const last = lives.findLastIndex(({ rows }) => rows.length > 0);
  return lives.map((of, index) => {
    const row = of.rows.at(-1);
    if (index !== last || !row) return of;
    const full = { ...row, events: [...row.events, ...unseen] };
    return { ...of, rows: [...of.rows.slice(0, -1), full] };
  });
};

const rowOf = (command: WallNote, atlas: Atlas, shown: Set<string>): Row => {
  const given = atlas.from(command.id, 'gives').filter(({ id }) => !shown.has(id));
  for (const { id } of given) shown.add(id);
  return {
    issuers: issuersOf(command, atlas),
    does: [command],
    refusals: atlas.from(command.id, 'refuses'),
    asks: atlas.from(command.id, 'asks'),
    events: given,
  };
};

const issuersOf = (command: WallNote, atlas: Atlas): readonly Issuer[] => {
  const isForeign = ({ context }: WallNote): boolean => context !== command.context;
  const asking = (['asks', 'undoes', 'resends'] as const).flatMap((kind) =>
    atlas.to(command.id, kind).map((note) => ({
      note,
      isForeign: isForeign(note),
      asking: kind,
      triggers: [],
    })),
  );
  const issuing = atlas.to(command.id, 'issues').map((note) => ({
    note,
    isForeign: isForeign(note),
    triggers: atlas.to(note.id, ...triggersFor(note)),
  }));
  return [...issuing, ...asking];
};

/** A saga has a strip of its own, which tells what it follows. */
const triggersFor = ({ kind }: WallNote): readonly WallArrowKind[] =>
  kind === 'saga' ? [] : ['triggers'];

const reactionsIn = (context: WallContext, atlas: Atlas): readonly Row[] =>
  ofKind(context, 'policy', 'process', 'deadline').flatMap((note) => {
    const does = atlas.from(note.id, 'issues', 'reminds');
    if (does.some(({ context: of, kind }) => of === context.name && kind === 'command')) return [];
    const triggers = atlas.to(note.id, 'triggers');
    const issuers = [{ note, isForeign: false, triggers }];
    return [{ issuers, does: [...does, ...workOf(note)], refusals: [], asks: [], events: [] }];
  });

/** The work list is a view of the platform, which no board has. */
const workOf = ({ id, context, name, work }: WallNote): readonly WallNote[] =>
  work
    ? [
        {
          id: `${id}/work`,
          kind: 'view',
          context,
          name: `WorkList: ${name}`,
          label: words.worklist,
        },
      ]
    : [];
