// Opens a business that ships behind a server on a free port, and connects a client to it that is
// made from the text of its file alone.

import { readFileSync } from 'node:fs';
import { calendarOf } from '@dure/domain';
import { machineClock, runEmbedded } from '@dure/embedded';
import type { HostOptions } from '@dure/embedded';
import type { Host, Store } from '@dure/kernel';
import type { Rehearsed } from '@dure/rehearsal';
import { memoryStore } from '@dure/store-memory';
import { rehearsalOf } from 'dure/businesses';
import { connectTo } from './client.ts';
import type { Answered, Fields, GrpcClient } from './client.ts';
import { createGrpcServer, protoOf, protoText } from './index.ts';
import type { Fault, GrpcOptions, GrpcServer } from './index.ts';

export type Opened = {
  readonly running: Host;
  readonly server: GrpcServer;
  readonly client: GrpcClient;
  readonly faults: readonly Fault[];
  readonly address: string;
  /** Calls, lets what follows come to rest, and gives the response. @throws it was refused. */
  readonly done: (method: string, request: Fields, persona?: string) => Promise<Fields>;
  /** Calls, and gives the refusal. @throws it was answered. */
  readonly refused: (
    method: string,
    request: Fields,
    metadata?: { readonly [name: string]: string },
  ) => Promise<Extract<Answered, { readonly is: 'refused' }>>;
  readonly close: () => Promise<void>;
};

type Opening = Partial<Omit<GrpcOptions, 'running'>> & {
  readonly storeOf?: () => Store;
  readonly kernelLimits?: NonNullable<HostOptions['limits']>;
  readonly changed?: (system: Rehearsed) => Rehearsed;
};

const callsOf = (client: GrpcClient, running: Host): Pick<Opened, 'done' | 'refused'> => ({
  done: async (method, request, persona) => {
    const metadata = persona === undefined ? {} : { 'dure-persona': persona };
    const answer = await client.call(method, request, { metadata });
    await running.quiet();
    if (answer.is === 'answered') return answer.response;
    throw new Error(`${method}: ${answer.details} ${JSON.stringify(answer.problem)}`);
  },
  refused: async (method, request, metadata = {}) => {
    const answer = await client.call(method, request, { metadata });
    if (answer.is === 'refused') return answer;
    throw new Error(`${method} was answered: ${JSON.stringify(answer.response)}`);
  },
});

export const open = async (name: string, opening: Opening = {}): Promise<Opened> => {
  const {
    storeOf = () => memoryStore(),
    changed = (of) => of,
    kernelLimits: limits = {},
    ...options
  } = opening;
  const system = changed(await rehearsalOf(name));
  const now = () => calendarOf(system.timeZone).instantAt('2026-03-02', '10:00');
  const clock = { ...machineClock(), now };
  const running = await runEmbedded({ system, storeOf, clock, limits });
  const faults: Fault[] = [];
  const server = await createGrpcServer({
    running,
    port: 0,
    language: 'en',
    report: (fault) => faults.push(fault),
    ...(system.demo ? { demos: { [name]: system.demo } } : {}),
    ...options,
  });
  const { file } = protoOf(system);
  const address = `localhost:${server.port}`;
  const certificate = options.tls && readFileSync(options.tls.certFile);
  const client = connectTo(address, { ...file, text: protoText(file), certificate });
  const close = async (): Promise<void> => {
    client.close();
    await server.close();
    await running.stop();
  };
  return { running, server, client, faults, address, ...callsOf(client, running), close };
};

/** A place with rooms, whose reservations are confirmed at once. */
export const openPlace = async ({ done }: Opened): Promise<void> => {
  await done('PlaceService.RegisterPlace', {
    place_id: 'place-2',
    place_nm: '북촌 한옥스테이',
    owner_id: 'owner-2',
    price_per_night: 120_000,
    instant_confirmation: true,
  });
  await done('ManagementService.OpenStock', { place_id: 'place-2', stock: 4 });
};

export const aStay = {
  place_id: 'place-2',
  usr_id: 'customer-2',
  str_dt: '2026-03-10',
  end_dt: '2026-03-12',
  qty: 1,
};

/** Books a stay, and tells its key. */
export const book = async ({ done }: Opened, more: Fields = {}): Promise<string> => {
  const booked = await done('PlaceService.PlaceReservation', { ...aStay, ...more });
  return String(booked['key']);
};
