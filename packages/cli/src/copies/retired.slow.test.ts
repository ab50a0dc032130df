// A business of which a context was retired is started, backed up, restored, looked at and moved:
// what is kept of the context is kept, what was dropped is not begun once more, and nothing runs.

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isForGood } from '@dure/kernel/ports';
import type { Host } from '@dure/kernel';
import type { Rehearsed } from '@dure/rehearsal';
import { manifestIn } from '../backup/manifest.ts';
import { rehearsalOf } from '../businesses.ts';
import type { Finding } from '../doctor/finding.ts';
import { at, unpacked } from '../move/move.testing.ts';
import { said } from '../run.testing.ts';
import { openedToLook } from '../start/opened-to-look.ts';
import { dropFile, retireIn, RETIRED_AT } from './retired.testing.ts';

const GONE = 'notification';
/** What can be drawn is drawn by then. */
const WAIT_MS = 1_000;

const inEnglish = async (line: string): Promise<string> => {
  const { code, out, trouble } = await said(`${line} --lang en`);
  equal(code, 0, trouble);
  return out + trouble;
};

const looked = async (data: string) => {
  const { code, out } = await said(`doctor lodging --data ${data} --json`);
  // `dure doctor --json` has written it.
  const { findings } = JSON.parse(out) as { readonly findings: readonly Finding[] };
  return { code, findings, wrong: findings.filter(({ level }) => level !== 'well') };
};

const opened = async <T>(
  system: Rehearsed,
  data: string,
  work: (host: Host) => Promise<T>,
): Promise<T> => {
  const { host, incidents } = await openedToLook(system, join(data, 'lodging'));
  try {
    const result = await work(host.running);
    ok(await host.running.quiet(30_000));
    deepEqual(incidents, []);
    return result;
  } finally {
    await host.close();
  }
};

