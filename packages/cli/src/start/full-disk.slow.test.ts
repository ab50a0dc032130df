// `dure start` on disks that fill up, files that are locked, and writes that fail.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { atUrl, dure, dureAfter, newFolder } from './process.testing.ts';
import type { Dure } from './process.testing.ts';

/** Of a command that is turned away without a try; one that is tried takes longer. */
const ANSWER_MS = 10_000;
const BACK_MS = 20_000;

const mounting = (folder: string, size: string): string =>
  `mount -t tmpfs -o size=${size} none '${folder}'`;

/** Whether this machine lets a test have a file system of its own. */
const canMount = (): boolean => {
  const folder = newFolder();
  return spawnSync('unshare', ['-rm', 'sh', '-c', mounting(folder, '1m')]).status === 0;
};

const skip = canMount() ? false : 'No file system may be mounted here.';

const args = (folder: string, ...more: readonly string[]) =>
  ['start', 'lodging', '--port', '0', '--data', folder, '--lang', 'en', ...more] as const;

/** A start whose data lie in a file system of so many bytes. */
const onDisk = (folder: string, size: string, ...more: readonly string[]): Dure => {
  const script = `${mounting(folder, size)} && exec "$@"`;
  return dureAfter(['unshare', '-rm', 'sh', '-c', script, 'sh'], ...args(folder, ...more));
};

const ready = async (url: string) => {
  const response = await fetch(`${url}/health/ready`);
  const { businesses } = (await response.json()) as {
    readonly businesses: { readonly lodging: { readonly [context: string]: string } };
  };
  const down = Object.entries(businesses.lodging).flatMap(([name, is]) =>
    is === 'down' ? [name] : [],
  );
  return { status: response.status, down };
};

const post = async (url: string, path: string, body: object): Promise<number> => {
  const response = await fetch(`${url}/lodging/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'dure-persona': 'Owner:owner-2' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  await response.arrayBuffer();
  return response.status;
};

let places = 100;
/** Registers a place, with a name of so many characters. */
const register = (url: string, length: number): Promise<number> => {
  const placeId = `place-${(places += 1)}`;
  const place = { placeId, placeNm: '한'.repeat(length), ownerId: 'owner-2', pricePerNight: 5000 };
  return post(url, 'places', { ...place, instantConfirmation: true });
};

const until = async (look: () => Promise<boolean>): Promise<void> => {
  const latest = Date.now() + BACK_MS;
  while (!(await look())) {
    assert.ok(Date.now() < latest, 'It has not come.');
    await sleep(50);
  }
};

const end = async ({ child, ended }: Dure): Promise<number | null> => {
  child.kill('SIGTERM');
  return (await ended).code;
};

/** Takes all the room there is, down to the last byte. */
const fillUp = (file: string): void => {
  for (const size of [1_000_000, 4096, 1]) {
    for (;;) {
      try {
        writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
      } catch {
        break;
      }
    }
  }
};

/** Of the context of places. */
const isAway = async (url: string): Promise<void> => {
  const { status, down } = await ready(url);
  assert.equal(status, 503);
  assert.ok(down.includes('place'), down.join(' '));
  assert.equal(await register(url, 40), 503);
};

const isBack = async (url: string): Promise<void> => {
  await until(async () => (await ready(url)).status === 200);
  assert.equal(await register(url, 40), 201);
};

describe('a disk that is full', { skip }, () => {
  it('ends the first start with what to do', async () => {
    for (const size of ['1m', '2m']) {
      const { ended } = onDisk(newFolder(), size);
      const { code, out, trouble } = await ended;
      assert.deepEqual([code, out], [1, ''], trouble);
      assert.match(trouble, /The disk is full|The disk does not read or write/);
      assert.doesNotMatch(trouble, /^ +at /m);
    }
  });

  it('answers 503, says which context is away, and needs no start when there is room', async () => {
    const folder = newFolder();
    const of = onDisk(folder, '12m', '--no-demo');
    const url = await of.saying(atUrl);
    assert.deepEqual(await ready(url), { status: 200, down: [] });
    const inside = `/proc/${of.child.pid}/root${folder}`;
    const ballast = join(inside, 'ballast');
    fillUp(ballast);
    await until(async () => (await register(url, 40)) === 503);
    await isAway(url);
    rmSync(ballast);
    await isBack(url);
    assert.equal(await end(of), 0);
  });
});

describe('a file that another process keeps locked', () => {
  it('is named although nothing is to be written, and is taken up when it is let go', async () => {
    const folder = newFolder();
    const of = dure(...args(folder, '--no-demo'));
    const url = await of.saying(atUrl);
    const other = new DatabaseSync(join(folder, 'lodging', 'place.db'));
    other.exec('BEGIN EXCLUSIVE');
    assert.deepEqual(await ready(url), { status: 503, down: ['place'] });
    assert.equal(await register(url, 40), 503);
    await isAway(url);
    other.exec('ROLLBACK');
    other.close();
    await isBack(url);
    assert.equal(await end(of), 0);
  });
});

describe('writes that fail', () => {
  it('answer 503 until they succeed again', async () => {
    const folder = newFolder();
    // What is written behind the limit fails; the signal that goes with it is ignored.
    const scene = ['bash', '-c', 'trap \'\' XFSZ; exec "$@"', 'bash'];
    const of = dureAfter(scene, ...args(folder, '--no-demo'));
    const url = await of.saying(atUrl);
    const limit = (bytes: string): void => {
      const { status } = spawnSync('prlimit', [`--pid=${of.child.pid}`, `--fsize=${bytes}:`]);
      assert.equal(status, 0);
    };
    limit('4096');
    await until(async () => (await register(url, 40)) === 503);
    await isAway(url);
    limit('unlimited');
    await isBack(url);
    assert.equal(await end(of), 0);
  });
});

describe('a start that is called off while it plays the demo', () => {
  it('ends', async () => {
    const folder = newFolder();
    const of = dure(...args(folder));
    await until(async () => existsSync(join(folder, 'lodging', 'demo.json')));
    assert.equal(await end(of), 0);
    assert.equal((await of.ended).out, '');
    const again = dure(...args(folder));
    await again.saying(atUrl);
    assert.equal(await end(again), 0);
  });
});
