import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Committed } from '../history.ts';
import { Poisons } from '../poison.ts';
import type { World } from '../world.ts';

const poisons = new Poisons('orderId');
import { checkEffects } from './effects.ts';

const committed = (sequence: number, of: Partial<Committed['record']>): Committed =>
  // Of a record the check reads no more than this.
  ({
    id: `cook.0.${sequence}`,
    context: 'cook',
    partition: 0,
    record: { sequence, kind: 'event', causedBy: 'client 8', caseId: 'order-1', data: {}, ...of },
  }) as Committed;

const held = (sequence: number) =>
  committed(sequence, { type: 'CookHeld', subject: 'Cook/order-1', actor: 'ask:order:hold' });

const undone = committed(3, {
  kind: 'command',
  type: 'ReleaseHold',
  subject: 'Cook/order-1',
  actor: 'undo:hold',
});

const found = (...all: readonly Committed[]) =>
  // Without policies and deadlines, the history is all there is.
  checkEffects({
    history: { all },
    system: { contexts: [] },
    poisons,
    versions: { isKnownToAll: () => true },
  } as unknown as World);

describe('What an ask sets in motion', () => {
  it('happens once', () => {
    assert.deepEqual(found(held(1)), []);
    assert.equal(found(held(1), held(5))[0]?.of, 'P2');
  });

  it('happens again only after it was taken back', () => {
    assert.deepEqual(found(held(1), undone, held(5)), []);
    assert.equal(found(held(1), undone, held(5), held(9))[0]?.of, 'P2');
  });
});