for (const isKept of [true, false]) {
  describe(`a business with a retired context whose data is ${isKept ? 'kept' : 'dropped'}`, () => {
    const place = unpacked(['lodging']);
    const data = join(place, 'data');
    const former = join(place, 'former');
    const backup = join(place, 'backup');
    const fileOf = (folder: string): string => join(folder, 'lodging', `${GONE}.db`);
    const is = isKept ? /Its data is kept/ : /Its data was dropped/;
    let system: Rehearsed;

    before(async () => {
      system = await rehearsalOf('lodging');
      mkdirSync(data);
      cpSync(join(place, 'lodging'), join(data, 'lodging'), { recursive: true });
      await opened(system, data, async () => {});
      await inEnglish(`backup lodging --data ${data} --out ${former} --no-verify`);
      await retireIn(system, at(system, `sqlite:${data}`), GONE);
      if (!isKept) dropFile(join(data, 'lodging'), GONE);
    });

    it('runs the others alone, and says that it is retired', async () => {
      await opened(system, data, async ({ kernels }) => {
        const { [GONE]: kernel, management } = kernels;
        ok(kernel && management);
        deepEqual(kernel.health(), { is: 'retired', since: RETIRED_AT });
        const [view = ''] = Object.keys(kernel.context.views);
        await kernel.row(view, 'any').then(
          () => ok(false),
          (cause: unknown) => ok(isForGood(cause)),
        );
        const records = isKept ? await kernel.readLog(0, 0, 10) : [];
        equal(records.length > 0, isKept);
        ok((await management.readLog(0, 0, 10)).length > 0);
        deepEqual(management.troubles(), []);
      });
      equal(existsSync(fileOf(data)), isKept);
    });

    it('is well in the eyes of the doctor, who names it', async () => {
      const { code, findings, wrong } = await looked(data);
      deepEqual([code, wrong], [0, []]);
      const named = findings.filter(({ check }) => check === 'retired');
      deepEqual(
        named.map(({ where }) => where),
        [`lodging/${GONE}`],
      );
      match(named[0]?.words.en ?? '', is);
      ok(findings.some(({ check, where }) => check === 'gaps' && where === 'lodging/place'));
    });

    it('is backed up with what is kept, and the backup says who is retired', async () => {
      const out = await inEnglish(`backup lodging --data ${data} --out ${backup}`);
      match(out, is);
      const { contexts, retired } = manifestIn(backup);
      equal(Object.hasOwn(contexts, GONE), isKept);
      deepEqual(retired, { [GONE]: new Date(RETIRED_AT).toISOString() });
      equal(existsSync(fileOf(data)), isKept);
    });

    it('is restored as it was backed up', async () => {
      const to = join(place, 'restored');
      match(await inEnglish(`restore lodging --from ${backup} --data ${to}`), is);
      equal(existsSync(fileOf(to)), isKept);
      await opened(system, to, async ({ kernels }) => equal(kernels[GONE]?.health().is, 'retired'));
    });

    it('runs whole again where all of it is put back from before', async () => {
      const to = join(place, 'back');
      cpSync(data, to, { recursive: true });
      const out = await inEnglish(`restore lodging --from ${former} --data ${to} --replace`);
      match(out, /notification runs again: the backup is from before it was retired/);
      await opened(system, to, async ({ kernels }) => equal(kernels[GONE]?.health().is, 'up'));
    });

    it('does not run what is put back alone, from before, and no other forgets it', async () => {
      for (const context of [GONE, 'customer']) {
        const to = join(place, `back-${context}`);
        cpSync(data, to, { recursive: true });
        await inEnglish(`restore lodging --from ${former} --data ${to} --context ${context}`);
        await opened(system, to, async ({ kernels }) => {
          equal(kernels[GONE]?.health().is, 'retired');
          ok(kernels['customer']?.retired().get(GONE)?.ends);
        });
      }
    });

    it('is moved with what is kept, also to more partitions', async () => {
      const to = join(place, 'moved');
      const out = await inEnglish(`move lodging --from ${data} --to ${to} --partitions 4`);
      match(out, is);
      equal(existsSync(fileOf(to)), isKept);
      await opened(system, to, async ({ kernels }) => {
        equal(kernels[GONE]?.health().is, 'retired');
        ok(kernels['customer']?.retired().get(GONE)?.isRead);
      });
    });
  });
}

describe('a view that follows a retired context whose data was dropped', () => {
  it('keeps its rows when it is to be drawn anew', async () => {
    const data = unpacked(['lodging']);
    const system = await rehearsalOf('lodging');
    await opened(system, data, async () => {});
    await retireIn(system, at(system, `sqlite:${data}`), 'place');
    dropFile(join(data, 'lodging'), 'place');
    await opened(system, data, async ({ kernels }) => {
      const found = Object.values(kernels).flatMap((kernel) =>
        Object.values(kernel.context.views).flatMap(({ name, follows }) =>
          follows.some(({ context }) => context === 'place') ? [{ kernel, name }] : [],
        ),
      );
      const [one] = found.filter(({ kernel }) => kernel.health().is !== 'retired');
      ok(one);
      const { kernel, name } = one;
      const all = { filters: [], anyOf: [], descending: false, offset: 0, limit: 1_000 };
      const before = await kernel.rows(name, all);
      ok(before.rows.length > 0);
      const rebuilt = kernel.rebuild(name).then(
        () => 'drawn',
        () => 'called off',
      );
      await sleep(WAIT_MS);
      ok(kernel.callOffRebuild(name));
      equal(await rebuilt, 'called off');
      deepEqual(await kernel.rows(name, all), before);
    });
  });
});

describe('a business of which a file is missing', () => {
  it('is not taken for one that has retired', async () => {
    const data = unpacked(['lodging']);
    dropFile(join(data, 'lodging'), GONE);
    const { code, wrong } = await looked(data);
    deepEqual([code, wrong.map(({ check }) => check)], [1, ['file']]);
    const { code: backedUp } = await said(`backup lodging --data ${data} --out ${data}/b`);
    equal(backedUp, 1);
  });
});
