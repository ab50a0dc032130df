// A data folder that an earlier version has written opens, and its case goes on and ends.

import { deepEqual, equal } from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { it } from 'node:test';
import { runEmbedded } from '@dure/embedded';
import { openSqliteStore } from '@dure/store-sqlite';
import { ToolShed } from '../tool-shed/system.ts';

const dumps = join(import.meta.dirname, 'tool-shed');

/** The files as they were when the earlier version had closed them. */
const restored = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-older-'));
  for (const dump of readdirSync(dumps)) {
    const database = new DatabaseSync(join(folder, `${basename(dump, '.sql')}.db`));
    database.exec(readFileSync(join(dumps, dump), 'utf8'));
    database.close();
  }
  return folder;
};

const all = { filters: [], anyOf: [], descending: false, offset: 0, limit: 10 } as const;

it('A data folder of the first version opens, and its case goes on', async () => {
  const folder = restored();
  const shed = await runEmbedded({
    system: ToolShed,
    storeOf: ({ name }) => openSqliteStore({ file: join(folder, `${name}.db`) }),
  });
  const command = { type: 'ReturnTool', toolId: 'tool-1' };
  const by = { kind: 'actor', name: 'Neighbour', claims: {} } as const;
  equal((await shed.issue({ command, by })).is, 'done');
  equal(await shed.quiet(), true);
  const types = (await shed.trail('neighbour-1')).map(({ type }) => type);
  equal(types.filter((type) => type === 'NeighbourThanked').length, 2);
  const kernel = shed.kernelOf({ view: 'Tools' });
  const before = await kernel?.rows('Tools', all);
  equal(before?.total, 1);
  await kernel?.rebuild('Tools');
  deepEqual(await kernel?.rows('Tools', all), before);
  await shed.stop();
});
