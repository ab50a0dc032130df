// The path of one plain command: how many files and functions of each package it passes, from the
// request to its answer, by V8's precise coverage. What a reader has to follow, and what a command
// costs at least.

import { Session } from 'node:inspector/promises';
import type { Profiler } from 'node:inspector';
import { runEmbedded } from '@dure/embedded';
import { createGateway } from '@dure/http';
import { Lodging } from '@dure/lodging';
import { memoryStore } from '@dure/store-memory';
import { tell } from './program.ts';

/** Often enough that everything is loaded and known; not so often that V8 inlines and forgets. */
const WARM_UP = 3;

export type Passed = { readonly files: number; readonly functions: number };

const packageOf = (url: string): string | undefined => /\/packages\/([^/]+)\/src\//.exec(url)?.[1];

const passedIn = (
  result: readonly Profiler.ScriptCoverage[],
): { readonly [name: string]: Passed } => {
  const passed: { [name: string]: Passed } = {};
  for (const { url, functions } of result) {
    const name = packageOf(url);
    const called = functions.filter(({ ranges: [whole] }) => (whole?.count ?? 0) > 0).length;
    if (name === undefined || called === 0) continue;
    const known = passed[name] ?? { files: 0, functions: 0 };
    passed[name] = { files: known.files + 1, functions: known.functions + called };
  }
  return passed;
};

const host = await runEmbedded({ system: Lodging, storeOf: () => memoryStore() });
const gateway = await createGateway({ running: host, port: 0 });

const send = async (path: string, body: object): Promise<void> => {
  const { status } = await fetch(`${gateway.url}/lodging/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'dure-persona': 'Owner:1' },
    body: JSON.stringify(body),
  });
  if (status >= 300) throw new Error(`${path} was answered with ${status}.`);
};
const change = (instantConfirmation: boolean): Promise<void> =>
  send('reservationManagements/place-1/set-instant-confirmation', { instantConfirmation });

await send('places', { ownerId: 1, placeNm: '한옥', pricePerNight: 90_000 });
await host.quiet();
for (let times = 0; times < WARM_UP; times += 1) await change(times % 2 === 0);
await host.quiet();

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
await session.post('Profiler.takePreciseCoverage');
await change(true);
const { result } = await session.post('Profiler.takePreciseCoverage');
session.disconnect();
tell(passedIn(result));
await gateway.close();
await host.stop();
