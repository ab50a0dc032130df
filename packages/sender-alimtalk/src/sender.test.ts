import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { inspect } from 'node:util';
import type { Call } from '@dure/kernel/ports';
import { Counter, SENDER_KEY, TOKEN } from './counter.testing.ts';
import { alimTalkSender, mistakeIn } from './index.ts';
import type { AlimTalkOptions } from './index.ts';

const PHONE = '01011112222';
const WORDS = '[숙소] 한옥 예약이 확정되었습니다';

const letter = {
  messageKey: 'order-1/예약완료/customer:customer-2',
  recipient: 'customer:customer-2',
  template: 'lodging.예약완료',
  textKo: WORDS,
  textEn: '[Stay] confirmed',
  phone: PHONE,
};

const callWith = (data: Call['data']): Call => ({
  to: 'MessageGateway',
  type: 'send',
  data,
  key: 'attempt-1',
  caseId: 'order-1',
  causedBy: 'notification.0.1',
  caller: 'notification:sendOut',
  budgetMs: 610,
});

let counter: Counter;

beforeEach(async () => {
  counter = new Counter();
  await counter.open();
});
afterEach(() => counter.close());

const send = (options: Partial<AlimTalkOptions> = {}, data: Call['data'] = letter) =>
  alimTalkSender({ url: counter.url, senderKey: SENDER_KEY, token: TOKEN, ...options }).call(
    callWith(data),
  );

/** That it rejects so, and that neither phone nor words nor token are anywhere in the error. */
const failsWith = async (sending: Promise<unknown>, message: RegExp) => {
  const error = await sending.then(
    () => assert.fail('It was answered.'),
    (cause: unknown) => cause,
  );
  const told = inspect(error, { depth: Infinity, showHidden: true });
  assert.match(told, message);
  for (const secret of [PHONE, WORDS, TOKEN]) assert.ok(!told.includes(secret), told);
};

const taken = { is: 'taken', fields: {} };

describe('An AlimTalk', () => {
  it('goes out with the template, the number, the Korean words and its key', async () => {
    assert.deepEqual(await send(), taken);
    const [accepted] = counter.accepted;
    assert.equal(decodeURI(accepted?.key ?? ''), letter.messageKey);
    assert.deepEqual([accepted?.method, accepted?.contentType], ['POST', 'application/json']);
    assert.deepEqual(accepted?.body, {
      senderKey: SENDER_KEY,
      templateCode: letter.template,
      recipientNo: PHONE,
      content: WORDS,
    });
  });

  it('is taken again under its key, and accepted once', async () => {
    assert.deepEqual([await send(), await send()], [taken, taken]);
    assert.deepEqual([counter.tries, counter.accepted.length], [2, 1]);
  });

  it('with another key is another one', async () => {
    await send();
    await send({}, { ...letter, messageKey: `${letter.messageKey}#2` });
    assert.equal(counter.accepted.length, 2);
  });

  for (const status of [400, 404, 410, 422])
    it(`is refused with a reason when it is itself wrong: ${status}`, async () => {
      counter.day = status;
      const answer = await send();
      assert.equal(answer.is, 'refused');
      assert.match(JSON.stringify(answer), /^{"is":"refused","rejection":{"reason":"[A-Z_]+"}}$/);
    });

  for (const status of [302, 307, 401, 403, 405, 408, 429, 500, 502, 503])
    it(`is tried again when the other side is at fault: ${status}`, async () => {
      counter.day = status;
      await failsWith(send(), new RegExp(`AlimTalk answered ${status}`));
      assert.equal(counter.tries, 1);
    });

  it('is tried again when the token is wrong, and the token is not shown', async () => {
    await failsWith(send({ token: `not-${TOKEN}` }), /answered 401/);
    assert.equal(counter.accepted.length, 0);
  });

  it('is tried again when the answer takes too long', async () => {
    counter.day = 'silent';
    await failsWith(send({ timeoutMs: 50 }), /took too long/);
  });

  it('is tried again when the connection breaks, or no server is there', async () => {
    counter.day = 'dropped';
    await failsWith(send(), /cannot be reached/);
    await counter.close();
    await failsWith(send(), /cannot be reached/);
  });

  it('that was accepted before the connection broke is accepted once', async () => {
    counter.day = 'droppedAfterwards';
    await failsWith(send(), /cannot be reached/);
    counter.day = 'good';
    assert.deepEqual(await send(), taken);
    assert.equal(counter.accepted.length, 1);
  });

  it('without a number does not go out', async () => {
    const answer = await send({}, { ...letter, phone: null });
    assert.deepEqual(answer, { is: 'refused', rejection: { reason: 'INCOMPLETE' } });
    assert.equal(counter.tries, 0);
  });
});

describe('A sender', () => {
  const options = { url: 'https://alimtalk.test/send', senderKey: SENDER_KEY, token: TOKEN };

  const mistakes: readonly [Partial<AlimTalkOptions>, string][] = [
    [{ url: 'alimtalk.test' }, 'url'],
    [{ url: 'ftp://alimtalk.test' }, 'url'],
    [{ url: 'https://user:word@alimtalk.test' }, 'url'],
    [{ senderKey: ' ' }, 'senderKey'],
    [{ token: '' }, 'token'],
    [{ token: `${TOKEN}\n${TOKEN}` }, 'token'],
  ];
  for (const [mistake, field] of mistakes)
    it(`is not made with ${JSON.stringify(mistake)}`, async () => {
      const mistaken = { ...options, ...mistake };
      assert.equal(mistakeIn(mistaken), field);
      const made = Promise.try(() => alimTalkSender(mistaken));
      await failsWith(made, new RegExp(`with this ${field}`));
    });

  it('is made with what may be right', () => assert.equal(mistakeIn(options), undefined));

  it('answers no other question', () => {
    const call = { ...callWith(letter), type: 'recall' };
    return failsWith(alimTalkSender(options).call(call), /does not know recall/);
  });
});
