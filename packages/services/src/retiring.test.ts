// A context leaves its business while the others run: it works off what they have sent, its log is
// read to the end, and whoever looks for it finds that it was retired.

import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BoundedContext } from '@dure/domain';
import type { Host, Order } from '@dure/kernel';
import { isForGood } from '@dure/kernel/ports';
import { rehearsal as Lodging } from '@dure/lodging/rehearsal';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import type { MemoryDisk } from '@dure/store-memory';
import type { RetiringState } from './sealed.ts';
import { runTogether } from './together.ts';
import type { Together } from './together.ts';
import { secretOf } from './tokens.ts';

const PARTITIONS = 2;
const secret = secretOf('a secret of these tests, long enough');
const owner = { kind: 'actor', name: 'Owner', claims: { ownerId: 'owner-1' } } as const;

const fields = { placeNm: '한옥', ownerId: 'owner-1', pricePerNight: 5_000 };
const command = { type: 'RegisterPlace', ...fields, instantConfirmation: true };
const order: Order = { command, by: owner };
const everything = { filters: [], anyOf: [], descending: false, offset: 0, limit: 1_000 };

/** Looks again until it holds: the test's own time limit ends it otherwise. */
const until = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => void setTimeout(resolve, 10));
};

describe('A context that is retired', { timeout: 60_000 }, () => {
  const disks = new Map<string, MemoryDisk>();
  const storeOf = ({ name }: BoundedContext) => {
    const disk = disks.get(name) ?? memoryDisk({ partitions: PARTITIONS });
    disks.set(name, disk);
    return memoryStore(disk);
  };
  const incidents: string[] = [];
  let together: Together;
  let running: Host;
  const placed = async (count: number): Promise<void> => {
    for (let of = 0; of < count; of += 1) equal((await running.issue(order)).is, 'done');
  };
  const retiring = async (): Promise<RetiringState> => {
    const service = together.services.get('place/0');
    ok(service);
    return (await service.retire('place')) ?? ({} as RetiringState);
  };

  before(async () => {
    together = await runTogether({
      system: Lodging,
      storeOf,
      partitions: PARTITIONS,
      secret,
      report: ({ what }) => void incidents.push(what),
    });
    ({ running } = together);
  });
  after(() => together.close());

  it('waits for those who have not read its log, and loses nothing', async () => {
    await placed(5);
    await together.end('management/0');
    await placed(5);
    const state = await retiring();
    ok(state.waitsFor.includes('management'));
    await until(async () => (await retiring()).waitsFor.join() === 'management');
    equal((await retiring()).isSealed, false);
    await together.start('management/0');
    await until(async () => (await retiring()).isOver);
    await together.services.get('place/0')?.retired;
    const { management } = running.kernels;
    ok(management);
    const logs = [0, 1].map((partition) => management.readLog(partition, 0, 1_000));
    const known = (await Promise.all(logs)).flat().filter(({ kind }) => kind === 'event');
    equal(known.length, 10);
  });

  it('is shown so, and takes and shows nothing, whether its process runs or not', async () => {
    const { place } = running.kernels;
    ok(place);
    for (const isThere of [true, false]) {
      if (!isThere) await together.end('place/0');
      await until(() => place.health().is === 'retired');
      const outcome = await running.issue(order);
      deepEqual([outcome.is, 'retired' in outcome && outcome.retired], ['unavailable', 'place']);
      await rejects(place.rows('Places', everything), isForGood);
      deepEqual(place.troubles(), []);
      ok(await running.quiet(20_000));
    }
  });

  it('is missed by none of the others, also when they begin again', async () => {
    await together.end('management/0');
    await together.start('management/0');
    const { management } = running.kernels;
    ok(management);
    await until(() => management.retired().get('place')?.isRead === true);
    const { lag } = await management.figures('lag');
    deepEqual(
      lag.filter(({ source }) => source === 'place'),
      [],
    );
    deepEqual(management.troubles(), []);
    ok(await running.quiet(20_000));
    deepEqual(incidents, []);
  });

  it('serves its log alone, when its process is started once more', async () => {
    const { place } = running.kernels;
    await together.start('place/0');
    const read = async () => (await place?.readLog(0, 0, 1_000).catch(() => [])) ?? [];
    await until(async () => (await read()).length > 0);
    const records = await read();
    equal((await retiring()).isOver, true);
    equal((await running.issue(order)).is, 'unavailable');
    equal((await read()).length, records.length);
  });
});
