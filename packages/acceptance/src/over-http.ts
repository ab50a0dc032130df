// A business behind its gateway, in the open demo, and the lines that people send to it.

import { randomUUID } from 'node:crypto';
import { createGateway } from '@dure/http';
import type { BoundedContext } from '@dure/domain';
import type { Documents } from '@dure/http/documents';
import type { Host } from '@dure/kernel';
import type { Rehearsed } from '@dure/rehearsal';
import { machineClock, runEmbedded } from '@dure/embedded';
import type { HostOptions } from '@dure/embedded';
import { runTogether, secretOf } from '@dure/services';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import type { MemoryDisk } from '@dure/store-memory';
import { isOnServer, openStore } from './stores.ts';

/** The documented lines name the numbers that one partition mints. */
const PARTITIONS = 1;

type Row = { readonly [field: string]: unknown };

/** A text is sent as a form. */
type Body = Row | string;

type Opening = {
  readonly settings?: Row;
  /** What time it is; without it, the time of the machine. */
  readonly now?: () => number;
};

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Row;
};

export type OverHttp = {
  readonly running: Host;
  readonly url: string;
  /**
   * Sends a line, `PATCH /receipts/1`, and lets what follows from it come to rest. It has no
   * identity unless a persona is named: `Customer:1234`. Redirections are not followed.
   */
  readonly send: (line: string, body?: Body, persona?: string) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

type Sent = { readonly url: string; readonly body?: Body | undefined; readonly persona?: string };

const writtenAs = (body: Body | undefined) => {
  if (body === undefined) return {};
  return typeof body === 'string'
    ? { type: 'application/x-www-form-urlencoded', body }
    : { type: 'application/json', body: JSON.stringify(body) };
};

const answerTo = async (method: string, { url, body, persona }: Sent): Promise<Answer> => {
  const { type, ...written } = writtenAs(body);
  const headers = {
    ...(type ? { 'content-type': type } : {}),
    ...(persona ? { 'dure-persona': persona } : {}),
  };
  const answer = await fetch(url, { method, headers, redirect: 'manual', ...written });
  const text = await answer.text();
  const read: Row = text === '' ? {} : JSON.parse(text);
  return { status: answer.status, headers: answer.headers, body: read };
};

/** A business as it is rehearsed, with what its documents promise. */
type Shown = { readonly rehearsal: Rehearsed; readonly documents: Documents };

type Opened = { readonly running: Host; readonly stop: () => Promise<void> };

/** What replicas of a context share. */
const diskOf = (disks: Map<string, MemoryDisk>, context: string): MemoryDisk => {
  const disk = disks.get(context) ?? memoryDisk({ partitions: PARTITIONS });
  disks.set(context, disk);
  return disk;
};

const opened = async (of: Omit<HostOptions, 'storeOf'>): Promise<Opened> => {
  // The same suite on both: see `as-services.slow.test.ts`.
  if (process.env['DURE_ACCEPTANCE'] !== 'services') {
    const place = `over-http-${randomUUID().slice(0, 8)}`;
    const storeOf = ({ name }: BoundedContext) =>
      isOnServer() ? openStore(place, name) : memoryStore();
    const running = await runEmbedded({ ...of, storeOf });
    return { running, stop: () => running.stop() };
  }
  const disks = new Map<string, MemoryDisk>();
  const storeOf = ({ name }: BoundedContext) => memoryStore(diskOf(disks, name));
  const secret = secretOf(randomUUID());
  const together = await runTogether({ ...of, storeOf, partitions: PARTITIONS, secret });
  return { running: together.running, stop: together.close };
};

export const overHttp = async (
  { rehearsal: system, documents }: Shown,
  opening: Opening = {},
): Promise<OverHttp> => {
  const { settings = {}, now } = opening;
  const clock = { ...machineClock(), ...(now ? { now } : {}) };
  const { running, stop } = await opened({ system, clock, settings });
  const gateway = await createGateway({
    running,
    port: 0,
    documents: { [system.name]: documents },
    ...(system.demo ? { demos: { [system.name]: system.demo } } : {}),
  });
  return {
    running,
    url: gateway.url,
    send: async (line, body, persona) => {
      const [method = '', path = ''] = line.split(' ');
      const of = { url: `${gateway.url}${path}`, body, ...(persona ? { persona } : {}) };
      const answer = await answerTo(method, of);
      await running.quiet();
      return answer;
    },
    close: async () => {
      await gateway.close();
      await stop();
    },
  };
};

/** Of a list, what stands in a field of its rows. */
export const listed = (body: Row, field: string): readonly string[] =>
  [...JSON.stringify(body).matchAll(new RegExp(`"${field}":"([^"]*)"`, 'g'))].map(
    ([, value = '']) => value,
  );
