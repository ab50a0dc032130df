// A context as stickers: its aggregates in a column, commands to their left, events to their right,
// and who sends them further left.

import type { AnyAggregate, AnyNote, Fields } from '@dure/domain';
import type { Tree } from '../json.ts';
import type { WallNote } from '../wall.ts';
import { flat } from './names.ts';
import type { Box } from './parse.ts';
import { drawBesides } from './write-besides.ts';
import {
  AGGREGATE,
  MARGIN,
  MIDDLE,
  named,
  ROW,
  square,
  TO_ACTOR,
  TO_NOTE,
  WIDTH,
} from './write-places.ts';
import type { Place } from './write-places.ts';
import { idOf, sticker } from './stickers.ts';
import type { Written } from './stickers.ts';
import { enumClass, exceptionClass, fieldDescriptors } from './write-fields.ts';
import type { ClassMap } from './write-fields.ts';

export type Drawn = {
  readonly context: Written;
  readonly all: readonly Written[];
  /** By the id of the note on our wall. */
  readonly byNote: ReadonlyMap<string, Written>;
  readonly bottom: number;
};

/** Draws a context whose left edge is given. */
export const drawContext = (place: Place): Drawn => {
  const { of, left } = place;
  const id = idOf('context', of.name);
  const own = { boundedContext: { id } };
  const byNote = new Map<string, Written>();
  const actors: Written[] = [];
  let top = MARGIN * 2;
  const aggregates = of.notes.filter(({ kind }) => kind === 'aggregate');
  for (const note of aggregates) {
    const drawn = drawAggregate(place, note, { top, own });
    for (const [noteId, one] of drawn.byNote) byNote.set(noteId, one);
    actors.push(...drawn.actors);
    top = drawn.bottom + MARGIN;
  }
  const besides = drawBesides(place, { top, own, aggregates: aggregates.length });
  for (const [noteId, one] of besides.byNote) byNote.set(noteId, one);
  const bottom = Math.max(besides.bottom, MARGIN * 4) + MARGIN;
  const box = { x: left + WIDTH / 2, y: MARGIN + (bottom - MARGIN) / 2, width: WIDTH };
  const ids = aggregates.map((note) => ({ id: idOf(note.id) }));
  const noted = { id, name: flat(of.name), label: of.label };
  const context = sticker(
    'BoundedContext',
    { ...noted, box: { ...box, height: bottom - MARGIN } },
    {
      aggregates: ids,
      policies: [],
      views: [],
      members: [],
      gitURL: null,
      portGenerated: 0,
      tempId: '',
      templatePerElements: {},
      preferredPlatform: 'spring-boot',
      preferredPlatformConf: {},
    },
  );
  return { context, all: [...byNote.values(), ...actors], byNote, bottom };
};

type At = { readonly top: number; readonly own: Tree };

const drawAggregate = (place: Place, note: WallNote, { top, own }: At) => {
  const { of, board, left } = place;
  const aggregate = board.aggregates[note.name];
  const notes = of.notes.filter(({ aggregate: id }) => id === note.id);
  const commands = notes.filter(({ kind }) => kind === 'command');
  const events = notes.filter(({ kind }) => kind === 'event');
  const height = Math.max(commands.length, events.length, 1) * ROW;
  const x = left + MIDDLE;
  const byNote = new Map<string, Written>();
  const within = { ...own, aggregate: { id: idOf(note.id) } };
  const classes: ClassMap = new Map();
  const writing = { place, classes, within, aggregate };
  for (const [row, one] of commands.entries()) {
    const box = square(x - TO_NOTE, top + ROW / 2 + row * ROW);
    byNote.set(one.id, commandSticker(one, box, writing));
  }
  for (const [row, one] of events.entries()) {
    const box = square(x + TO_NOTE, top + ROW / 2 + row * ROW);
    byNote.set(one.id, eventSticker(one, box, writing));
  }
  const box = { x, y: top + height / 2, width: AGGREGATE, height };
  byNote.set(note.id, aggregateSticker(note, box, { ...writing, notes, own }));
  const actors = commands.flatMap((command) =>
    actorOf(place, [command, byNote.get(command.id)], own),
  );
  return { byNote, actors, bottom: top + height };
};

type Writing = {
  readonly place: Place;
  readonly classes: ClassMap;
  readonly within: Tree;
  readonly aggregate: AnyAggregate | undefined;
};

