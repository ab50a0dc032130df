// The log of a business, read case by case, and what its invariants say about it.

import type { Happened, Invariant, World } from './world.ts';

type Row = { readonly [field: string]: unknown };

/** A sentence for each thing that is wrong. */
export type Sentences = readonly string[];

/** What is wrong with one case; nothing, where it is right. */
export type Wrong = string | false | undefined;

/** The text in a field, or none. */
export const word = (of: Row | undefined, field: string): string => {
  const value = of?.[field];
  return typeof value === 'string' ? value : '';
};

/** The number in a field, or 0. */
export const figure = (of: Row | undefined, field: string): number => {
  const value = of?.[field];
  return typeof value === 'number' ? value : 0;
};

/** One case: what happened to it in all contexts, a cause before its effect. */
export type Story = {
  readonly id: string;
  readonly all: readonly Happened[];
  readonly of: (type: string) => readonly Happened[];
  readonly first: (type: string) => Happened | undefined;
  readonly has: (type: string) => boolean;
  readonly times: (type: string) => number;
  /** Whether an event of one type is there, and comes before the first of another. */
  readonly isBefore: (before: string, after: string) => boolean;
};

const storyOf = (id: string, all: readonly Happened[]): Story => {
  const placeOf = (type: string) => all.findIndex((event) => event.type === type);
  const of = (type: string) => all.filter((event) => event.type === type);
  return {
    id,
    all,
    of,
    first: (type) => all[placeOf(type)],
    has: (type) => placeOf(type) >= 0,
    times: (type) => of(type).length,
    isBefore: (before, after) => placeOf(before) >= 0 && placeOf(before) < placeOf(after),
  };
};

/** Every case of a world, by the field that names it: `storiesIn(world, 'orderId')`. */
export const storiesIn = ({ events }: World, field: string): readonly Story[] => {
  const cases = Map.groupBy(events, ({ data }) => word(data, field));
  cases.delete('');
  return [...cases].map(([id, all]) => storyOf(id, all));
};

/** What is wrong, as a sentence about the case that it is wrong with. */
export const sentencesOn = (id: string, wrong: Wrong): Sentences =>
  wrong ? [`${id}: ${wrong}`] : [];

/** Asks of every case what is wrong with it: `const perOrder = perStory('orderId')`. */
export const perStory =
  (field: string) =>
  (world: World, wrong: (story: Story) => Wrong): Sentences =>
    storiesIn(world, field).flatMap((story) => sentencesOn(story.id, wrong(story)));

/** The rows of a view by the text in one of their fields. */
export const rowsBy = (world: World, view: string, field: string): ReadonlyMap<string, Row> =>
  new Map(world.rows(view).map((row) => [word(row, field), row]));

/** An invariant that holds at every moment; its words are Korean, then English. */
export const always = (
  id: string,
  [ko, en]: readonly [string, string],
  broken: Invariant['broken'],
): Invariant => ({ id, words: { ko, en }, holds: 'always', broken });

/** An invariant that holds when nothing is under way. */
export const whenQuiet = (
  id: string,
  words: readonly [string, string],
  broken: Invariant['broken'],
): Invariant => ({ ...always(id, words, broken), holds: 'when quiet' });
