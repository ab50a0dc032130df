// What must hold of the pools of a dispatcher: what is wrong, a sentence each.

import { instantOf } from '@dure/domain';
import type { Happened, World } from '@dure/rehearsal';
import { figure, word } from '@dure/rehearsal/log';
import type { Sentences } from '@dure/rehearsal/log';
import { placeAt } from '../gazetteer.ts';
import { roadMetres } from '../road.ts';
import type { Data, Dispatcher } from './notes.ts';
import { poolsOf } from './replay.ts';
import type { Pool, Resource, Waiting } from './replay.ts';

const metresTo = (location: string, resource: Resource | undefined): number => {
  const [from, to] = [placeAt(resource?.location ?? ''), placeAt(location)];
  return from && to ? roadMetres(from, to) : Infinity;
};

const waitsAt = (pool: Pool, now: number): readonly Waiting[] =>
  [...pool.waiting.values()].filter(({ until }) => instantOf(until) > now);

const doubledIn = ({ serving }: Dispatcher, { resources, given }: Pool): Sentences => {
  const cases = [...given.values()];
  return [...resources.values()].flatMap(({ id, is }) => {
    const times = cases.filter((resource) => resource === id).length;
    const isTaken = is === 'assigned' || is === serving;
    return times === (isTaken ? 1 : 0) ? [] : [`${id}: ${is}, ${times} cases.`];
  });
};

/** Whether somebody can be offered what is wished for: they fit, and have not had the offer. */
const isFor = ({ fits }: Dispatcher, { id, registered }: Resource, wish: Data): boolean => {
  const { passedBy } = wish;
  return fits(registered, wish) && !(Array.isArray(passedBy) && passedBy.includes(id));
};

const freeFor = (of: Dispatcher, pool: Pool, wish: Data): readonly Resource[] =>
  [...pool.resources.values()].filter((one) => one.is === 'free' && isFor(of, one, wish));

/** Older cases that whoever was sent could have served. */
const passedBy = (of: Dispatcher, pool: Pool, { data, at }: Happened): readonly Waiting[] => {
  const until = pool.waiting.get(word(data, of.caseId))?.until ?? '9';
  const sent = pool.resources.get(word(data, of.resourceId));
  return waitsAt(pool, at).filter(
    (other) => other.until < until && sent && isFor(of, sent, other.wish),
  );
};

/** What is wrong with a choice: somebody nearer was free, or a case that waited was passed by. */
const badChoice = (of: Dispatcher, pool: Pool, event: Happened): Sentences => {
  const { data } = event;
  const [location, id] = [word(data, 'location'), word(data, of.caseId)];
  const sent = metresTo(location, pool.resources.get(word(data, of.resourceId)));
  const nearer = freeFor(of, pool, data).filter((one) => metresTo(location, one) < sent);
  return [
    ...nearer.map((one) => `${id}: ${one.id} was nearer.`),
    ...passedBy(of, pool, event).map((older) => `${id}: ${older.id} was waiting.`),
    ...(figure(data, 'distanceM') === sent ? [] : [`${id}: it was ${sent} m away.`]),
  ];
};

type Look = (pool: Pool, event: Happened) => Sentences;

/** What is wrong with each assignment, given its pool as it was just before. */
const atAssignments =
  (of: Dispatcher, wrongWith: Look) =>
  (world: World): Sentences => {
    const wrong: string[] = [];
    poolsOf(of)(world, (pool, event) => {
      if (event.type === of.pool.assigned.type) wrong.push(...wrongWith(pool, event));
    });
    return wrong;
  };

/** Those who answer no offers, and are on duty nevertheless. */
const absentIn = ({ lapsesMost }: Dispatcher, resources: readonly Resource[]): Sentences =>
  resources
    .filter(({ is, lapses }) => is !== 'off' && lapses >= lapsesMost)
    .map(({ id, is, lapses }) => `${id}: ${is}, with ${lapses} lapses.`);

export const poolRules = (of: Dispatcher) => ({
  /** Every resource serves at most one case, and is what its pool says. */
  servesOne: (world: World): Sentences => {
    const wrong: string[] = [];
    const pools = poolsOf(of)(world, (pool) => void wrong.push(...doubledIn(of, pool)));
    return [...wrong, ...pools.flatMap((pool) => doubledIn(of, pool))];
  },

  /** Whoever is sent is of the pool, and can serve what is wished for. */
  onlyWhoFits: atAssignments(of, ({ poolId, resources }, { data }) => {
    const [id, resourceId] = [word(data, of.caseId), word(data, of.resourceId)];
    const sent = resources.get(resourceId);
    if (!sent) return [`${id}: ${resourceId} is not of ${poolId}.`];
    return isFor(of, sent, data) ? [] : [`${id}: ${resourceId} does not fit, or has passed.`];
  }),

  /** Whoever does not answer is off duty after some offers. */
  theAbsentGoOff: (world: World): Sentences => [
    ...atAssignments(of, ({ resources }, { data }) => {
      const sent = resources.get(word(data, of.resourceId));
      return sent ? absentIn(of, [sent]) : [];
    })(world),
    ...poolsOf(of)(world).flatMap(({ resources }) => absentIn(of, [...resources.values()])),
  ],

  /** No case waits while somebody who fits it is free. */
  noneWaitsInVain: (world: World): Sentences =>
    poolsOf(of)(world).flatMap((pool) =>
      waitsAt(pool, world.now)
        .filter(({ wish }) => freeFor(of, pool, wish).length > 0)
        .map(({ id }) => `${id}: somebody who fits is free.`),
    ),

  /** The nearest goes to the case that has waited longest. */
  nearestFirst: atAssignments(of, (pool, event) => badChoice(of, pool, event)),
});