const descriptors = (fields: Fields, { place, classes, aggregate }: Writing): readonly Tree[] =>
  fieldDescriptors(fields, {
    system: place.system,
    context: place.board,
    classes,
    key: aggregate?.identifiedBy ?? '',
  });

const opens = (note: AnyNote, { aggregate }: Writing): boolean =>
  (aggregate?.registers ?? []).some(({ decide, initial }) => {
    const rule = decide[note.type];
    return typeof rule === 'object' && initial.is in rule;
  });

const commandSticker = (note: WallNote, box: Box, writing: Writing): Written => {
  const command = writing.aggregate?.accepts[note.name];
  const isOpening = command !== undefined && opens(command, writing);
  return sticker('Command', named(note, box), {
    ...writing.within,
    isRestRepository: isOpening,
    restRepositoryInfo: { method: 'POST' },
    controllerInfo: { apiPath: note.name.toLowerCase(), method: 'PUT', fullApiPath: '' },
    fieldDescriptors: descriptors(command?.fields ?? {}, writing),
    trigger: '@PostPersist',
    relationEventInfo: [],
    relationCommandInfo: [],
    visibility: 'public',
    mirrorElement: null,
    examples: null,
  });
};

const eventSticker = (note: WallNote, box: Box, writing: Writing): Written =>
  sticker('Event', named(note, box), {
    ...writing.within,
    fieldDescriptors: descriptors(writing.aggregate?.emits[note.name]?.fields ?? {}, writing),
    trigger: '@PostPersist',
    relationPolicyInfo: [],
    relationCommandInfo: [],
    visibility: 'public',
    mirrorElement: null,
    alertURL: '',
    checkAlert: true,
  });

/** The key, and what the states keep; the states themselves are the items of a status. */
const rootFields = (note: WallNote, writing: Writing): readonly Tree[] => {
  const { aggregate, classes } = writing;
  if (!aggregate) return [];
  const states = aggregate.registers.flatMap((register) => Object.entries(register.states));
  const kept: Fields = Object.assign({}, ...states.map(([, { sketch }]) => sketch.fields));
  const all = descriptors({ ...keyOf(aggregate), ...kept }, writing);
  const names = states.map(([name]) => name);
  enumClass(`${note.name}Status`, names, classes);
  return all;
};

const keyOf = ({ accepts, identifiedBy }: AnyAggregate): Fields => {
  const shape = Object.values(accepts).find(({ fields }) => fields[identifiedBy])?.fields[
    identifiedBy
  ];
  return shape ? { [identifiedBy]: shape } : {};
};

const STATUS = { notFound: 404, unpaid: 402, forbidden: 403, tooFast: 429, unavailable: 503 };

const aggregateSticker = (
  note: WallNote,
  box: Box,
  writing: Writing & { readonly notes: readonly WallNote[]; readonly own: Tree },
): Written => {
  const { classes, own } = writing;
  const fields = rootFields(note, writing);
  for (const { kind, name, label, rejects = 'conflict' } of writing.notes) {
    const status = rejects === 'conflict' ? 409 : STATUS[rejects];
    if (kind === 'rejection') exceptionClass([name, label[0]], status, classes);
  }
  const elements = Object.fromEntries([...classes.values()].map((of) => [String(of['id']), of]));
  return sticker('Aggregate', named(note, box), {
    ...own,
    aggregateRoot: {
      _type: 'org.uengine.modeling.model.AggregateRoot',
      fieldDescriptors: fields,
      entities: { elements, relations: {} },
      operations: [],
    },
    events: [],
    commands: [],
    visibility: 'public',
    mirrorElement: null,
  });
};

/** A command has one actor in MSAEz; the others are said in its description elsewhere. */
const actorOf = (
  { wall, of }: Place,
  [command, drawn]: readonly [WallNote, Written | undefined],
  own: Tree,
): readonly Written[] => {
  const arrow = wall.arrows.find(
    ({ is, from, to }) => is === 'issues' && to === command.id && from.includes('/actor/'),
  );
  const actor = wall.contexts
    .flatMap(({ notes }) => notes)
    .find(({ id, context }) => id === arrow?.from && context === of.name);
  if (!actor || !drawn) return [];
  const box = square(drawn.box.x - TO_ACTOR, drawn.box.y);
  const id = idOf(actor.id, command.id);
  const none = { event: [], command: [], view: [], policy: [], external: [] };
  return [sticker('Actor', { ...named(actor, box), id }, { ...own, innerAggregate: none })];
};
