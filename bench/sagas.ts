// Whole sagas in one process: a reservation, paid, offered, confirmed and completed, through four
// contexts. How many a second, and how long one takes when nothing else is going on.

import { setTimeout as sleep } from 'node:timers/promises';
import { addDays } from '@dure/domain';
import { dayOf } from '@dure/domain/korea';
import type { AnyMessage, By } from '@dure/domain';
import type { Host } from '@dure/kernel';
import { countGiven, folderGiven, inParallel, quantile, tell } from './program.ts';
import { openLodging, PLACES } from './stays.ts';

const AT_ONCE = 256;
const IDLE_COUNT = 300;
const IDLE_MS = 4;
const DAYS = 300;
const CUSTOMERS = 1_000;

const today = dayOf(Date.now());
const days = Array.from({ length: DAYS + 2 }, (_, ahead) => addDays(today, ahead + 1));

const request = (number: number): { readonly command: AnyMessage; readonly by: By } => {
  const usrId = `customer-${number % CUSTOMERS}`;
  const at = number % DAYS;
  const stay = { strDt: days[at], endDt: days[at + 1], qty: 1 };
  const placeId = `place-${1 + (number % PLACES)}`;
  // Written by hand, as a client would; the kernel's door takes any message.
  const command = { type: 'PlaceReservation', placeId, usrId, ...stay } as AnyMessage;
  return { command, by: { kind: 'actor', name: 'Customer', claims: { usrId } } };
};

/** Those who wait for the end of their case. */
class Endings {
  readonly #waiting = new Map<string, () => void>();
  readonly #early = new Set<string>();

  constructor(running: Host) {
    running.listen((notice) => {
      if (notice.is !== 'record' || notice.record.type !== 'ReservationStatusChanged') return;
      const { caseId } = notice.record;
      const wake = this.#waiting.get(caseId);
      if (wake) wake();
      else this.#early.add(caseId);
      this.#waiting.delete(caseId);
    });
  }

  of(caseId: string): Promise<void> {
    if (this.#early.delete(caseId)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.set(caseId, resolve));
  }
}

const running = await openLodging(folderGiven());
const endings = new Endings(running);
let begun = 0;

const whole = async (): Promise<void> => {
  begun += 1;
  const outcome = await running.issue(request(begun));
  if (outcome.is !== 'done') throw new Error(JSON.stringify(outcome));
  await endings.of(outcome.caseId);
};

const throughput = async (count: number): Promise<{ perSecond: number; cpuUs: number }> => {
  const beganMs = performance.now();
  const before = process.cpuUsage();
  await inParallel(count, AT_ONCE, whole);
  const perSecond = count / ((performance.now() - beganMs) / 1000);
  await running.quiet(60_000);
  const { user, system } = process.cpuUsage(before);
  return { perSecond, cpuUs: (user + system) / count };
};

const idle = async (): Promise<readonly number[]> => {
  const latencies: number[] = [];
  for (let number = 0; number < IDLE_COUNT; number += 1) {
    const beganMs = performance.now();
    await whole();
    latencies.push(performance.now() - beganMs);
    await running.quiet();
    await sleep(IDLE_MS);
  }
  return latencies;
};

const count = countGiven();
await throughput(Math.ceil(count / 2));
const under = await throughput(count);
const latencies = await idle();
await running.stop();
tell({ ...under, p50Ms: quantile(latencies, 0.5), p99Ms: quantile(latencies, 0.99) });
