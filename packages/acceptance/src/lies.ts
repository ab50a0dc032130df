// Lies about a world, and whether the invariants of a business notice them.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Happened, Invariant, World } from '@dure/rehearsal';

type Row = { readonly [field: string]: unknown };

export type Lie = (world: World) => World;

/** What became of an event: another one, several, or none. */
export type Change = (event: Happened) => Happened | readonly Happened[];

/** Lies about the cases that a field of their events names. */
export const liesAbout = (field: string) => {
  const isOf = (type: string, id: string) => (event: Happened) =>
    event.type === type && event.data[field] === id;
  return {
    /** The events of a type in one case, each replaced by what a change makes of it. */
    replaced: (type: string, id: string, change: Change): Lie => {
      const isIt = isOf(type, id);
      return (world) => ({
        ...world,
        events: world.events.flatMap((event) => (isIt(event) ? change(event) : event)),
      });
    },
    /** An event put before all others. */
    first: (type: string, id: string): Lie => {
      const isIt = isOf(type, id);
      return (world) => ({
        ...world,
        events: [...world.events.filter(isIt), ...world.events.filter((event) => !isIt(event))],
      });
    },
  };
};

export const none: Change = () => [];
export const twice: Change = (event) => [event, event];

export const withData = (data: Row) => (event: Happened) => ({
  ...event,
  data: { ...event.data, ...data },
});

export const everythingTwice: Lie = (world) => ({ ...world, events: world.events.flatMap(twice) });

/** Another state of an instance, or of one that was not there, in all registers. */
export const stateAs =
  (aggregate: string, id: string, of: Row): Lie =>
  (world) => ({
    ...world,
    states: (name, register) => {
      const states = world.states(name, register);
      return name === aggregate ? new Map(states).set(id, { ...states.get(id), ...of }) : states;
    },
  });

/** All rows of a view, with other data. */
export const rowsAs =
  (view: string, data: Row): Lie =>
  (world) => ({
    ...world,
    rows: (name) => world.rows(name).map((row) => (name === view ? { ...row, ...data } : row)),
  });

/** Another state of all external systems. */
export const externalAs =
  (state: unknown): Lie =>
  (world) => ({ ...world, external: () => state });

/** The lies that an invariant does not notice, by their place. */
export const unnoticed = (
  { broken }: Invariant,
  lies: readonly Lie[],
  world: World,
): readonly number[] =>
  lies.flatMap((lie, place) => (broken(lie(world)).length === 0 ? [place] : []));

/** Each invariant holds for an honest world, and notices the lies that are there for it. */
export const itNotices = (
  invariants: readonly Invariant[],
  lies: { readonly [id: string]: readonly Lie[] },
  honest: () => World,
): void => {
  for (const invariant of invariants) {
    const { id, broken } = invariant;
    const own = lies[id] ?? [];
    it(`${id} notices what breaks it`, () => {
      assert.deepEqual(broken(honest()), []);
      assert.ok(own.length > 0, 'there is no lie about it');
      assert.deepEqual(unnoticed(invariant, own, honest()), []);
    });
  }
};
