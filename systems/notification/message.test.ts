import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MINUTE_MS, SECOND_MS } from '@dure/domain';
import { isoOf } from '@dure/domain/korea';
import {
  asks,
  deadlineOf,
  nothing,
  outOfTurn,
  policy,
  refused,
  scenario,
  SCENARIO_NOW,
  unavailable,
  viewOf,
} from '@dure/testing';
import { notificationOf } from './board.ts';
import { contractOf } from './contract.ts';
import { MessageGateway } from './gateway.ts';
import { messageOf } from './message.ts';

const contract = contractOf('notification');
const { command, event } = contract;

const key = { messageKey: 'order-1/예약완료/customer:customer-2' };
const letter = {
  ...key,
  recipient: 'customer:customer-2',
  template: 'lodging.예약완료',
  textKo: '예약이 확정되었습니다',
  textEn: 'Your stay is confirmed',
};
const toInbox = command.SendMessage({ ...letter, channel: 'INBOX' });
const toPhone = command.SendMessage({ ...letter, channel: 'ALIMTALK', phone: '01023456789' });
const queued = event.MessageQueued({ ...toPhone, queuedAt: isoOf(SCENARIO_NOW) });
const sent = event.MessageSent(toPhone);
const tryIt = command.TrySend(key);
const failed = (attempt: number, reason = 'UNAVAILABLE') =>
  event.MessageAttemptFailed({ ...key, attempt, reason });
const givenUp = event.MessageGivenUp({ ...key, reason: 'UNAVAILABLE' });
const resolve = command.ResolveMessage({ ...key, note: '전화함' });
const resolved = event.MessageResolved(resolve);

const later = (ms: number) => ({ now: SCENARIO_NOW + ms });
const message = scenario(messageOf(contract));
const away = { sendOut: unavailable };

describe('A message', () => {
  it('is in the inbox at once, and waits for the gateway when it goes to a phone', () => {
    message.when(toInbox).then({ ...sent, channel: 'INBOX' });
    message.when(toPhone).then(queued);
  });

  it('is taken once', () => {
    message.given(sent).when(toInbox).then(nothing);
    message.given(queued).when(toPhone).then(nothing);
    message.given(queued, failed(1)).when(toPhone).then(nothing);
    message.given(queued, givenUp).when(toPhone).then(nothing);
    message.given(queued, givenUp, resolved).when(toPhone).then(nothing);
  });

  it('is sent when the gateway takes it', () => {
    const { channel: _channel, type: _type, ...asked } = toPhone;
    message
      .given(queued)
      .when(tryIt)
      .then(asks(MessageGateway.send(asked)));
    const taken = { sendOut: {} };
    message.given(queued).answered(taken).when(tryIt).then(sent);
    message.given(queued, failed(1)).answered(taken).when(tryIt).then(sent);
  });

  it('is tried again, and given up in the end', () => {
    message.given(queued).answered(away).when(tryIt).then(failed(1));
    const no = { sendOut: refused({ reason: 'UNREACHABLE' }) };
    message.given(queued, failed(1)).answered(no).when(tryIt).then(failed(2, 'UNREACHABLE'));
    const often = [queued, failed(1), failed(2), failed(3), failed(4)] as const;
    message
      .given(...often)
      .answered(away)
      .when(tryIt)
      .then(givenUp);
  });

  it('is not pushed to a phone when it is stale', () => {
    const after = (ms: number) => scenario(messageOf(contract), later(ms)).given(queued);
    after(60 * MINUTE_MS)
      .answered(away)
      .when(tryIt)
      .then(failed(1));
    const stale = { ...givenUp, reason: 'STALE' };
    after(60 * MINUTE_MS + SECOND_MS)
      .when(tryIt)
      .then(stale);
  });

  it('is not tried again when it is done with', () => {
    message.when(tryIt).then(nothing);
    message.given(sent).when(tryIt).then(nothing);
    message.given(queued, givenUp).when(tryIt).then(nothing);
  });

  it('is resolved by a person once it is given up', () => {
    message.given(queued, givenUp).when(resolve).then(resolved);
    message.given(queued).when(resolve).then(outOfTurn('queued'));
  });
});

describe('Notification', () => {
  const table = { business: 'lodging', businessKey: 'orderId', remembers: [], messages: [] };
  const context = notificationOf({ ...table, actors: ['Customer'] });
  const { deliverMessage } = context.policies;
  const { MESSAGE_RETRY } = context.deadlines;
  const { Inbox, MessageLog } = context.views;
  assert.ok(deliverMessage && MESSAGE_RETRY && Inbox && MessageLog);

  it('may show more, which others read as the business says', () => {
    const { actors } = notificationOf({
      ...table,
      actors: ['Customer', 'Driver'],
      views: { Calls: Inbox },
      reads: { Customer: { Calls: 'own' }, Manager: { Calls: 'all' } },
    });
    const owns = 'recipient';
    assert.deepEqual(actors, {
      Manager: { issues: [], reads: { Calls: 'all' } },
      Customer: { issues: [], owns, reads: { Inbox: 'own', Calls: 'own' } },
      Driver: { issues: [], owns, reads: { Inbox: 'own' } },
      Operator: {
        issues: ['ResolveMessage'],
        reads: { Inbox: 'all', MessageLog: 'all', Calls: 'all' },
      },
    });
  });

  it('tries what is queued', () => policy(deliverMessage).when(queued).then(tryIt));

  it('tries again after twice the time, at most ten minutes', () => {
    const now = SCENARIO_NOW;
    const retry = deadlineOf(MESSAGE_RETRY);
    retry.when(failed(1)).then({ at: now + 30 * SECOND_MS, sends: tryIt });
    retry.when(failed(2)).then({ at: now + 60 * SECOND_MS, sends: tryIt });
    retry.when(failed(9)).then({ at: now + 10 * MINUTE_MS, sends: tryIt });
    retry.given(failed(1)).when(sent).then();
    retry.given(failed(1)).when(givenUp).then();
  });

  it('shows a message to whom it is for, once', () => {
    viewOf(Inbox).given(queued, sent).then(letter);
  });

  it('logs what became of it', () => {
    viewOf(MessageLog)
      .given(queued, failed(1), failed(2, 'UNREACHABLE'), givenUp, resolved)
      .then({
        ...key,
        recipient: letter.recipient,
        channel: 'ALIMTALK',
        attempt: 2,
        reason: 'UNAVAILABLE',
        note: '전화함',
      });
  });

  it('has the name that its business gives it', () => {
    assert.equal(notificationOf({ ...table, context: 'customer', actors: [] }).name, 'customer');
  });
});
