// The log as chains, and as lines.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inOrder } from '@dure/embedded';
import { Lodging } from '@dure/lodging';
import { terminalOf } from '../terminal.ts';
import { chainsOf } from './chains.ts';
import { drawCase, drawChain, drawDocumented, drawRecord, penFor } from './draw.ts';
import type { ContextRecord } from './records.ts';

const noon = Date.parse('2026-02-01T12:00:00+09:00');

const record = (id: string, type: string, of: Partial<ContextRecord> = {}): ContextRecord => {
  const [context = '', sequence] = id.split('.');
  return {
    context,
    partition: 0,
    sequence: Number(sequence),
    kind: 'event',
    type,
    subject: 'Accommodation/order-4',
    caseId: 'order-4',
    at: noon,
    data: { orderId: 'order-4' },
    causedBy: 'a client',
    actor: 'Customer:customer-2',
    ...of,
  };
};

const asked = record('payment.1', 'PaymentAuthorized', { actor: 'ask:place:authorizePayment' });
const placed = record('place.1', 'ReservationPlaced', {
  data: { orderId: 'order-4', status: '예약처리', tel: '01023456789' },
});
const approved = record('payment.2', 'PaymentApproved', { causedBy: 'place.0.2' });
const capture = record('place.2', 'CapturePayment', {
  kind: 'command',
  causedBy: 'place.0.1',
  actor: 'saga:BookStay',
  target: 'payment',
});
const sent = record('notification.1', 'MessageSent', {
  caseId: 'order-4/결제완료/owner:owner-2',
  causedBy: 'payment.0.2',
  data: { messageKey: 'order-4/결제완료/owner:owner-2' },
});

const streams = (LANG: string) => ({
  stdout: { write: () => {}, columns: 60 },
  stderr: { write: () => {} },
  env: { LANG },
});
const english = penFor(Lodging, terminalOf(streams('C'), undefined));
const korean = penFor(Lodging, terminalOf(streams('ko_KR'), undefined));

const names = (records: readonly ContextRecord[]) => records.map(({ type }) => type);

describe('records', () => {
  it('stand behind their causes, whatever the clocks say', () => {
    const early = { ...approved, at: noon - 5 };
    assert.deepEqual(names(inOrder([early, capture, placed, asked])), [
      'PaymentAuthorized',
      'ReservationPlaced',
      'CapturePayment',
      'PaymentApproved',
    ]);
  });

  it('of one instant begin with what was asked', () => {
    assert.deepEqual(names(inOrder([placed, asked])), ['PaymentAuthorized', 'ReservationPlaced']);
  });

  it('of one instant begin with what was asked, also behind others of its context', () => {
    const other = record('payment.1', 'PaymentVoided', { caseId: 'order-9' });
    const behind = { ...asked, sequence: 2 };
    assert.deepEqual(names(inOrder([placed, other, behind])), [
      'PaymentVoided',
      'PaymentAuthorized',
      'ReservationPlaced',
    ]);
  });

  it('go round in no circle, though one may be said to have caused another', () => {
    const circle = { ...capture, causedBy: 'payment.0.2' };
    assert.equal(inOrder([approved, circle]).length, 2);
  });

  it('without a business key of their own belong to the case that caused them', () => {
    const [chain, another] = chainsOf([sent, approved, capture, placed], 'orderId');
    assert.equal(another, undefined);
    assert.deepEqual([chain?.caseId, chain?.records.length], ['order-4', 4]);
  });

  it('of another case are another chain, though caused by the first', () => {
    const other = record('place.9', 'ReservationPlaced', {
      caseId: 'order-5',
      data: { orderId: 'order-5' },
      causedBy: 'place.0.1',
    });
    const chains = chainsOf([placed, other], 'orderId');
    assert.deepEqual(
      chains.map(({ caseId }) => caseId),
      ['order-4', 'order-5'],
    );
  });
});

describe('a chain', () => {
  const records = inOrder([asked, placed, capture, approved, sent]);

  it('is told by its events, as the documents have them', () => {
    const [head, events] = drawChain({ caseId: 'order-4', records }, english);
    assert.equal(head, 'order-4  예약처리  2026-02-01 12:00:00+09:00  ✉ 1');
    assert.equal(events, '  PaymentAuthorized → ReservationPlaced → PaymentApproved');
  });

  it('is wrapped to the terminal, and tells repetitions once', () => {
    const nights = [1, 2, 3].map((n) => record(`management.${n}`, 'NightsOpened'));
    const all = [...records, ...nights];
    const [, first, second] = drawChain({ caseId: 'order-4', records: all }, english);
    assert.equal(first, '  PaymentAuthorized → ReservationPlaced → PaymentApproved →');
    assert.equal(second, '  NightsOpened ×3');
  });

  it('in full shows every record, and nothing personal', () => {
    const lines = drawCase({ caseId: 'order-4', records }, english).join('\n');
    assert.match(lines, /CapturePayment +Capture payment +place +saga:BookStay → payment/);
    assert.match(lines, /"tel":"\*\*\*"/);
    assert.doesNotMatch(lines, /2345/);
  });
});

describe('a record', () => {
  it('has the label of the language', () => {
    assert.match(drawRecord(placed, korean), /ReservationPlaced +예약됨 +place +예약처리/);
    assert.match(drawRecord(placed, english), /Reservation placed/);
  });

  it('of those that are followed has its case, and the zone of its time', () => {
    assert.match(
      drawRecord(placed, english, { withCase: true }),
      /^12:00:00\+09:00 {2}order-4 +ReservationPlaced/,
    );
  });

  it('of one case has the day and its zone above it', () => {
    const lines = drawCase({ caseId: 'order-4', records: [placed, capture] }, english);
    assert.deepEqual(lines.slice(0, 3), ['order-4', '', '2026-02-01 (+09:00)']);
    assert.match(lines[3] ?? '', /^12:00:00 {2}ReservationPlaced/);
  });

  it('as documented is flat JSON that begins with its type and its instant', () => {
    assert.equal(
      drawDocumented(approved, english),
      `{"eventType":"PaymentApproved","timestamp":${noon},"orderId":"order-4"}`,
    );
  });
});
