import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contract } from '@dure/domain';
import type { AnyMessage, PolicyKnown } from '@dure/domain';
import { id, optional, personal, text } from '@dure/domain/shapes';
import { money, phone } from '@dure/domain/korea';
import { contractOf } from './contract.ts';
import { gapsIn, messages } from './messages.ts';
import { remember, wordings } from './table.ts';
import type { MessageTable } from './table.ts';

const orderId = id('order');

const Kitchen = contract('kitchen', {
  events: {
    Ordered: { orderId, name: text, tel: optional(personal(phone, 'name')), total: money() },
    Cooked: { orderId },
    Refused: { orderId, cause: text, reason: optional(text) },
    Delivered: { orderId, rider: optional(text), status: text },
  },
});

const { Cooked, Delivered, Ordered, Refused } = Kitchen.event;

const customer = { kind: 'customer', by: 'name', phone: 'tel' };

const table: MessageTable = {
  business: 'kitchen',
  businessKey: 'orderId',
  remembers: [remember(Ordered, 'name', 'tel', 'total')],
  messages: [
    { on: Cooked, status: 'COOKED', to: customer, ko: '{total}원', en: '{total} won' },
    {
      on: Refused,
      status: 'REFUSED',
      to: { kind: 'kitchen' },
      ko: '거절 {cause} {reason}',
      en: 'Refused: {cause} {reason}',
      recurs: true,
    },
    {
      on: Delivered,
      status: 'DELIVERY : {status}',
      to: { kind: 'rider', by: 'rider' },
      ko: '{orderId}',
      en: '{orderId}',
    },
  ],
  words: { cause: { STOCK: ['재고 없음', 'out of stock'] } },
};

const known = (isOn: boolean): PolicyKnown => ({
  now: 0,
  today: '1970-01-01',
  setting: (setting) =>
    typeof setting.standard === 'boolean' && !isOn ? isOff() : setting.standard,
  find: () => undefined,
  row: () => undefined,
});

// A setting of truth has the type of its standard.
const isOff = () => false as never;

const process = messages(table, contractOf('notification'));

/** What is sent while a case goes on. */
const sentOn = (events: readonly AnyMessage[], isOn = true) => {
  let memory: unknown;
  return events.flatMap((event) => {
    const step = process.step(memory, event, known(isOn));
    memory = JSON.parse(JSON.stringify(step.memory));
    return step.sends.map((command): { readonly [field: string]: unknown } => ({ ...command }));
  });
};

const ordered = Ordered({ orderId: 'order-1', name: 'kim', tel: '01023456789', total: 1_234_567 });
const cooked = Cooked({ orderId: 'order-1' });

describe('A table of messages', () => {
  it('tells the recipient in the words of the table', () => {
    assert.deepEqual(sentOn([ordered, cooked]), [
      {
        type: 'SendMessage',
        messageKey: 'order-1/COOKED/customer:kim',
        recipient: 'customer:kim',
        template: 'kitchen.COOKED',
        channel: 'ALIMTALK',
        textKo: '1,234,567원',
        textEn: '1,234,567 won',
        phone: '01023456789',
      },
    ]);
  });

  it('waits for what another context has yet to tell', () => {
    assert.deepEqual(sentOn([cooked]), []);
    assert.deepEqual(sentOn([cooked, ordered]), sentOn([ordered, cooked]));
  });

  it('keeps to the inbox without a phone, and while the channel is off', () => {
    const { tel: _tel, ...withoutPhone } = ordered;
    const channelIn = (events: readonly AnyMessage[], isOn: boolean) =>
      sentOn(events, isOn).map(({ channel }) => channel);
    assert.deepEqual(channelIn([withoutPhone, cooked], true), ['INBOX']);
    assert.deepEqual(channelIn([ordered, cooked], false), ['INBOX']);
  });

  it('counts a step that comes again', () => {
    const refused = Refused({ orderId: 'order-1', cause: 'STOCK' });
    assert.deepEqual(
      sentOn([refused, refused, refused]).map(({ messageKey }) => messageKey),
      ['order-1/REFUSED/kitchen', 'order-1/REFUSED#2/kitchen', 'order-1/REFUSED#3/kitchen'],
    );
  });

  it('calls a value by its label, and leaves out what is not there', () => {
    const [told] = sentOn([Refused({ orderId: 'order-1', cause: 'STOCK' })]);
    assert.equal(told?.['textKo'], '거절 재고 없음 ');
    assert.equal(told?.['textEn'], 'Refused: out of stock ');
  });

  it('writes an instant as people do', () => {
    for (const cause of ['2026-03-03T19:00:00+09:00', '2026-03-03T10:00:00Z']) {
      const [told] = sentOn([Refused({ orderId: 'order-1', cause, reason: '2026-03-03' })]);
      assert.equal(told?.['textKo'], '거절 2026-03-03 19:00 2026-03-03');
    }
    const cause = '2026-13-03T19:00:00Z';
    const [told] = sentOn([Refused({ orderId: 'order-1', cause, reason: cause })]);
    assert.equal(told?.['textKo'], `거절 ${cause} ${cause}`);
  });

  it('sends nothing when the event names no recipient', () => {
    const named = Delivered({ orderId: 'order-1', rider: 'lee', status: 'FIN' });
    const unnamed = Delivered({ orderId: 'order-1', status: 'FIN' });
    assert.deepEqual(sentOn([unnamed]), []);
    assert.deepEqual(
      sentOn([named]).map(({ messageKey }) => messageKey),
      ['order-1/DELIVERY : FIN/rider:lee'],
    );
  });

  it('belongs to the case of the business key', () => {
    assert.equal(process.caseOf(cooked), 'order-1');
    assert.equal(process.caseOf({ type: 'Cooked' }), undefined);
  });

  it('has no gaps, or says which', () => {
    assert.deepEqual(gapsIn(table), []);
    assert.deepEqual(gapsIn({ ...table, remembers: [] }), [
      'The message on Cooked cannot know total.',
      'The message on Cooked cannot know name.',
      'The message on Cooked cannot know tel.',
    ]);
    assert.equal(gapsIn({ ...table, businessKey: 'callId' }).length, 4);
  });
});

describe('Wordings', () => {
  const says = wordings({
    COOKED: { ko: '요리되었습니다', en: 'It is cooked' },
    REFUSED: { ko: '거절되었습니다', en: 'It is refused', recurs: true },
    cookedForRider: { status: 'COOKED', ko: '가져가 주세요', en: 'Please take it' },
  });

  it('tell a status, the same one in other words too', () => {
    assert.deepEqual(says('COOKED'), {
      status: 'COOKED',
      ko: '요리되었습니다',
      en: 'It is cooked',
    });
    assert.equal(says('REFUSED').recurs, true);
    assert.equal(says('cookedForRider').status, 'COOKED');
  });
});
