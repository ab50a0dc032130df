import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  aggregate,
  boundedContext,
  contract,
  initial,
  nothing,
  states,
  system,
} from '@dure/domain';
import {
  byName,
  id,
  list,
  optional,
  personal,
  secret,
  text,
  valueObject,
} from '@dure/domain/shapes';
import { hiddenFields, redactorOf } from './redaction.ts';

const orderId = id('order');
const guest = valueObject({ guestNm: personal(text, 'orderId'), room: text });
const many = {
  phones: optional(list(personal(text, 'orderId'))),
  guests: optional(list(guest)),
  pins: optional(byName(secret(text))),
};
const Desk = contract('desk', {
  commands: {
    Open: { orderId, phone: personal(text, 'orderId'), pin: secret(text), colour: text, ...many },
  },
  events: {},
  rejections: {},
});

const state = states({ absent: initial() });

const Order = aggregate('Order', {
  identifiedBy: 'orderId',
  accepts: Desk.command,
  emits: Desk.event,
  refuses: Desk.reject,
  states: state,
  decide: { Open: { absent: nothing } },
  evolve: {},
});

const desks = system('desks', {
  label: ['창구', 'Desks'],
  businessKey: 'orderId',
  contexts: [boundedContext('desk', { aggregates: { Order } })],
});

const redact = redactorOf(desks);

const record = {
  partition: 0,
  sequence: 1,
  type: 'Open',
  subject: 'Order/order-1',
  caseId: 'order-1',
  at: 0,
  causedBy: 'desk.0.0',
  actor: 'Operator:operator-1',
} as const;

describe('What an operator has changed', () => {
  it('is told with personal data masked and no secrets', () => {
    const changed = { phone: '010-1234-5678', pin: '0000', colour: 'red' };
    const data = { did: 'mended', before: changed, after: { ...changed, colour: 'blue' } };
    const told = redact('desk', { ...record, kind: 'operation', data });
    deepEqual(told.data, {
      did: 'mended',
      before: { phone: '010******5678', colour: 'red' },
      after: { phone: '010******5678', colour: 'blue' },
    });
  });
});

describe('Values that are personal or secret within others', () => {
  it('are masked or left out as a whole', () => {
    const data = {
      orderId: 'order-1',
      phones: ['010-1234-5678'],
      guests: [{ guestNm: '김하나', room: '101' }],
      pins: { door: '0000' },
    };
    const shown = redact('desk', { ...record, kind: 'command', data });
    deepEqual(shown.data, { orderId: 'order-1', phones: '', guests: '' });
    deepEqual(hiddenFields(desks), new Set(['phone', 'phones', 'guests', 'pin', 'pins']));
  });
});
