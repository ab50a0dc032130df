// Opens the shop on SQLite files and a clock that the test moves.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '@dure/store-sqlite';
import { testClock } from '@dure/testing/clock';
import type { AnyMessage, By, System } from '@dure/domain';
import type { Incident, Limits, Outcome, ViewRow } from './api.ts';
import type { Host } from './host.ts';
import type { Store } from './ports.ts';
import { runEmbedded } from '@dure/embedded';
import type { HostOptions } from '@dure/embedded';
import { Shop } from './shop.testing.ts';

export const NOON = Date.parse('2026-03-02T12:00:00+09:00');

export type OpenShop = Host & {
  readonly folder: string;
  readonly clock: ReturnType<typeof testClock>;
  readonly incidents: readonly Incident[];
  /** By context, to look into. */
  readonly stores: ReadonlyMap<string, Store>;
  readonly send: (type: string, fields: object, key?: string) => Promise<Outcome>;
  readonly list: (view: string) => Promise<readonly ViewRow['row'][]>;
};

type Opening = {
  readonly folder?: string;
  readonly at?: number;
  readonly partitions?: number;
  readonly system?: System;
  readonly settings?: { readonly [name: string]: unknown };
  readonly limits?: Partial<Limits>;
  readonly externals?: NonNullable<HostOptions['externals']>;
  /** Files in the folder unless given. */
  readonly storeOf?: HostOptions['storeOf'];
  /** The logs themselves unless given. */
  readonly feedOf?: HostOptions['feedOf'];
  /** How long the work has taken by now, in milliseconds, where that is to be seen. */
  readonly workedMs?: () => number;
};

const clerk: By = { kind: 'actor', name: 'Clerk', subject: 'clerk-1', claims: {} };

const everything = { filters: [], anyOf: [], descending: false, offset: 0, limit: 200 };

/** `Host` is an object of a class; its methods are taken over bound to it. */
const boundTo = (running: Host): Host => ({
  get kernels() {
    return running.kernels;
  },
  get system() {
    return running.system;
  },
  issue: running.issue.bind(running),
  preview: running.preview.bind(running),
  kernelOf: running.kernelOf.bind(running),
  trail: running.trail.bind(running),
  trailInPieces: running.trailInPieces.bind(running),
  quiet: running.quiet.bind(running),
  fault: running.fault.bind(running),
  faults: running.faults.bind(running),
  listen: running.listen.bind(running),
  join: running.join.bind(running),
  retire: running.retire.bind(running),
  stop: running.stop.bind(running),
});

const standard = { partitions: 1, settings: {}, limits: {}, externals: {}, workedMs: () => 0 };

export const openShop = async (opening: Opening = {}): Promise<OpenShop> => {
  const folder = opening.folder ?? mkdtempSync(join(tmpdir(), 'dure-shop-'));
  const clock = testClock(opening.at ?? NOON);
  const incidents: Incident[] = [];
  const { partitions, settings, limits, externals, workedMs } = { ...standard, ...opening };
  const stores = new Map<string, Store>();
  const inFolder: HostOptions['storeOf'] = ({ name }) =>
    openSqliteStore({ file: join(folder, `${name}.db`), partitions });
  const storeOf = opening.storeOf ?? inFolder;
  const running = await runEmbedded({
    system: opening.system ?? Shop,
    storeOf: async (context) => {
      const store = await storeOf(context);
      stores.set(context.name, store);
      return store;
    },
    clock: { ...clock, now: () => clock.now() + workedMs() },
    settings,
    limits,
    externals,
    ...(opening.feedOf && { feedOf: opening.feedOf }),
    report: (incident) => incidents.push(incident),
  });
  const send = (type: string, fields: object, key?: string): Promise<Outcome> => {
    const command: AnyMessage = { type, ...fields };
    return running.issue({ command, by: clerk, ...(key === undefined ? {} : { key }) });
  };
  const list = async (view: string) => {
    const page = await running.kernelOf({ view })?.rows(view, everything);
    return (page?.rows ?? []).map(({ row }) => row);
  };
  return Object.assign(boundTo(running), { folder, clock, incidents, stores, send, list });
};

/** ItemMap an order, and lets it settle. */
export const place = async (shop: OpenShop, fields: object = {}, key?: string) => {
  const command = { phone: '010', shelfId: 'shelf-1', qty: 1, amount: 500, ...fields };
  const outcome = await shop.send('PlaceOrder', command, key);
  await shop.clock.settle();
  return outcome;
};

export const keyOf = (outcome: Outcome): string => {
  if (outcome.is !== 'done') throw new Error(`Not done, but ${JSON.stringify(outcome)}.`);
  return outcome.key;
};

export const chain = async (shop: OpenShop, caseId: string): Promise<readonly string[]> =>
  (await shop.trail(caseId)).map(({ kind, type }) => (kind === 'event' ? type : `(${type})`));
