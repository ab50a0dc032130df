// A data folder that an earlier version has written opens, and its case goes on and ends.

import { deepEqual, equal } from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { restored } from '@dure/acceptance/restored';
import { runEmbedded } from '@dure/embedded';
import { openSqliteStore } from '@dure/store-sqlite';
import { ToolShed } from '../tool-shed/system.ts';

const dumps = join(import.meta.dirname, 'tool-shed');

const all = { filters: [], anyOf: [], descending: false, offset: 0, limit: 10 } as const;

it('A data folder of the first version opens, and its case goes on', async () => {
  const folder = restored(dumps);
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
