// Two replicas of every context on shared stores, real HTTP between them, and what is promised when
// they come and go.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { BoundedContext } from '@dure/domain';
import type { Kernel, Order, Outcome } from '@dure/kernel';
import { StoreUnavailable } from '@dure/kernel/ports';
import type { Feed } from '@dure/kernel/ports';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import type { MemoryDisk } from '@dure/store-memory';
import { rehearsal as Lodging } from '@dure/lodging/rehearsal';
import { Client } from './client.ts';
import { reachBusiness } from './remote-host.ts';
import type { Carried, Carrier } from './carrier.ts';
import { runTogether } from './together.ts';
import type { Together } from './together.ts';
import { secretOf, Signer } from './tokens.ts';

const PARTITIONS = 4;
const partitions = { partitions: PARTITIONS };
const secret = secretOf('a secret of these tests, long enough');
const owner = { kind: 'actor', name: 'Owner', claims: { ownerId: 'owner-1' } } as const;

const onlyPlace = {
  ...Lodging,
  contexts: Lodging.contexts.filter(({ name }) => name === 'place'),
};

const disks = new Map<string, MemoryDisk>();
const storeOf = ({ name }: BoundedContext) => {
  const disk = disks.get(name) ?? memoryDisk(partitions);
  disks.set(name, disk);
  return memoryStore(disk);
};

const order = (key?: string): Order => {
  const fields = { placeNm: '한옥', ownerId: 'owner-1', pricePerNight: 5_000 };
  const command = { type: 'RegisterPlace', ...fields, instantConfirmation: true };
  return { command, by: owner, key };
};

const doneIn = (outcome: Outcome): Extract<Outcome, { readonly is: 'done' }> => {
  assert.ok(outcome.is === 'done', JSON.stringify(outcome));
  return outcome;
};

describe('Services of two replicas', () => {
  let together: Together;
  const place = (key?: string) => together.running.issue(order(key));
  const kernelOf = (name: string): Kernel => {
    const kernel = together.services.get(`place/${name}`)?.kernels.get('place');
    assert.ok(kernel);
    return kernel;
  };

  before(async () => {
    const limits = { safetyPollMs: 60_000 };
    const report = () => {};
    const given = { system: Lodging, storeOf, partitions: PARTITIONS, secret, limits, report };
    together = await runTogether({ ...given, replicas: 2 });
  });
  after(() => together.close());

  it('answer the same key in the same way, whichever replica takes it', async () => {
    const [first, second] = [kernelOf('0'), kernelOf('1')];
    const { key } = doneIn(await first.issue(order('the-same')));
    assert.equal(doneIn(await second.issue(order('the-same'))).key, key);
    assert.equal(doneIn(await together.running.issue(order('the-same'))).key, key);
  });

  it('show what was written at one replica at the other, and in the streams', async () => {
    const seen: string[] = [];
    const unlisten = together.running.listen(({ record }) => void seen.push(record.type));
    const { position } = doneIn(await place());
    assert.ok(await kernelOf('0').seen(position, 5_000));
    assert.ok(await kernelOf('1').seen(position, 5_000));
    for (let tries = 0; tries < 500 && !seen.includes('PlaceRegistered'); tries += 1) {
      await new Promise((resolve) => void setTimeout(resolve, 10));
    }
    assert.ok(seen.includes('PlaceRegistered'), seen.join());
    unlisten();
  });

  it('lose nothing and do nothing twice while replicas are ended and started', async () => {
    const before = (await together.running.kernelOf({ view: 'Places' })?.rows('Places', all))
      ?.total;
    const isOver = { is: false };
    const rollout = (async () => {
      for (const name of ['place/0', 'place/1', 'place/0']) {
        await together.end(name);
        await together.start(name);
      }
      isOver.is = true;
    })();
    const keys: string[] = [];
    while (!isOver.is || keys.length < 20)
      keys.push(doneIn(await place(`rollout-${keys.length}`)).key);
    await rollout;
    assert.ok(await together.running.quiet(20_000));
    assert.equal(new Set(keys).size, keys.length);
    const page = await together.running.kernelOf({ view: 'Places' })?.rows('Places', all);
    assert.equal(page?.total, (before ?? 0) + keys.length);
  });

  it('say unavailable where no replica is there, and are back when one is', async () => {
    await together.end('place/0');
    await together.end('place/1');
    assert.equal((await place('later')).is, 'unavailable');
    await together.start('place/0');
    await together.start('place/1');
    doneIn(await place('later'));
  });

  it('come to rest while one of them is switched off, which goes on afterwards', async () => {
    const { running } = together;
    const { management } = running.kernels;
    assert.ok(management);
    const length = async (): Promise<number> => {
      const partitions = Array.from({ length: PARTITIONS }, (_, number) => management.head(number));
      return (await Promise.all(partitions)).reduce((sum, { sequence }) => sum + sequence, 0);
    };
    // Of what was placed before, management hears a moment later.
    assert.ok(await running.quiet(20_000));
    const before = await length();
    running.fault('management', 'down');
    doneIn(await place());
    assert.ok(await running.quiet(5_000));
    await assert.rejects(management.rows('OwnerTasks', all), StoreUnavailable);
    assert.equal(await length(), before);
    running.fault('management', 'none');
    assert.ok(await running.quiet(5_000));
    assert.ok((await length()) > before);
  });

  it('take nothing without a token of the deployment for their context', async () => {
    const { url = '' } = together.services.get('place/0') ?? {};
    const bare = await fetch(`${url}/internal/lodging/place/state`, { method: 'POST', body: '[]' });
    assert.equal(bare.status, 401);
    const foreign = new Signer(secretOf('another secret, as long as the first'), 'gateway');
    const to = { business: 'lodging', context: 'place' };
    const client = new Client(to, [url], foreign);
    await assert.rejects(client.ask({ method: 'state', args: [] }), /No valid service token/);
    await client.close();
    const token = await new Signer(secret, 'gateway').for('lodging/payment');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const options = { method: 'POST', body: '[]', headers };
    assert.equal((await fetch(`${url}/internal/lodging/place/state`, options)).status, 401);
  });
});

