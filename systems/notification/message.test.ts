import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '@dure/domain';
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
import { resendOf } from './resend.ts';

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
const until = isoOf(SCENARIO_NOW + HOUR_MS);
const queued = event.MessageQueued({ ...toPhone, queuedAt: isoOf(SCENARIO_NOW), until });
const sent = event.MessageSent(toPhone);
const tryIt = command.TrySend(key);
const failed = (attempt: number, reason = 'UNAVAILABLE', refusals = 0) =>
  event.MessageAttemptFailed({ ...key, attempt, reason, refusals, until });
const unreached = (attempt: number) => failed(attempt, 'UNREACHABLE', attempt);
const givenUp = event.MessageGivenUp({ ...key, reason: 'UNREACHABLE' });
const resolve = command.ResolveMessage({ ...key, note: '전화함' });
const resolved = event.MessageResolved(resolve);

const later = (ms: number) => ({ now: SCENARIO_NOW + ms });
const message = scenario(messageOf(contract));
const away = { sendOut: unavailable };
const no = { sendOut: refused({ reason: 'UNREACHABLE' }) };
const resend = command.ResendMessage(key);

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

  it('is tried again, and given up when its phone was refused often enough', () => {
    message.given(queued).answered(away).when(tryIt).then(failed(1));
    message
      .given(queued, failed(1))
      .answered(no)
      .when(tryIt)
      .then(failed(2, 'UNREACHABLE', 1));
    const often = [queued, unreached(1), unreached(2), unreached(3), unreached(4)] as const;
    message
      .given(...often)
      .answered(no)
      .when(tryIt)
      .then(givenUp);
  });

  it('waits for a gateway that is away for as long as it makes sense', () => {
    const often = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => failed(attempt));
    const after = (ms: number) => scenario(messageOf(contract), later(ms)).given(queued, ...often);
    after(HOUR_MS - SECOND_MS)
      .answered(away)
      .when(tryIt)
      .then(failed(9));
    after(HOUR_MS)
      .when(tryIt)
      .then({ ...givenUp, reason: 'STALE' });
  });

  it('makes sense for as long as its kind says', () => {
    const forTen = command.SendMessage({ ...toPhone, lasts: 10 });
    const soon = { ...queued, until: isoOf(SCENARIO_NOW + 10 * MINUTE_MS) };
    message.when(forTen).then(soon);
    const stale = { ...givenUp, reason: 'STALE' };
    const lasts = scenario(messageOf(contract), later(10 * MINUTE_MS));
    lasts.given(soon).when(tryIt).then(stale);
  });

  it('of an older version makes sense for as long as all do', () => {
    const { until: _until, ...before } = queued;
    const after = (ms: number) => scenario(messageOf(contract), later(ms)).given(before);
    after(HOUR_MS - SECOND_MS)
      .answered(away)
      .when(tryIt)
      .then(failed(1));
    after(HOUR_MS)
      .when(tryIt)
      .then({ ...givenUp, reason: 'STALE' });
  });

  it('is sent again on demand, with all its tries', () => {
    const again = scenario(messageOf(contract), later(2 * HOUR_MS));
    const { phone } = toPhone;
    const resent = event.MessageResent({
      ...letter,
      channel: 'ALIMTALK',
      ...(phone === undefined ? {} : { phone }),
      queuedAt: isoOf(SCENARIO_NOW + 2 * HOUR_MS),
      until: isoOf(SCENARIO_NOW + 3 * HOUR_MS),
    });
    again.given(queued, givenUp).when(resend).then(resent);
    again.given(queued, givenUp, resent).answered({ sendOut: {} }).when(tryIt).then(sent);
    again
      .given(queued, unreached(1), givenUp, resent)
      .answered(no)
      .when(tryIt)
      .then({
        ...unreached(1),
        until: isoOf(SCENARIO_NOW + 3 * HOUR_MS),
      });
    again.given(queued, givenUp, resent).when(resend).then(nothing);
    again.given(queued, sent).when(resend).then(nothing);
    again.given(queued, givenUp, resolved).when(resend).then(outOfTurn('resolved'));
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
  const { deliverMessage, resendEach } = context.policies;
  const { MESSAGE_RETRY, MESSAGE_GIVEN_UP } = context.deadlines;
  const { Inbox, MessageLog } = context.views;
  assert.ok(deliverMessage && resendEach && MESSAGE_RETRY && MESSAGE_GIVEN_UP);
  assert.ok(Inbox && MessageLog);

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
        issues: ['ResolveMessage', 'ResendMessage', 'ResendMessages'],
        reads: { Inbox: 'all', MessageLog: 'all', Calls: 'all' },
      },
    });
  });

  it('tries what is queued', () => policy(deliverMessage).when(queued).then(tryIt));

  it('sends many again, each by itself', () => {
    const other = 'order-2/예약완료/customer:customer-2';
    const asked = { resendId: 'today', messageKeys: [key.messageKey, other] };
    const requested = event.ResendRequested(asked);
    const many = scenario(resendOf(contract));
    many.when(command.ResendMessages(asked)).then(requested);
    many.given(requested).when(command.ResendMessages(asked)).then(nothing);
    const second = command.ResendMessage({ messageKey: other });
    policy(resendEach).when(requested).then(resend, second);
  });

  it('lists what was given up for a person, until it is sent again or resolved', () => {
    const listed = deadlineOf(MESSAGE_GIVEN_UP);
    listed.when(givenUp).then({ at: SCENARIO_NOW });
    listed.given(givenUp).when(resolved).then();
  });

  it('tries again after twice the time, at most ten minutes', () => {
    const now = SCENARIO_NOW;
    const retry = deadlineOf(MESSAGE_RETRY);
    retry.when(failed(1)).then({ at: now + 30 * SECOND_MS, sends: tryIt });
    retry.when(failed(2)).then({ at: now + 60 * SECOND_MS, sends: tryIt });
    retry.when(failed(9)).then({ at: now + 10 * MINUTE_MS, sends: tryIt });
    const soon = { ...failed(9), until: isoOf(now + MINUTE_MS) };
    retry.when(soon).then({ at: now + MINUTE_MS, sends: tryIt });
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
        messageStatus: 'RESOLVED',
        attempt: 2,
        reason: 'UNREACHABLE',
        note: '전화함',
      });
  });

  it('has the name that its business gives it', () => {
    assert.equal(notificationOf({ ...table, context: 'customer', actors: [] }).name, 'customer');
  });
});
