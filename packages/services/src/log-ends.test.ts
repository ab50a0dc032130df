// How far a log reaches is asked once for all of its partitions.

import { deepEqual, equal, rejects } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Ask, Client } from './client.ts';
import { LogEnds } from './log-ends.ts';
import { Unreachable } from './protocol.ts';

const PARTITIONS = 4;

/** A context whose log grows by one with each request. */
const asked = (methods: string[], refuses?: (method: string) => Error | undefined) => {
  let sequence = 0;
  const answer = ({ method }: Ask): unknown => {
    methods.push(method);
    const refused = refuses?.(method);
    if (refused) throw refused;
    sequence += 1;
    const end = { sequence, logId: 'one' };
    return method === 'head' ? end : Array.from({ length: PARTITIONS }, () => end);
  };
  // What it answers is what the method has.
  const ask = (async (of: Ask) => answer(of)) as Client['ask'];
  return new LogEnds({ ask }, PARTITIONS);
};

const all = (ends: LogEnds) =>
  Promise.all(Array.from({ length: PARTITIONS }, async (_, of) => (await ends.of(of)).sequence));

describe('The ends of a log', () => {
  it('are asked for once, by all who ask at a moment', async () => {
    const methods: string[] = [];
    deepEqual(await all(asked(methods)), [1, 1, 1, 1]);
    deepEqual(methods, ['ends']);
  });

  it('are those after the question', async () => {
    const methods: string[] = [];
    const ends = asked(methods);
    const first = ends.of(0);
    await new Promise((resolve) => setImmediate(resolve));
    const second = ends.of(0);
    deepEqual([(await first).sequence, (await second).sequence], [1, 2]);
    deepEqual(methods, ['ends', 'ends']);
  });

  it('are asked for one by one of an earlier version', async () => {
    const methods: string[] = [];
    const ends = asked(methods, (method) =>
      method === 'ends' ? new Error('lodging/payment cannot be asked to ends.') : undefined,
    );
    deepEqual(await all(ends), [1, 2, 3, 4]);
    deepEqual(methods, ['ends', 'head', 'head', 'head', 'head']);
  });

  it('are not to be had of a context that is away, and are asked for again', async () => {
    let isAway = true;
    const methods: string[] = [];
    const ends = asked(methods, () => (isAway ? new Unreachable('It is away.') : undefined));
    await rejects(all(ends), Unreachable);
    isAway = false;
    deepEqual(await all(ends), [1, 1, 1, 1]);
    equal(methods.length, 2);
  });
});
