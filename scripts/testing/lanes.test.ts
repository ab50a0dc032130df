// Steps in lanes: all of them run, each lane in its order, and lanes at the same time.

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { inLanes } from './lanes.ts';
import type { Step } from './step.ts';

const step = (title: string, code: string): Step => ({
  title,
  args: ['--input-type=module', '-e', code],
  cwd: tmpdir(),
  msMax: 60_000,
  isTests: false,
});

const namesOf = async (lanes: readonly (readonly Step[])[]): Promise<readonly string[]> => {
  const names: string[] = [];
  for await (const [{ title }, running] of inLanes(lanes)) {
    const { isOk } = await running.show(() => {});
    names.push(isOk ? title : `${title} failed`);
  }
  return names;
};

describe('lanes of steps', () => {
  it('run all steps, each lane in its order, whatever becomes of one', async () => {
    const bad = step('bad', 'process.exit(3)');
    const names = await namesOf([[bad, step('after', '')], [], [step('other', '')]]);
    assert.deepEqual(names.toSorted(), ['after', 'bad failed', 'other']);
    assert.ok(names.indexOf('bad failed') < names.indexOf('after'));
  });

  it('run at the same time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dure-lanes-'));
    const meets = (own: string, other: string): Step =>
      step(
        own,
        `import { existsSync, writeFileSync } from 'node:fs';
         import { setTimeout } from 'node:timers/promises';
         writeFileSync(${JSON.stringify(join(folder, own))}, '');
         while (!existsSync(${JSON.stringify(join(folder, other))})) await setTimeout(10);`,
      );
    try {
      const names = await namesOf([[meets('one', 'two')], [meets('two', 'one')]]);
      assert.deepEqual(names.toSorted(), ['one', 'two']);
      assert.ok(existsSync(join(folder, 'two')));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
