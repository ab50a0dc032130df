// In every business, whoever is erased while their cases are open: nothing of them is left in any
// byte, and everything goes on as it would have gone on, without their name.

import { deepEqual, ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { businessNames, rehearsalOf } from '../businesses.ts';
import { lockFolder } from '../start/lock.ts';
import { begin, erase, fieldsIn, finish } from './erasure.ts';
import { withParts } from './folder.ts';
import { PENDING_FILE } from './pending.ts';
import { everythingIn, filesWith, goOn, stoppedAtNoon } from './stopped.testing.ts';

const DAYS = 40;

/** What another car of the demo needs as well: it stays there. */
const shared = new Set(['엔진오일 교환']);

/** For every field that says who somebody is, whoever is in most of the records. */
const peopleIn = (folder: string, owners: Iterable<string>): readonly string[] =>
  withParts(folder, true, (parts) =>
    [...owners].flatMap((owner) => {
      const times = new Map<string, number>();
      for (const { file } of parts) {
        for (const { data } of file.records()) {
          const value = data[owner];
          if (typeof value === 'string') times.set(value, (times.get(value) ?? 0) + 1);
        }
      }
      const [most] = [...times].toSorted(([, one], [, other]) => other - one);
      return most === undefined ? [] : [most[0].slice(most[0].indexOf(':') + 1)];
    }),
  );

for (const name of businessNames) {
  const system = await rehearsalOf(name);
  const folder = await stoppedAtNoon(system);

  describe(`who is erased in ${name}`, () => {
    const people = new Set(peopleIn(folder, fieldsIn(system).owners.keys()));
    ok(people.size > 0);

    for (const person of people)
      it(`leaves no trace, and all goes on: ${person}`, async () => {
        const [data, twin] = [`${dirname(folder)}-${person}`, `${dirname(folder)}-${person}-twin`];
        const [here, there] = [join(data, name), join(twin, name)];
        for (const copy of [here, there]) cpSync(folder, copy, { recursive: true });
        const pending = begin({ folder: here, system }, { subject: person, by: 'test', at: 1 });
        const values = pending.trace.values.flatMap(([, of]) => of);
        const names = pending.names.map(([value]) => value);
        const telling = [...new Set([...names, ...values]).difference(shared)];
        ok(filesWith(data, telling).length > 0);
        await finish({ folder: here, system }, pending);
        deepEqual(filesWith(data, telling), []);

        const ended = await goOn(here, system, DAYS);
        deepEqual([ended.broken, ended.parked, ended.incidents], [[], 0, []]);
        for (const [view, before, after] of ended.views) deepEqual(after, before, view);
        deepEqual(filesWith(data, telling), []);

        // The other has gone on with its name, and is erased at the end.
        await goOn(there, system, DAYS);
        await finish({ folder: there, system }, pending);
        deepEqual(everythingIn(here), everythingIn(there));
      });
  });
}

const lodging = await rehearsalOf('lodging');
const lodgingAtNoon = await stoppedAtNoon(lodging);

describe('an erasure that is killed', () => {
  const [system, folder] = [lodging, lodgingAtNoon];
  const main = join(import.meta.dirname, '../main.ts');

  /** Kills the process so many milliseconds after it has begun to change anything. */
  const killed = async (data: string, afterMs: number): Promise<void> => {
    const args = ['erase', 'customer-2', 'lodging', '--data', data];
    const child = spawn(process.execPath, [main, ...args], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    while (child.exitCode === null && !existsSync(join(data, 'lodging', PENDING_FILE)))
      await sleep(1);
    await sleep(afterMs);
    child.kill('SIGKILL');
    await ended;
  };

  it('at any instant is finished by the next one, and all goes on', async () => {
    for (const afterMs of [0, 5, 15, 30, 60]) {
      const data = `${dirname(folder)}-killed-${afterMs}`;
      const here = join(data, 'lodging');
      cpSync(folder, here, { recursive: true });
      await killed(data, afterMs);
      const unlock = lockFolder(here);
      await erase({ folder: here, system }, { subject: 'customer-2', by: 'test', at: 1 });
      unlock();
      deepEqual(filesWith(data, ['customer-2', '01023456789']), [], `${afterMs} ms`);
      const ended = await goOn(here, system, DAYS);
      deepEqual([ended.broken, ended.parked, ended.incidents], [[], 0, []], `${afterMs} ms`);
    }
  });
});
