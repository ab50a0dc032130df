// The ways into a business, alike for a scenario: it says a command by the names of the wall, and
// reads a row. How that is written for HTTP or for gRPC, the way knows.

import { businessOf } from '@dure/access';
import type { Business } from '@dure/access';
import { machineClock } from '@dure/embedded';
import { createGrpcServer, protoOf, protoText } from '@dure/grpc';
import type { ProtoFile } from '@dure/grpc';
import { connectTo } from '@dure/grpc/client';
import type { GrpcClient } from '@dure/grpc/client';
import { createGateway } from '@dure/http';
import type { Documents } from '@dure/http/documents';
import type { Rehearsed } from '@dure/rehearsal';
import { opened } from './forms.ts';
import type { Opened } from './forms.ts';
import { messagesOf } from './grpc-messages.ts';
import type { Row, Said } from './said.ts';
import { signedIn } from './signed-in.ts';
import type { Who } from './signed-in.ts';

export type { Row, Said } from './said.ts';

export type Answer =
  | { readonly is: 'done'; readonly data: Row }
  | { readonly is: 'refused'; readonly rejection: string; readonly ko: string };

/** A client of a business, whatever it speaks. */
export type WayIn = {
  readonly say: (said: Said) => Promise<Answer>;
  /** A row by its key; nothing, where there is none that is theirs. */
  readonly row: (view: string, key: Row, as?: string) => Promise<Row | undefined>;
  /** What has happened in a case, in order. */
  readonly trail: (caseId: string) => Promise<readonly string[]>;
  /** Lets everything that follows come to rest. */
  readonly rest: () => Promise<unknown>;
  readonly close: () => Promise<void>;
};

export type Served = {
  readonly rehearsal: Rehearsed;
  readonly documents: Documents;
  readonly settings?: Row;
  readonly now?: () => number;
};

export type Way = {
  readonly name: string;
  readonly open: (served: Served) => Promise<WayIn>;
};

/** In the form that the environment asks for, which is one process unless it says otherwise. */
const run = ({ rehearsal: system, settings = {}, now }: Served): Promise<Opened> => {
  const clock = { ...machineClock(), ...(now ? { now } : {}) };
  return opened({ system, clock, settings });
};

const personaHeader = (as: string | undefined) =>
  as === undefined ? {} : { 'dure-persona': encodeURIComponent(as) };

const keyHeader = (key: string | undefined) =>
  key === undefined ? {} : { 'idempotency-key': key };

/** Where a command is posted: on the instance that it names, or where one is opened. */
const lineOf = (business: Business, { command, fields }: Said): string => {
  const entry = business.commands.get(command);
  if (!entry) throw new Error(`There is no ${command}.`);
  const { path, identifiedBy } = entry.aggregate;
  const key = fields[identifiedBy];
  const own = `/${path}/${encodeURIComponent(String(key))}/${entry.slug}`;
  return key === undefined ? (entry.openingPath ?? own) : own;
};

type Ask = (path: string, of: RequestInit) => Promise<{ status: number; body: Row }>;

const askAt =
  (home: string): Ask =>
  async (path, of) => {
    const answer = await fetch(`${home}${path}`, of);
    const text = await answer.text();
    // What the gateway answers is an object, or nothing.
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Row };
  };

const OK_MAX = 299;

/** An open house lets everyone be whoever they say. */
const personas: Who = {
  says: ({ as }) => personaHeader(as),
  reads: (_view, _key, as) => personaHeader(as),
  operates: () => ({}),
};

const overHttp = (
  business: Business,
  ask: Ask,
  who: Who = personas,
): Pick<WayIn, 'say' | 'row' | 'trail'> => ({
  say: async (said) => {
    const type = { 'content-type': 'application/json' };
    const headers = { ...type, ...(await who.says(said)), ...keyHeader(said.key) };
    const body = JSON.stringify(said.fields);
    const answered = await ask(lineOf(business, said), { method: 'POST', headers, body });
    if (answered.status <= OK_MAX) return { is: 'done', data: answered.body };
    const { rejection, ko } = answered.body;
    return { is: 'refused', rejection: String(rejection), ko: String(ko) };
  },
  row: async (view, key, as) => {
    const path = business.views.get(view)?.view.path ?? view;
    const keys = Object.values(key).map((value) => encodeURIComponent(String(value)));
    const headers = await who.reads(view, key, as);
    const found = await ask(`/${path}/${keys.join('/')}`, { headers });
    return found.status === 200 ? found.body : undefined;
  },
  trail: async (caseId) => {
    const { body } = await ask(`/cases/${caseId}`, { headers: who.operates() });
    return (body['records'] as readonly { readonly type: string }[]).map(({ type }) => type);
  },
});

const httpAs = async (served: Served, isSignedIn: boolean): Promise<WayIn> => {
  const { rehearsal, documents } = served;
  const { name, demo } = rehearsal;
  const { running, stop } = await run(served);
  const business = businessOf(running);
  const house = isSignedIn ? signedIn(business) : undefined;
  const gateway = await createGateway({
    running,
    ...(house ? { identity: house.identity } : {}),
    port: 0,
    documents: { [name]: documents },
    ...(demo ? { demos: { [name]: demo } } : {}),
  });
  return {
    ...overHttp(business, askAt(`${gateway.url}/${name}`), house),
    rest: () => running.quiet(),
    close: async () => {
      await gateway.close();
      await stop();
    },
  };
};

const overGrpc = (client: GrpcClient, file: ProtoFile): Pick<WayIn, 'say' | 'row' | 'trail'> => {
  const messages = messagesOf(file);
  const call = (method: string, fields: Row, metadata: { readonly [name: string]: string }) =>
    client.call(`${messages.serviceOf(method)}.${method}`, messages.toWire(method, fields), {
      metadata,
    });
  return {
    say: async ({ command, fields, as, key }) => {
      const answer = await call(command, fields, { ...personaHeader(as), ...keyHeader(key) });
      if (answer.is === 'answered') {
        const { data } = messages.fromWire(command, answer.response);
        return { is: 'done', data: { ...Object(data) } };
      }
      const { rejection, ko } = answer.problem ?? {};
      return { is: 'refused', rejection: String(rejection), ko: String(ko) };
    },
    row: async (view, key, as) => {
      const answer = await call(`Get${view}`, key, personaHeader(as));
      if (answer.is === 'refused') return undefined;
      const { row } = messages.fromWire(`Get${view}`, answer.response);
      return { ...Object(row) };
    },
    trail: async (caseId) => {
      const answer = await call('ListCaseRecords', { caseId }, {});
      if (answer.is === 'refused') throw new Error(answer.details);
      const { records } = answer.response as { records: readonly { readonly type: string }[] };
      return records.map(({ type }) => type);
    },
  };
};

const grpc: Way['open'] = async (served) => {
  const { rehearsal } = served;
  const { running, stop } = await run(served);
  const demos = rehearsal.demo ? { [rehearsal.name]: rehearsal.demo } : {};
  const server = await createGrpcServer({ running, port: 0, demos });
  const { file } = protoOf(rehearsal);
  const client = connectTo(`127.0.0.1:${server.port}`, { ...file, text: protoText(file) });
  return {
    ...overGrpc(client, file),
    rest: () => running.quiet(),
    close: async () => {
      client.close();
      await server.close();
      await stop();
    },
  };
};

export const waysIn: readonly Way[] = [
  { name: 'HTTP', open: (served) => httpAs(served, false) },
  { name: 'HTTP, signed in', open: (served) => httpAs(served, true) },
  { name: 'gRPC', open: grpc },
];
