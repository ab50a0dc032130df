import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gapsIn } from '@dure/notification';
import {
  clerk,
  customer,
  kang,
  messagesTo,
  opened,
  scheduleOf,
  stepsOf,
  trainer,
  turnsOf,
} from '../personal-training.testing.ts';
import { table } from './board.ts';

const steps = stepsOf('ptorder-1');

describe('Messages of personal training', () => {
  it('know all that they say', () => assert.deepEqual(gapsIn(table), []));

  it('tell customer and trainer, each on their own phone', async () => {
    const gym = await opened('completed');
    await gym.done(steps.cancel, customer());
    const texts = (await messagesTo(gym, `trainer:${kang}`)).map(({ textKo }) => textKo);
    assert.ok(texts.includes('[PT] 2026-03-03 19:00 수업이 취소되었습니다'));
    const log = await gym.rows('MessageLog');
    const channels = log.map(({ messageKey, channel }) => [messageKey, channel].join(' '));
    assert.deepEqual(channels.toSorted(), [
      'ptorder-1/ORDER_CANCELED/customer:customer-1 ALIMTALK',
      'ptorder-1/ORDER_COMPLETED/customer:customer-1 ALIMTALK',
      'ptorder-1/SCHEDULE_CANCELED/trainer:trainer-2001 ALIMTALK',
      'ptorder-1/SCHEDULE_REQUESTED/trainer:trainer-2001 ALIMTALK',
    ]);
    await gym.holds();
  });

  it('say so where a class is called off that had no date', async () => {
    const gym = await opened('assigned');
    await gym.done(steps.cancel, customer());
    const texts = (await messagesTo(gym, `trainer:${kang}`)).map(({ textKo }) => textKo);
    assert.ok(texts.includes('[PT] 날짜를 정하지 않은 수업이 취소되었습니다'));
    await gym.holds();
  });

  it('count how often a clerk has to assign again, and a trainer is asked', async () => {
    const gym = await opened('received');
    for (const _time of [1, 2]) {
      await gym.done(steps.assign(kang), clerk);
      const schedule = await scheduleOf(gym, 'ptorder-1');
      await gym.done(turnsOf(kang, schedule).decline, trainer(kang));
    }
    const keys = (await gym.rows('Inbox')).map(({ messageKey }) => messageKey);
    assert.ok(keys.includes('ptorder-1/ORDER_RECEIVED#2/clerk'));
    assert.ok(keys.includes(`ptorder-1/SCHEDULE_REQUESTED#2/trainer:${kang}`));
    await gym.holds();
  });
});
