// Every context of a business as a service of its own, and the gateway's view of them, in this one
// process: between them is real HTTP. For tests and benchmarks of what is between processes.

import type { Host } from '@dure/kernel';
import { freePort } from './free-port.ts';
import { EXTERNALS, reachBusiness } from './remote-host.ts';
import { runService } from './service.ts';
import type { ContextServer } from './service.ts';
import type { ServiceOptions } from './service-options.ts';
import type { Talk } from './talks.ts';
import { Signer } from './tokens.ts';

const HOST = '127.0.0.1';

export type TogetherOptions = Omit<ServiceOptions, 'runs' | 'addresses' | 'listen'> & {
  /** How many processes of each context there would be; 1 unless given. */
  readonly replicas?: number;
  /** Only these reach each other, as where policies of a network shut all other ways. */
  readonly talks?: readonly Talk[];
};

/** `payment/0` is the first replica of payment. */
export type Together = {
  readonly running: Host;
  readonly services: ReadonlyMap<string, ContextServer>;
  /** Starts a replica that was ended. */
  readonly start: (name: string) => Promise<void>;
  readonly end: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

type Ports = ReadonlyMap<string, number>;

/** The external systems remember what they were asked, so there is one process of them. */
const portsOf = async ({ system, replicas = 1 }: TogetherOptions): Promise<Ports> => {
  const ports = new Map<string, number>();
  for (const { name } of system.contexts) {
    for (let of = 0; of < replicas; of += 1) ports.set(`${name}/${of}`, await freePort());
  }
  return ports.set(`${EXTERNALS}/0`, await freePort());
};

const contextIn = (name: string): string => name.slice(0, name.lastIndexOf('/'));

const addressesIn = (ports: Ports): ServiceOptions['addresses'] => {
  const of = Map.groupBy([...ports], ([name]) => contextIn(name));
  return Object.fromEntries(
    [...of].map(([context, all]) => [context, all.map(([, port]) => `http://${HOST}:${port}`)]),
  );
};

const reachedBy = (
  name: string,
  addresses: ServiceOptions['addresses'],
  talks: readonly Talk[] | undefined,
): ServiceOptions['addresses'] => {
  if (!talks) return addresses;
  const open = new Set(talks.flatMap(({ from, to }) => (from === name ? [to] : [])));
  return Object.fromEntries(
    Object.entries(addresses).filter(([to]) => to === name || open.has(to)),
  );
};

/** Starts all of them. Each opens a store by `storeOf`: replicas share what is behind it. */
export const runTogether = async (options: TogetherOptions): Promise<Together> => {
  const { system, partitions, secret } = options;
  const ports = await portsOf(options);
  const addresses = addressesIn(ports);
  const services = new Map<string, ContextServer>();
  const start = async (name: string): Promise<void> => {
    const listen = { host: HOST, port: ports.get(name) ?? 0 };
    const runs = [contextIn(name)];
    const reached = reachedBy(contextIn(name), addresses, options.talks);
    const given = { noticeMs: 0, ...options, runs, addresses: reached, listen };
    services.set(name, await runService(given));
  };
  const end = async (name: string): Promise<void> => {
    await services.get(name)?.close();
    services.delete(name);
  };
  for (const name of ports.keys()) await start(name);
  const signer = new Signer(secret, `${system.name}/gateway`);
  const running = await reachBusiness({ system, addresses, partitions, signer });
  const close = async (): Promise<void> => {
    await running.stop();
    await Promise.all([...services.keys()].map(end));
  };
  return { running, services, start, end, close };
};