/** As Kafka gives each partition of a topic to one of the replicas: here, all to the first one. */
const givenToTheFirst = (): ((carried: Carried) => Carrier) => {
  const begun = new Set<string>();
  return ({ context, own }) => {
    const isFirst = !begun.has(context);
    begun.add(context);
    const read: Feed['read'] = async (...asked) => {
      const page = await own.read(...asked);
      if (!page || isFirst || asked[0] === context) return page;
      return { logId: page.logId, records: [], isElsewhere: true };
    };
    const feed: Feed = {
      read,
      partitionsOf: (source) => own.partitionsOf(source),
      end: (...asked) => own.end(...asked),
      follow: (...asked) => own.follow(...asked),
    };
    return { feed, moved: () => {}, stop: async () => {} };
  };
};

describe('Replicas that are given partitions', { timeout: 60_000 }, () => {
  it('all know what one of them has seen', async () => {
    const disks = new Map(Lodging.contexts.map(({ name }) => [name, memoryDisk(partitions)]));
    const storeOf = ({ name }: BoundedContext) => memoryStore(disks.get(name));
    const limits = { safetyPollMs: 60_000 };
    const given = { system: Lodging, storeOf, partitions: PARTITIONS, secret, limits };
    const carrierOf = givenToTheFirst();
    const { running, close } = await runTogether({ ...given, replicas: 2, carrierOf });
    for (let times = 0; times < 4; times += 1) {
      const { position } = doneIn(await running.issue(order()));
      assert.ok(await running.kernels['management']?.seen(position, 5_000));
    }
    await close();
  });
});

describe('Replicas that share the logs of others', { timeout: 60_000 }, () => {
  let together: Together;
  after(() => together.close());

  it('hand each record over once, and all of them when one of two has ended', async () => {
    const disks = new Map(Lodging.contexts.map(({ name }) => [name, memoryDisk(partitions)]));
    const storeOf = ({ name }: BoundedContext) => memoryStore(disks.get(name));
    const limits = { safetyPollMs: 60_000 };
    const leases = { beatMs: 50, lostMs: 10_000 };
    const given = { system: Lodging, storeOf, partitions: PARTITIONS, secret, limits, leases };
    together = await runTogether({ ...given, replicas: 2 });
    const { running, services } = together;
    const handedOver = (): readonly number[] =>
      ['management/0', 'management/1'].map((name) => {
        const kernel = services.get(name)?.kernels.get('management');
        return kernel?.metrics().counters['deliveries'] ?? 0;
      });
    const sumOf = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0);
    const placed = async (count: number): Promise<void> => {
      for (let times = 0; times < count; times += 1) doneIn(await running.issue(order()));
      assert.ok(await running.quiet(20_000));
    };
    await new Promise((resolve) => void setTimeout(resolve, leases.beatMs * 6));
    const before = sumOf(handedOver());
    await placed(24);
    // Each has followed its own log, which no replica has to ask another process for.
    const own = sumOf(await lengthsOf(running.kernels['management']));
    assert.equal(sumOf(handedOver()) - before, 24 + 2 * own);
    assert.ok(handedOver().every((count) => count > 0));
    await together.end('management/0');
    await placed(8);
    const { position } = doneIn(await running.issue(order()));
    assert.ok(await running.kernels['management']?.seen(position, 5_000));
  });
});

const lengthsOf = (kernel: Kernel | undefined): Promise<readonly number[]> =>
  Promise.all(
    Array.from({ length: PARTITIONS }, async (_, partition) => {
      return (await kernel?.head(partition))?.sequence ?? 0;
    }),
  );

describe('A context whose process stands still', { timeout: 20_000 }, () => {
  const frozen = createServer(() => {
    // The connection is taken, as by a process that was stopped, and nothing comes over it.
  });
  let url = '';

  before(async () => {
    await once(frozen.listen(0, '127.0.0.1'), 'listening');
    // It listens on a port.
    const { port } = frozen.address() as AddressInfo;
    url = `http://127.0.0.1:${port}`;
  });
  after(() => frozen.close());

  it('is unavailable to whoever reads, however many do', async () => {
    const addresses = { place: [url] };
    const signer = new Signer(secret, 'gateway');
    const host = await reachBusiness({ system: onlyPlace, addresses, partitions: 1, signer });
    const { place } = host.kernels;
    assert.ok(place);
    assert.equal(place.health().is, 'away');
    const reads = Array.from({ length: 300 }, () => place.rows('Places', all));
    const ended = await Promise.allSettled(reads);
    const causes = ended.map((one) => (one.status === 'rejected' ? one.reason : 'read'));
    assert.ok(causes.every((cause) => cause instanceof StoreUnavailable));
    await host.stop();
  });
});

const all = { filters: [], anyOf: [], descending: false, offset: 0, limit: 1_000 };
