// What those who run a business read of it is said in words: nothing that may stand on the work
// list, on what is parked or on the traffic is known by its name in the program alone.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  calleeWords,
  causeWords,
  messageWords,
  processWords,
  refusals,
  refusalWords,
  workWords,
} from '@dure/access';
import type { System, Words } from '@dure/domain';
import { externalsIn } from '@dure/wall';
import { businessNames, systemOf } from './businesses.ts';

/** `CancelPayment`, `cardRefund`, `MESSAGE_RETRY`: as no one says it. */
const CODE = /[a-z][A-Z]|[A-Z]_[A-Z]/;

const isSaid = (name: string, words: Words | undefined): void => {
  assert.match(words?.ko ?? '', /[가-힣]/, `${name} has no Korean word`);
  assert.match(words?.en ?? '', /^[A-Z]/, `${name} has no English word`);
  assert.doesNotMatch(`${words?.ko} ${words?.en}`, CODE, `${name} is said by its name`);
};

const aggregatesOf = ({ contexts }: System) =>
  contexts.flatMap(({ aggregates }) => Object.values(aggregates));

/** Every message that may be parked: also what only a deadline or an undo sends. */
const messagesOf = (system: System): readonly string[] => {
  const all = aggregatesOf(system).flatMap(({ accepts, emits, asks }) => [
    ...[...Object.values(accepts), ...Object.values(emits)].map(({ type }) => type),
    ...asks.flatMap(({ ask: { of, undoes } }) => [of, ...undoes].map(({ type }) => type)),
  ]);
  const deadlines = system.contexts.flatMap((of) => Object.values(of.deadlines));
  return [...new Set([...all, ...deadlines.flatMap(({ sends }) => sends.map(({ type }) => type))])];
};

const refusalsOf = (system: System): readonly string[] => [
  ...aggregatesOf(system).flatMap(({ refuses }) => Object.keys(refuses)),
  ...Object.keys(refusals),
];

const kinds = ['parked', 'undo', 'refused undo', 'skipped', 'unknown'] as const;

for (const name of businessNames) {
  const system = await systemOf(name);

  describe(`To those who run ${name}`, () => {
    const messages = messagesOf(system);

    it('every command, event and question has words in both languages', () => {
      assert.ok(messages.length > 20);
      for (const type of messages) isSaid(type, messageWords(system, type));
    });

    it('every refusal has words in both languages', () => {
      for (const rejection of refusalsOf(system)) {
        isSaid(rejection, refusalWords(system, rejection));
        assert.deepEqual(causeWords(system, rejection), refusalWords(system, rejection));
      }
    });

    it('everything on the work list has words in both languages', () => {
      const asks = aggregatesOf(system).flatMap((of) => of.asks.map(({ ask }) => ask));
      for (const kind of kinds)
        for (const type of messages)
          for (const cause of ['unavailable', 'OutOfTurn', 'Cannot read property a of b', ''])
            isSaid(`${kind} ${type}`, workWords(system, { kind, type, cause }));
      for (const { name: asked, callee } of asks) {
        const mayHaveHappened = { name: asked, to: callee };
        isSaid(asked, workWords(system, { kind: 'skipped', mayHaveHappened }));
      }
    });

    it('whatever stands still, is away or is on its way has words in both languages', () => {
      for (const context of system.contexts) {
        isSaid(context.name, calleeWords(system, context.name));
        for (const of of [...Object.keys(context.sagas), ...Object.keys(context.processes)])
          isSaid(of, processWords(system, of));
        for (const { steps } of Object.values(context.sagas))
          for (const { until } of steps) isSaid(until.type, messageWords(system, until.type));
      }
      for (const external of externalsIn(system)) isSaid(external, calleeWords(system, external));
    });
  });
}
