// Which businesses a start serves, and where: all behind one gateway, or one at the root.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { businessNames, documentsOf } from '../businesses.ts';
import { atUrl, dure, newFolder } from './process.testing.ts';
import type { Dure } from './process.testing.ts';

const RESIDENT_MIB_MAX = 150;
const IDLE_MS = 1_000;

const start = (...args: readonly string[]): Dure =>
  dure('start', '--port', '0', '--data', newFolder(), ...args);

const within = async (of: Dure, look: (url: string) => Promise<void>): Promise<void> => {
  try {
    await look(await of.saying(atUrl));
  } finally {
    of.child.kill('SIGTERM');
  }
  assert.equal((await of.ended).code, 0);
};

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

/** A list that each business documents, and all that start at the root have. */
const listOf = async (name: string): Promise<string> => {
  const { lines } = await documentsOf(name);
  const line = lines.find(({ path, method }) => method === 'GET' && !path.includes('{'));
  assert.ok(line, name);
  return line.path;
};

const residentMiB = (pid: number | undefined): number => {
  const [, kib = ''] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / 1024;
};

describe('a start', () => {
  it('without a name serves every business behind one gateway, and none at the root', () =>
    within(start(), async (url) => {
      for (const name of businessNames) {
        const path = await listOf(name);
        assert.equal(await statusOf(`${url}/${name}${path}`), 200, name);
        assert.equal(await statusOf(`${url}${path}`), 404, name);
      }
    }));

  it('with a name serves that business, also at the root, and no other', () =>
    within(start('taxi'), async (url) => {
      assert.equal(await statusOf(`${url}/taxicalls`), 200);
      assert.equal(await statusOf(`${url}/taxi/taxicalls`), 200);
      assert.equal(await statusOf(`${url}/lodging/places`), 404);
    }));

  it('at the documented ports serves each service of a business where the documents have it', () =>
    within(start('taxi', '--documented-ports'), async () => {
      const { ports } = await documentsOf('taxi');
      const lists = { taxicall: 'taxicalls', taximanage: 'taximanages', taxiassign: 'taxiassigns' };
      assert.deepEqual(Object.keys(ports), Object.keys(lists));
      for (const [context, list] of Object.entries(lists))
        assert.equal(await statusOf(`http://127.0.0.1:${ports[context]}/${list}`), 200);
    }));

  it('at the documented ports serves the gateway of lodging where the documents have it', () =>
    within(start('lodging', '--documented-ports'), async () => {
      const { gateway, ports } = await documentsOf('lodging');
      assert.equal(await statusOf(`http://127.0.0.1:${gateway}/accommodations`), 200);
      assert.equal(await statusOf(`http://127.0.0.1:${ports['place']}/accommodations`), 200);
    }));

  it('at the documented ports of businesses that share some is refused, and says why', async () => {
    const { code, out, trouble } = await start('--documented-ports', '--lang', 'en').ended;
    assert.deepEqual([code, out], [2, '']);
    assert.match(trouble, /808\d.*dure start \S+ --documented-ports$/m);
  });

  it('of all businesses takes no more memory than it may when nobody comes', () => {
    const of = start('--no-demo');
    return within(of, async () => {
      // A busy machine lets it come to rest later.
      let resident = Infinity;
      for (let looks = 0; looks < 8 && resident > RESIDENT_MIB_MAX; looks += 1) {
        await sleep(IDLE_MS);
        resident = residentMiB(of.child.pid);
      }
      assert.ok(resident > 0 && resident <= RESIDENT_MIB_MAX, `${resident} MiB`);
    });
  });
});
