// A business whose contexts run in other processes, as the gateway sees it.

import type { BoundedContext, System } from '@dure/domain';
import { trailInPieces } from '@dure/embedded';
import type { CaseRecord, CommitNotice, Host, Kernel, Order, Outcome, Preview } from '@dure/kernel';
import { commandsOf, previewIn } from '@dure/kernel';
import { Client } from './client.ts';
import type { Fault } from './protocol.ts';
import { RemoteKernel } from './remote-kernel.ts';
import type { Signer } from './tokens.ts';

const TRAIL_MAX = 10_000;
const QUIET_POLL_MS = 20;
/** In the place of a context: where the simulated external systems of a business are. */
export const EXTERNALS = 'externals';

export type RemoteOptions = {
  readonly system: System;
  /** Where the replicas of each context listen. */
  readonly addresses: { readonly [context: string]: readonly string[] };
  readonly partitions: number;
  readonly signer: Signer;
};

const pause = (delayMs: number): Promise<void> =>
  new Promise((resolve) => void setTimeout(resolve, delayMs));

class RemoteHost implements Host {
  readonly #options: RemoteOptions;
  #system: System;
  readonly #kernels = new Map<string, RemoteKernel>();
  readonly #externals: Client;
  #byCommand: ReadonlyMap<string, Kernel> = new Map();
  #byView: ReadonlyMap<string, Kernel> = new Map();
  readonly #listeners = new Map<(notice: CommitNotice) => void, (() => void)[]>();
  #switching: Promise<unknown> = Promise.resolve();
  #faults: ReturnType<Host['faults']> = {};

  constructor(options: RemoteOptions) {
    this.#options = options;
    this.#system = { ...options.system, contexts: [] };
    this.#externals = this.#client(EXTERNALS);
  }

  #client(context: string): Client {
    const { system, addresses, signer } = this.#options;
    return new Client({ business: system.name, context }, addresses[context] ?? [], signer);
  }

  get system(): System {
    return this.#system;
  }

  get kernels(): { readonly [context: string]: RemoteKernel } {
    return Object.fromEntries(this.#kernels);
  }

  async start(): Promise<void> {
    await Promise.all(this.#options.system.contexts.map((context) => this.join(context)));
  }

  /** Reaches for a context that others have started. It may be away still. */
  async join(context: BoundedContext): Promise<Kernel> {
    const { name } = context;
    if (this.#kernels.has(name)) throw new Error(`There is a context ${name} already.`);
    const { partitions } = this.#options;
    const toldAt = (): number | undefined => this.#retiredAt(name);
    const kernel = new RemoteKernel({ context, client: this.#client(name), partitions, toldAt });
    this.#kernels.set(name, kernel);
    this.#system = { ...this.#system, contexts: [...this.#system.contexts, context] };
    this.#index();
    for (const [listener, ends] of this.#listeners) ends.push(kernel.listen(listener));
    await kernel.begin();
    return kernel;
  }

  /** Since when the others take a context for retired. */
  #retiredAt(name: string): number | undefined {
    for (const kernel of this.#kernels.values()) {
      const of = kernel.retired().get(name);
      if (of?.ends) return of.at;
    }
    return undefined;
  }

  /** Leaves a context alone. Its processes are ended by whoever runs them. */
  async retire(name: string): Promise<void> {
    const kernel = this.#kernels.get(name);
    if (!kernel) throw new Error(`There is no context ${name}.`);
    this.#kernels.delete(name);
    const contexts = this.#system.contexts.filter((context) => context.name !== name);
    this.#system = { ...this.#system, contexts };
    this.#index();
    await kernel.stop();
  }

  #index(): void {
    const kernels = [...this.#kernels.values()];
    const byName = (namesOf: (kernel: Kernel) => readonly string[]) =>
      new Map(kernels.flatMap((kernel) => namesOf(kernel).map((name) => [name, kernel] as const)));
    this.#byCommand = byName(({ context }) => commandsOf(context));
    this.#byView = byName(({ context }) => Object.keys(context.views));
  }

  kernelOf(note: { readonly command: string } | { readonly view: string }): Kernel | undefined {
    return 'command' in note ? this.#byCommand.get(note.command) : this.#byView.get(note.view);
  }

  async issue(order: Order): Promise<Outcome> {
    await this.#switching;
    const kernel = this.kernelOf({ command: order.command.type });
    if (!kernel) throw new Error(`No context takes ${order.command.type}.`);
    return kernel.issue(order);
  }

  async preview(order: Pick<Order, 'command' | 'by'>): Promise<Preview> {
    await this.#switching;
    return previewIn(this, order);
  }

  async trail(caseId: string): Promise<readonly CaseRecord[]> {
    const records: CaseRecord[] = [];
    for await (const piece of this.trailInPieces(caseId)) {
      records.push(...piece);
      if (records.length >= TRAIL_MAX) return records.slice(0, TRAIL_MAX);
    }
    return records;
  }

  trailInPieces(caseId: string): AsyncIterable<readonly CaseRecord[]> {
    return trailInPieces([...this.#kernels], caseId);
  }

  async quiet(timeoutMs = 10_000): Promise<boolean> {
    const latest = performance.now() + timeoutMs;
    while (!(await this.#isQuiet())) {
      if (performance.now() >= latest) return false;
      await pause(QUIET_POLL_MS);
    }
    return true;
  }

  async #isQuiet(): Promise<boolean> {
    // Twice, because one may wake another that was asked before it.
    await this.#switching;
    for (let times = 0; times < 2; times += 1) {
      for (const [name, kernel] of this.#kernels) {
        // What is switched off does nothing, whatever waits for it.
        if (this.#faults[name] !== 'down' && !(await kernel.isQuiet())) return false;
      }
    }
    return true;
  }

  /** It is switched before the next command is sent. */
  fault(of: string, fault: Fault): void {
    const { [of]: _, ...others } = this.#faults;
    this.#faults = fault === 'none' ? others : { ...others, [of]: fault };
    const kernel = this.#kernels.get(of);
    const switched = kernel ? kernel.fault(fault) : this.#externals.askAll('fault', [fault, of]);
    this.#switching = Promise.all([this.#switching, switched]);
  }

  faults(): ReturnType<Host['faults']> {
    return this.#faults;
  }

  listen(listener: (notice: CommitNotice) => void): () => void {
    const ends = [...this.#kernels.values()].map((kernel) => kernel.listen(listener));
    this.#listeners.set(listener, ends);
    return () => {
      for (const end of ends) end();
      this.#listeners.delete(listener);
    };
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#kernels.values()].map((kernel) => kernel.stop()));
    await this.#externals.close();
  }
}

/** Reaches for the contexts of a business in other processes. They may come later, and go. */
export const reachBusiness = async (
  options: RemoteOptions,
): Promise<Host & { readonly kernels: { readonly [context: string]: RemoteKernel } }> => {
  const host = new RemoteHost(options);
  await host.start();
  return host;
};
