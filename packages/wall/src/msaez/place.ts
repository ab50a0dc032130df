// Where a sticker belongs: two belong together where their rectangles overlap. The ids that are
// stored with them are what the geometry once was, and settle what it leaves open.

import { textIn, treeIn } from '../json.ts';
import { odd } from './odd.ts';
import type { Odd } from './odd.ts';
import type { Box, Line, ParsedWall, Sticker } from './parse.ts';

const gap = (one: Box, other: Box): { readonly x: number; readonly y: number } => ({
  x: Math.abs(one.x - other.x) - (one.width + other.width) / 2,
  y: Math.abs(one.y - other.y) - (one.height + other.height) / 2,
});

/** A shared edge is no overlap. */
const overlap = (one: Sticker, other: Sticker): number => {
  if (!one.box || !other.box) return 0;
  const { x, y } = gap(one.box, other.box);
  return x < 0 && y < 0 ? x * y : 0;
};

const distance = (one: Sticker, other: Sticker): number =>
  one.box && other.box ? Math.hypot(one.box.x - other.box.x, one.box.y - other.box.y) : Infinity;

/** The one that is best by a measure; nothing, where none is measured. */
const best = <T>(all: readonly T[], measure: (of: T) => number): T | undefined =>
  all
    .map((of) => ({ of, by: measure(of) }))
    .filter(({ by }) => by > 0)
    .toSorted((one, other) => other.by - one.by)[0]?.of;

const storedIn = (sticker: Sticker, member: string): string =>
  textIn(treeIn(sticker.of[member])['id']);

/** Which of them a sticker belongs to, by overlap first and by its stored id second. */
const holderOf = (
  sticker: Sticker,
  holders: readonly Sticker[],
  member: string,
): Sticker | undefined => {
  const stored = storedIn(sticker, member);
  const touching = holders.filter((holder) => overlap(sticker, holder) > 0);
  const known = (touching.length === 0 ? holders : touching).find(({ id }) => id === stored);
  return known ?? best(touching, (holder) => overlap(sticker, holder));
};

export type PlacedContext = {
  readonly sticker: Sticker;
  readonly aggregates: readonly Sticker[];
  /** Commands, events and views, each with its aggregate, if it has one. */
  readonly notes: readonly Placed[];
  readonly policies: readonly Sticker[];
  /** Actors, each with the commands that they issue. */
  readonly actors: readonly { readonly sticker: Sticker; readonly issues: readonly Sticker[] }[];
};

export type Placed = { readonly sticker: Sticker; readonly aggregate: Sticker | undefined };

export type PlacedWall = {
  readonly name: string;
  readonly contexts: readonly PlacedContext[];
  readonly lines: readonly Line[];
  readonly byId: ReadonlyMap<string, Sticker>;
  readonly odd: readonly Odd[];
};

const inContexts: ReadonlySet<string> = new Set([
  'Aggregate',
  'Command',
  'Event',
  'Policy',
  'View',
  'Actor',
]);

export const placed = ({ name, stickers, lines, odd: told }: ParsedWall): PlacedWall => {
  const contexts = stickers.filter(({ kind }) => kind === 'BoundedContext');
  const members = stickers.filter(({ kind }) => inContexts.has(kind));
  const held = new Map(members.map((of) => [of, holderOf(of, contexts, 'boundedContext')]));
  const lost = members.filter((of) => held.get(of) === undefined);
  return {
    name,
    lines,
    byId: new Map(stickers.map((of) => [of.id, of])),
    contexts: contexts.map((sticker) =>
      contextOf(
        sticker,
        members.filter((of) => held.get(of) === sticker),
        lines,
      ),
    ),
    odd: [
      ...told,
      ...lost.map(({ kind, name: of }) =>
        odd(`${kind} ${of}`, '어느 서비스에도 닿지 않습니다', 'it touches no context'),
      ),
    ],
  };
};

const contextOf = (
  sticker: Sticker,
  members: readonly Sticker[],
  lines: readonly Line[],
): PlacedContext => {
  const of = (kind: string): readonly Sticker[] => members.filter((one) => one.kind === kind);
  const aggregates = of('Aggregate');
  const commands = of('Command');
  const notes = members.filter(({ kind }) => ['Command', 'Event', 'View'].includes(kind));
  return {
    sticker,
    aggregates,
    notes: notes.map((note) => ({
      sticker: note,
      aggregate: aggregateOf(note, aggregates, [notes, lines]),
    })),
    policies: of('Policy'),
    actors: of('Actor').map((actor) => ({ sticker: actor, issues: issuedBy(actor, commands) })),
  };
};

type Around = readonly [notes: readonly Sticker[], lines: readonly Line[]];

/** By overlap, by its stored id, by a line to another note that has one, or else the nearest. */
const aggregateOf = (
  note: Sticker,
  aggregates: readonly Sticker[],
  [notes, lines]: Around,
): Sticker | undefined => {
  const held = holderOf(note, aggregates, 'aggregate');
  if (held || note.kind === 'View') return held;
  const joined = lines
    .filter(({ from, to }) => from === note.id || to === note.id)
    .flatMap(({ from, to }) => notes.filter(({ id }) => id === from || id === to))
    .map((other) => holderOf(other, aggregates, 'aggregate'));
  return joined.find((of) => of) ?? nearest(note, aggregates);
};

const nearest = (note: Sticker, all: readonly Sticker[]): Sticker | undefined =>
  all.toSorted((one, other) => distance(note, one) - distance(note, other))[0];

/** Those that it touches; else the next one to its right in the same row. */
const issuedBy = (actor: Sticker, commands: readonly Sticker[]): readonly Sticker[] => {
  const touched = commands.filter((command) => overlap(actor, command) > 0);
  if (touched.length > 0) return touched;
  const beside = commands.filter(
    ({ box }) => box && actor.box && gap(box, actor.box).y < 0 && box.x > actor.box.x,
  );
  const next = nearest(actor, beside);
  return next ? [next] : [];
};
