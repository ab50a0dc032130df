// From a context of this process to the others: their logs, what they are asked, and the external
// systems.

import { SimulatedSystems } from '@dure/embedded';
import type { Kernel } from '@dure/kernel';
import type { Answer, Call, Calls, Clock, Feed } from '@dure/kernel/ports';
import type { SourceLog } from './carrier.ts';
import { Client } from './client.ts';
import { Faults } from './faults.ts';
import type { Fault } from './protocol.ts';
import { EXTERNALS } from './remote-host.ts';
import type { ServiceOptions } from './service-options.ts';
import { Signer } from './tokens.ts';

/** @throws where the log does not run. */
export const logIn = (feed: Feed, context: string, partitions: number): SourceLog => {
  const there = async <T>(found: Promise<T | undefined>): Promise<T> => {
    const value = await found;
    if (value === undefined) throw new Error(`The log of ${context} is not to be had.`);
    return value;
  };
  return {
    partitions,
    readLog: (...of) => there(feed.read(context, ...of)),
    end: (partition) => there(feed.end(context, partition)),
  };
};

/** To a context here, to one in another process, or to an external system. */
export class Ways implements Calls {
  readonly #kernels: ReadonlyMap<string, Kernel>;
  readonly #clients: ReadonlyMap<string, Client>;
  readonly #real: ReadonlyMap<string, Calls>;

  constructor(
    kernels: ReadonlyMap<string, Kernel>,
    clients: ReadonlyMap<string, Client>,
    externals: { readonly [system: string]: Calls },
  ) {
    this.#kernels = kernels;
    this.#clients = clients;
    this.#real = new Map(Object.entries(externals));
  }

  async call(call: Call): Promise<Answer> {
    const near = this.#kernels.get(call.to) ?? undefined;
    if (near) return near.answer(call);
    const real = this.#real.get(call.to);
    if (real) return real.call(call);
    const client = this.#clients.get(call.to) ?? this.#clients.get(EXTERNALS);
    if (!client) throw new Error(`There is no way to ${call.to}.`);
    const { key: affinity, budgetMs } = call;
    return client.ask<Answer>({ method: 'answer', args: [call], affinity, budgetMs });
  }
}

/** The simulated external systems of a business, with faults to switch on. */
export const simulated = (system: ServiceOptions['system'], clock: Clock) => {
  const systems = new SimulatedSystems(system.externals ?? [], clock);
  const faults = new Map((system.externals ?? []).map(({ name }) => [name, new Faults(clock)]));
  return async (method: string, args: readonly unknown[]): Promise<unknown> => {
    // The internal port is open to services of this deployment, which send these.
    if (method === 'fault') return faults.get(args[1] as string)?.turn(args[0] as Fault);
    if (method !== 'answer') throw new Error(`External systems cannot be asked to ${method}.`);
    const call = args[0] as Call;
    const answer = () => systems.call(call);
    return faults.get(call.to)?.around(answer) ?? answer();
  };
};

export const clientsOf = ({ system, addresses, secret, runs }: ServiceOptions) => {
  const signer = new Signer(secret, `${system.name}/${runs.join('+')}`);
  const places = Object.entries(addresses).filter(([context]) => !runs.includes(context));
  return new Map(
    places.map(([context, urls]) => [
      context,
      new Client({ business: system.name, context }, urls, signer),
    ]),
  );
};
