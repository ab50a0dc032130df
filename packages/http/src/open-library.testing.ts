// Opens the library behind a gateway on a free port, and sends it requests.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { runEmbedded } from '@dure/embedded';
import type { HostOptions } from '@dure/embedded';
import { runTogether, secretOf } from '@dure/services';
import { memoryStore } from '@dure/store-memory';
import { openSqliteStore } from '@dure/store-sqlite';
import type { Incident, Host, Store } from '@dure/kernel';
import type { BoundedContext, System } from '@dure/domain';
import { createGateway } from './index.ts';
import type { Fault, Gateway, GatewayOptions } from './index.ts';
import { Library, libraryBrings } from './library.testing.ts';

export const stores = ['memory', 'sqlite'] as const;

export type Json = { readonly [member: string]: unknown };

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Json;
};

type Sending = {
  readonly body?: object | string;
  readonly headers?: { readonly [name: string]: string };
};

export type OpenLibrary = {
  readonly url: string;
  readonly gateway: Gateway;
  readonly running: Host;
  readonly faults: readonly Fault[];
  readonly incidents: readonly Incident[];
  /** `ask('POST /loans', { body })`: a path in Korean is encoded. */
  readonly ask: (line: string, sending?: Sending) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

const readJson = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {};
  }
};

/** An object goes as JSON, a text as it is. */
const written = ({ body, headers = {} }: Sending): RequestInit => {
  if (body === undefined) return { headers };
  if (typeof body === 'string') return { headers, body };
  const typed = { 'content-type': 'application/json', ...headers };
  return { headers: typed, body: JSON.stringify(body) };
};

const sendTo = async (url: string, line: string, sending: Sending = {}): Promise<Answer> => {
  const [method = 'GET', path = '/'] = line.split(' ');
  const request = { method, redirect: 'manual', ...written(sending) } as const;
  const answer = await fetch(`${url}${path}`, request);
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: readJson(text) };
};

export type Opening = Partial<GatewayOptions> & {
  readonly store?: (typeof stores)[number];
  /** The library, perhaps with something changed. */
  readonly system?: System;
  readonly documented?: { readonly [context: string]: number };
};

type Opened = { readonly running: Host; readonly stop: () => Promise<void> };

/** In one process, or where it is asked for, with every context as a service of its own. */
const opened = async (of: HostOptions): Promise<Opened> => {
  if (process.env['DURE_ACCEPTANCE'] !== 'services') {
    const running = await runEmbedded(of);
    return { running, stop: () => running.stop() };
  }
  const secret = secretOf(randomUUID());
  const { running, close } = await runTogether({ ...of, partitions: 1, secret });
  return { running, stop: close };
};

export const openLibrary = async (opening: Opening = {}): Promise<OpenLibrary> => {
  const { store = 'memory', documented = {}, system = Library, ...options } = opening;
  const folder = mkdtempSync(join(tmpdir(), 'dure-library-'));
  const incidents: Incident[] = [];
  const faults: Fault[] = [];
  const storeOf = ({ name }: BoundedContext): Store =>
    store === 'memory' ? memoryStore() : openSqliteStore({ file: join(folder, `${name}.db`) });
  const { running, stop } = await opened({
    system,
    storeOf,
    report: (incident) => incidents.push(incident),
  });
  const report = (fault: Fault) => void faults.push(fault);
  const gateway = await createGateway({
    running,
    port: 0,
    report,
    ...libraryBrings(documented),
    ...options,
  });
  const close = async (): Promise<void> => {
    await gateway.close();
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const { url } = gateway;
  const ask: OpenLibrary['ask'] = (line, sending) => sendTo(url, line, sending);
  return { url, gateway, running, faults, incidents, ask, close };
};

/** A loan that every rule likes. */
export const aLoan = { memberId: 2, bookNm: '토지', fromDt: '2030-01-01', days: 3 };

/** Opens a loan and tells its key. */
export const lend = async (library: OpenLibrary, more: object = {}): Promise<string> => {
  const { body, status, text } = await library.ask('POST /loans', { body: { ...aLoan, ...more } });
  if (status !== 201) throw new Error(text);
  return String(body['loanId']);
};

/** Follows links such as `_links.self.href`. */
export const at = (body: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((of, name) => (of as Json | undefined)?.[name], body);
