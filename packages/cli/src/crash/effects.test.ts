// The judge of the crash test: what it must not let pass.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ContextRecord } from '../log/records.ts';
import { Ledger } from './customers.ts';
import type { Exchange } from './customers.ts';
import { wrongEffects } from './effects.ts';

const event = (type: string, data: ContextRecord['data']): ContextRecord => ({
  context: 'place',
  partition: 0,
  sequence: 1,
  kind: 'event',
  type,
  subject: '',
  caseId: '',
  at: 0,
  data,
  causedBy: '',
  actor: '',
});

const placed = (orderId: string) => event('ReservationPlaced', { orderId });
const sent = (messageKey: string) => event('MessageSent', { messageKey });

const exchange = (key: string, status: number, orderId = ''): Exchange => ({
  request: { what: 'reserve', method: 'POST', path: '/accommodations', key },
  answer: { status, body: { orderId } },
  silences: 0,
});

const accepted = [exchange('a', 201, 'order-4'), exchange('b', 503), exchange('c', 402)];
const known = new Set(['order-1']);
const wordsOf = (records: readonly ContextRecord[], exchanges = accepted) =>
  wrongEffects(records, exchanges, known).map(({ words }) => words);

describe('what was answered', () => {
  it('is right when it is there once, and nothing else but the demo is', () => {
    assert.deepEqual(wordsOf([placed('order-1'), placed('order-4'), sent('order-4/a/b')]), []);
  });

  it('and is not there, or is there twice, is caught', () => {
    assert.match(wordsOf([])[0] ?? '', /order-4 .* 0 times/);
    assert.match(wordsOf([placed('order-4'), placed('order-4')])[0] ?? '', /2 times/);
  });

  it('with 503 and has left something is caught', () => {
    assert.match(wordsOf([placed('order-4'), placed('order-5')])[0] ?? '', /order-5 .*nobody/);
  });

  it('for two keys with one reservation is caught', () => {
    const twice = [...accepted, exchange('d', 201, 'order-4')];
    assert.match(wordsOf([placed('order-4')], twice)[0] ?? '', /Two keys/);
  });

  it('and sent a message twice is caught', () => {
    const message = sent('order-4/결제완료/owner:owner-2');
    assert.match(wordsOf([placed('order-4'), message, message])[0] ?? '', /2 times/);
  });
});

describe('a key that is used again', () => {
  const first = exchange('a', 201, 'order-4');

  it('gets the first answer', () => {
    const ledger = new Ledger();
    ledger.compare(first, first.answer);
    assert.deepEqual([ledger.findings, ledger.repeats], [[], 1]);
  });

  it('and another answer is caught', () => {
    const ledger = new Ledger();
    ledger.compare(first, { status: 201, body: { orderId: 'order-5' } });
    assert.equal(ledger.findings.length, 1);
  });

  it('and a fault of the server is caught', () => {
    const ledger = new Ledger();
    ledger.note(exchange('a', 500));
    ledger.note(exchange('b', 503));
    assert.equal(ledger.findings.length, 1);
  });
});
