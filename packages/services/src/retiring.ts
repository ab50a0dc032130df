// The way of a context out of its business: it tells the others, works off what they have sent
// before, ends its log, and serves it until all of them have read it to the end. Every step is
// noted in its store, and can be taken again: by another replica, or after a kill.

import type { System } from '@dure/domain';
import { heldIn } from '@dure/kernel';
import type { Kernel, NotedRetirement } from '@dure/kernel';
import type { Head, Store } from '@dure/kernel/ports';
import type { Client } from './client.ts';
import { noteOver, noteRetires, retiredIn, sealAll } from './sealed.ts';
import type { Retired, RetiringState } from './sealed.ts';

const PAUSE_FIRST_MS = 50;
const PAUSE_MOST_MS = 2_000;
const SEEN_MS = 5_000;

/** How another context of the business is told: all of its replicas that answer. */
export type Other = (
  context: string,
  of: { readonly at: number; readonly ends?: readonly number[] },
) => Promise<readonly NotedRetirement[]>;

const otherAt =
  (client: Client): Other =>
  (...told) =>
    client.askAll<NotedRetirement>('noteRetired', told);

const otherHere =
  (kernelOf: () => Kernel | undefined): Other =>
  async (...told) => {
    const kernel = kernelOf();
    return kernel ? [await kernel.noteRetired(...told)] : [];
  };

type Ways = {
  readonly clients: ReadonlyMap<string, Client>;
  /** Of this process. */
  readonly kernels: ReadonlyMap<string, Kernel>;
};

/** The ways to all other contexts of the business, here or elsewhere. */
export const othersOf = (
  { contexts }: System,
  context: string,
  { clients, kernels }: Ways,
): ReadonlyMap<string, Other> => {
  const names = contexts.map(({ name }) => name).filter((name) => name !== context);
  return new Map(
    names.map((name) => {
      const client = clients.get(name);
      return [name, client ? otherAt(client) : otherHere(() => kernels.get(name))];
    }),
  );
};

export type RetiringOptions = {
  readonly context: string;
  readonly store: Store;
  readonly kernel: () => Kernel | undefined;
  readonly others: ReadonlyMap<string, Other>;
  /** The log has ended: nothing but it is served from now on. */
  readonly sealed: (at: number) => void;
  readonly hasPublishedAll: () => Promise<boolean>;
  /** Nobody needs it any more. */
  readonly over: () => void;
};

export class Retiring {
  readonly #of: RetiringOptions;
  #state: RetiringState | undefined;
  #running: Promise<void> | undefined;
  #isStopped = false;
  #cut: () => void = () => {};

  constructor(of: RetiringOptions) {
    this.#of = of;
  }

  /** Nothing, where it is not on its way out. */
  get state(): RetiringState | undefined {
    return this.#state;
  }

  /** As the first head has it; nothing, where the context is not on its way out. */
  look(head: Head): Retired | undefined {
    const known = retiredIn(head);
    if (known) this.#state = { ...known, waitsFor: [...this.#of.others.keys()] };
    return known;
  }

  /** It retires from now on. Resolves when that is noted. */
  async begin(): Promise<RetiringState> {
    const { store, others } = this.#of;
    const noted = await noteRetires(store, Date.now());
    this.#state ??= { ...noted, waitsFor: [...others.keys()] };
    this.go();
    return this.#state;
  }

  /** In the background, and to the end, whatever is away meanwhile. */
  go(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cut();
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#isStopped; failures += 1) {
      const isDone = await this.#attempt().catch(() => false);
      if (isDone) return;
      await this.#pause(Math.min(PAUSE_MOST_MS, PAUSE_FIRST_MS * 2 ** Math.min(failures, 10)));
    }
  }

  /** One way through all that is left. Whether it has come to its end. */
  async #attempt(): Promise<boolean> {
    const { store, sealed, over } = this.#of;
    const { at } = await noteRetires(store, Date.now());
    if (retiredIn(await store.head(0))?.isSealed !== true && !(await this.#workOff(at))) {
      return false;
    }
    const ends = await sealAll(store);
    this.#turn({ isSealed: true });
    sealed(at);
    const told = await this.#tell({ at, ends });
    const unread = [...told].filter(([, all]) => all.length === 0 || all.some((of) => !of.isRead));
    this.#turn({ waitsFor: unread.map(([name]) => name) });
    if (unread.length > 0 || !(await this.#of.hasPublishedAll())) return false;
    await noteOver(store);
    this.#turn({ isOver: true });
    over();
    return true;
  }

  #turn(changed: Partial<RetiringState>): void {
    if (this.#state) this.#state = { ...this.#state, ...changed };
  }

  /** All that others have sent before they heard of it has had its effects. */
  async #workOff(at: number): Promise<boolean> {
    const told = await this.#tell({ at });
    const silent = [...told].filter(([, all]) => all.length === 0).map(([name]) => name);
    this.#turn({ waitsFor: silent });
    if (silent.length > 0) return false;
    const waits = [...told].flatMap(([context, all]) =>
      furthest(all).map((sequence, partition) => this.#hasSeen({ context, partition, sequence })),
    );
    const isSeen = (await Promise.all(waits)).every(Boolean);
    const isDone = isSeen && (await this.#holdsNothing());
    if (!isDone) this.#turn({ waitsFor: [this.#of.context] });
    return isDone;
  }

  /** Whether no message is parked, and no ask is open. */
  async #holdsNothing(): Promise<boolean> {
    const { store } = this.#of;
    for (let partition = 0; partition < store.partitions; partition += 1) {
      if (heldIn(await store.head(partition)) > 0) return false;
      if ((await store.nextDue(partition, 'instance')) !== undefined) return false;
    }
    return true;
  }

  async #hasSeen(position: Parameters<Kernel['seen']>[0]): Promise<boolean> {
    return (await this.#of.kernel()?.seen(position, SEEN_MS)) ?? false;
  }

  async #tell(of: Parameters<Other>[1]) {
    const { context, others } = this.#of;
    // What was retired before hears of nothing.
    const gone = this.#of.kernel()?.retired();
    const left = [...others].filter(([name]) => !gone?.get(name)?.ends);
    const told = left.map(async ([name, other]) => {
      const noted = await other(context, of).catch((): readonly NotedRetirement[] => []);
      return [name, noted] as const;
    });
    return new Map(await Promise.all(told));
  }

  #pause(delayMs: number): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      this.#cut = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Each replica of a context says where their one log stood. */
const furthest = (all: readonly NotedRetirement[]): readonly number[] => {
  const [first] = all;
  const numbers = first?.sentUpTo.keys() ?? [];
  return [...numbers].map((of) => Math.max(...all.map(({ sentUpTo }) => sentUpTo[of] ?? 0)));
};
