// What works while others are down, and how it heals: section 5.4 of the page, with S11 to S13.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOUR_MS, MINUTE_MS } from '@dure/domain';
import type { Business } from '@dure/acceptance/business';
import {
  clerk,
  customer,
  kang,
  opened,
  scheduleOf,
  statusIn,
  stepsOf,
  templatesTo,
  trainer,
  turnsOf,
} from './personal-training.testing.ts';

const key = 'ptorder-1';
const steps = stepsOf(key);

const shown = (gym: Business) => gym.row('Ptstatus', key);

describe('While others are down', () => {
  it('S11, PT-N2: applies while care is closed, and is listed once after', async () => {
    const gym = await opened();
    await gym.startedAgain({ down: ['ptmanager'] });
    await gym.done(steps.place(), customer());
    await gym.startedAgain();
    assert.equal((await gym.rows('AssignmentTasks')).length, 1);
    assert.equal(await statusIn(gym, 'AssignmentTasks'), 'ORDER_RECEIVED');
    await gym.holds();
  });

  it('S12, I10, PT-N2: cancels while care is down, and it is done after', async () => {
    const gym = await opened('completed');
    await gym.startedAgain({ down: ['ptmanager'] });
    await gym.done(steps.cancel, customer());
    assert.equal(await statusIn(gym, 'Ptorders'), 'CANCEL_ORDERED');
    await gym.startedAgain();
    await gym.pass(MINUTE_MS);
    assert.equal(await statusIn(gym, 'Ptorders'), 'ORDER_CANCELED');
    await gym.holds();
  });

  it('S13, I10, PT-N1: cancels both together once the trainers are back', async () => {
    const gym = await opened('completed');
    gym.running.fault('pttrainer', 'down');
    await gym.done(steps.cancel, customer());
    await gym.pass(10 * MINUTE_MS);
    assert.equal(await statusIn(gym, 'Ptorders'), 'CANCEL_ORDERED');
    assert.partialDeepStrictEqual(await shown(gym), {
      ptManagerStatus: 'ORDER_CANCEL_PENDING',
      ptTrainerStatus: 'SCHEDULE_CONFIRMED',
    });
    gym.running.fault('pttrainer', 'none');
    await gym.pass(MINUTE_MS);
    assert.equal(await statusIn(gym, 'Ptorders'), 'ORDER_CANCELED');
    assert.equal((await shown(gym))?.['ptTrainerStatus'], 'SCHEDULE_CANCELED');
    await gym.holds();
  });

  it('cancelling is tried again without grace once care is back as well', async () => {
    const gym = await opened('completed');
    gym.running.fault('pttrainer', 'down');
    await gym.done(steps.cancel, customer());
    await gym.startedAgain({ down: ['ptmanager'] });
    await gym.pass(HOUR_MS);
    await gym.startedAgain();
    await gym.pass(MINUTE_MS);
    assert.equal(await statusIn(gym, 'Ptorders'), 'ORDER_CANCELED');
    await gym.holds();
  });

  it('clerks and trainers finish their lists without the applications', async () => {
    const gym = await opened('received');
    await gym.startedAgain({ down: ['ptorder'] });
    await gym.done(steps.assign(kang), clerk);
    const turns = turnsOf(kang, await scheduleOf(gym, key));
    await gym.done(turns.confirm(), trainer(kang));
    assert.equal((await shown(gym))?.['ptOrderStatus'], 'ORDERED');
    await gym.startedAgain();
    assert.equal(await statusIn(gym, 'Ptorders'), 'ORDER_COMPLETED');
    await gym.holds();
  });

  it('PT-N4: the status catches up, with one row for each application', async () => {
    const gym = await opened('received');
    await gym.startedAgain({ down: ['ptstatus'] });
    await gym.done(steps.assign(kang), clerk);
    await gym.done(turnsOf(kang, await scheduleOf(gym, key)).confirm(), trainer(kang));
    assert.equal(await statusIn(gym, 'Ptorders'), 'ORDER_COMPLETED');
    await gym.startedAgain();
    assert.equal((await gym.rows('Ptstatus')).length, 1);
    assert.equal((await shown(gym))?.['ptOrderStatus'], 'ORDER_COMPLETED');
    await gym.holds();
  });

  it('PT-N4: customers look up their status, whoever else is down', async () => {
    const gym = await opened('resultReady');
    await gym.startedAgain({ down: ['ptorder', 'ptmanager', 'pttrainer'] });
    assert.equal((await shown(gym))?.['ptResult'], '자세 교정 3회차 권장');
  });

  it('every message is sent once when the phones are back', async () => {
    const gym = await opened('completed');
    gym.running.fault('MessageGateway', 'down');
    await gym.done(steps.cancel, customer());
    gym.running.fault('MessageGateway', 'none');
    await gym.pass(HOUR_MS);
    const templates = await templatesTo(gym, 'customer:customer-1');
    const canceled = templates.filter((one) => one === 'personal-training.ORDER_CANCELED');
    assert.equal(canceled.length, 1);
    await gym.holds();
  });

  it('a trainer is reminded of a result that is missing', async () => {
    const gym = await opened('completed');
    await gym.until('2026-03-04', '20:01');
    const templates = await templatesTo(gym, `trainer:${kang}`);
    assert.ok(templates.includes('personal-training.RESULT_REMINDED'));
    await gym.holds();
  });
});
