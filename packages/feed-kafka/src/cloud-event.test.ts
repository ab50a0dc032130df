// A record comes back as it went; what cannot be carried is referred to; and others read it.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Kafka } from 'cloudevents';
import type { CloudEvent } from 'cloudevents';
import fc from 'fast-check';
import type { LogRecord } from '@dure/kernel/ports';
import { arrivedIn, messageOf, referenceTo } from './cloud-event.ts';
import type { CarriedMessage } from './cloud-event.ts';

const origin = { business: 'lodging', context: 'payment', partition: 3, logId: 'log-1' };

const placed: LogRecord = {
  sequence: 42,
  kind: 'event',
  type: 'PaymentApproved',
  subject: 'Payment/결제-1',
  caseId: 'reservation-7',
  at: Date.parse('2026-03-02T12:00:00.123+09:00'),
  data: {
    paymentId: '결제-1',
    amount: 88_000,
    note: '한글 🦀 "\'',
    deep: { list: [1, null, -0.5] },
  },
  causedBy: 'place.0.7>pay',
  actor: 'saga:Book',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
};

/** As it comes: headers as a map of buffers, and no value where there was none. */
const came = ({ headers, value }: CarriedMessage) => arrivedIn({ headers, value }, origin);

describe('A record over Kafka', () => {
  it('comes back as it went', () => {
    deepEqual(came(messageOf(origin, placed).message), {
      logId: 'log-1',
      sequence: 42,
      record: placed,
    });
    const sent: LogRecord = { ...placed, kind: 'command', version: 3, target: 'place', actor: '' };
    deepEqual(came(messageOf(origin, sent).message)?.record, sent);
  });

  it('comes back as it went, or is referred to, whatever is in it', () => {
    const text = fc.string({ unit: 'binary', maxLength: 12 });
    const record = fc.record({
      sequence: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      kind: fc.constantFrom('event', 'command', 'reminder', 'refusal', 'operation'),
      type: text,
      subject: text,
      caseId: text,
      // An instant has no negative zero, which JSON does not know either.
      at: fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger()).map((of) => of + 0),
      data: fc.dictionary(fc.oneof(text, fc.string()), fc.jsonValue(), { maxKeys: 4 }),
      causedBy: text,
      actor: text,
    });
    fc.assert(
      fc.property(record, (drawn) => {
        const whole = JSON.parse(JSON.stringify(drawn.data)) as LogRecord['data'];
        const written: LogRecord = { ...drawn, data: whole };
        const arrived = came(messageOf(origin, written).message);
        equal(arrived?.sequence, drawn.sequence);
        if (arrived?.record) deepEqual(arrived.record, written);
      }),
    );
  });

  it('with what no attribute may hold is referred to', () => {
    for (const subject of ['Payment/\u0000', 'Payment/\ud800', 'Payment/\n']) {
      const arrived = came(messageOf(origin, { ...placed, subject }).message);
      deepEqual(arrived, { logId: 'log-1', sequence: 42 });
    }
    deepEqual(came(messageOf(origin, { ...placed, at: Infinity }).message), {
      logId: 'log-1',
      sequence: 42,
    });
  });

  it('says about how large it is, never less', () => {
    const { message, bytes } = messageOf(origin, placed);
    const headers = [...message.headers].map(([name, text]) => name.length + text.length);
    const written = headers.reduce((sum, size) => sum + size, message.key.length);
    ok(bytes > written + (message.value?.length ?? 0));
    ok(referenceTo(origin, placed).bytes < bytes);
  });

  it('of another context, of another partition, or of nobody, is none', () => {
    const { message } = messageOf(origin, placed);
    equal(arrivedIn(message, { ...origin, partition: 2 }), undefined);
    equal(arrivedIn(message, { ...origin, context: 'place' }), undefined);
    equal(arrivedIn({ headers: new Map(), value: Buffer.from('{}') }, origin), undefined);
  });
});

describe('The SDK of CloudEvents', () => {
  it('reads it as an event, attributes and data', () => {
    const { key, value, headers } = messageOf(origin, placed).message;
    const texts = Object.fromEntries(
      [...headers].map(([name, text]) => [String(name), String(text)]),
    );
    const sent = {
      key: String(key),
      value: String(value),
      body: String(value),
      headers: texts,
    };
    const read = Kafka.toEvent(sent);
    // One message is one event.
    const event = read as CloudEvent<LogRecord['data']>;
    equal(event.validate(), true);
    equal(event.id, 'payment.3.42');
    equal(event.source, '/lodging/payment');
    equal(event.type, 'PaymentApproved');
    equal(event.subject, placed.subject);
    equal(event.time, '2026-03-02T03:00:00.123Z');
    equal(event.dataschema, 'urn:dure:lodging:payment:PaymentApproved:1');
    equal(event.datacontenttype, 'application/json');
    equal(event['correlationid'], 'reservation-7');
    equal(event['sequence'], '0000000000000042');
    deepEqual(event.data, placed.data);
  });
});
