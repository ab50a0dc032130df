// The forms in which a business runs, so that one suite is for all of them: in one process, or with
// every context as a service of its own (`DURE_ACCEPTANCE=services`), where Kafka may carry the
// logs between them (`DURE_TEST_BROKER=kafka://…`).

import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BoundedContext } from '@dure/domain';
import { runEmbedded } from '@dure/embedded';
import type { HostOptions } from '@dure/embedded';
import type { Host } from '@dure/kernel';
import { runTogether, secretOf, talksOf } from '@dure/services';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import type { MemoryDisk } from '@dure/store-memory';
import { overKafka } from './over-kafka.ts';
import { isOnServer, openStore } from './stores.ts';

/** The documented lines name the numbers that one partition mints. */
const PARTITIONS = 1;

export type Opened = { readonly running: Host; readonly stop: () => Promise<void> };

type Of = Omit<HostOptions, 'storeOf'>;

/** A folder, or a schema or a database on a server, for each context. */
const onServer = () => {
  const place = mkdtempSync(join(tmpdir(), 'over-http-'));
  return ({ name }: BoundedContext) => openStore(place, name);
};

/** What replicas of a context share. */
const inMemory = () => {
  const disks = new Map<string, MemoryDisk>();
  return ({ name }: BoundedContext) => {
    const disk = disks.get(name) ?? memoryDisk({ partitions: PARTITIONS });
    disks.set(name, disk);
    return memoryStore(disk);
  };
};

const asServices = async (of: Of): Promise<Opened> => {
  const broker = process.env['DURE_TEST_BROKER'];
  // A topic and a group of their own, whatever ran before.
  const business = `${of.system.name}-${randomUUID().slice(0, 8)}`;
  const kafka = broker === undefined ? undefined : overKafka(broker, business);
  const { running, close } = await runTogether({
    ...of,
    storeOf: isOnServer() ? onServer() : inMemory(),
    partitions: PARTITIONS,
    talks: talksOf(of.system),
    secret: secretOf(randomUUID()),
    ...(kafka ? { carrierOf: kafka.carrierOf } : {}),
  });
  await kafka?.joined();
  return { running, stop: close };
};

/** Starts a business in the form that the environment asks for. */
export const opened = async (of: Of): Promise<Opened> => {
  if (process.env['DURE_ACCEPTANCE'] === 'services') return asServices(of);
  const storeOf = isOnServer() ? onServer() : () => memoryStore();
  const running = await runEmbedded({ ...of, storeOf });
  return { running, stop: () => running.stop() };
};
