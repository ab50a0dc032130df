// Steps in lanes: all of them run, each lane in its order, and lanes at the same time.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { inLanes } from './lanes.ts';
import type { Lanes } from './lanes.ts';
import type { Step } from './step.ts';

const step = (title: string, code: string): Step => ({
  title,
  args: ['--input-type=module', '-e', code],
  cwd: tmpdir(),
  msMax: 60_000,
  isTests: false,
});

/** Ends once the other has begun. */
const meets = (folder: string, own: string, other: string): Step =>
  step(
    own,
    `import { existsSync, writeFileSync } from 'node:fs';
     import { setTimeout } from 'node:timers/promises';
     writeFileSync(${JSON.stringify(join(folder, own))}, '');
     while (!existsSync(${JSON.stringify(join(folder, other))})) await setTimeout(10);`,
  );

const namesOf = async (lanes: Lanes): Promise<readonly string[]> => {
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
    const others = [step('other', ''), step('last', '')];
    const names = await namesOf({ apart: [bad, step('after', '')], others });
    assert.deepEqual(names.toSorted(), ['after', 'bad failed', 'last', 'other']);
    assert.ok(names.indexOf('bad failed') < names.indexOf('after'));
  });

  it('take what is left once those that run apart have ended', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dure-lanes-'));
    try {
      const names = await namesOf({
        apart: [],
        others: [meets(folder, 'one', 'two'), meets(folder, 'two', 'one')],
      });
      assert.deepEqual(names.toSorted(), ['one', 'two']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('run those that wait beside both of the others, one at a time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dure-lanes-'));
    try {
      const second = step('second', '');
      const names = await namesOf({
        apart: [meets(folder, 'one', 'two')],
        others: [meets(folder, 'two', 'three')],
        waits: [meets(folder, 'three', 'one'), second],
      });
      assert.deepEqual(names.toSorted(), ['one', 'second', 'three', 'two']);
      assert.ok(names.indexOf('three') < names.indexOf('second'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('take those that wait once nothing else is left', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dure-lanes-'));
    try {
      const waits = ['one', 'two', 'three'].map((own, at, all) =>
        meets(folder, own, all[(at + 1) % all.length] ?? ''),
      );
      const names = await namesOf({ apart: [], others: [], waits });
      assert.deepEqual(names.toSorted(), ['one', 'three', 'two']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('run at the same time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dure-lanes-'));
    try {
      const names = await namesOf({
        apart: [meets(folder, 'one', 'two')],
        others: [meets(folder, 'two', 'one')],
      });
      assert.deepEqual(names.toSorted(), ['one', 'two']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
