// Instances whose board says `refolded` are folded anew from the log of their partition. It is read
// once for all of them, in the background, and each is written in a turn that reads the rest of the
// log, so that none is missed. Until then a command for one is answered as unavailable, and
// messages wait. Where a replica of the former wall leaves one behind, it is done again.

import { evolve, Instance, isKeptIn, needsRefolding } from '@dure/domain';
import type { AnyAggregate, Move } from '@dure/domain';
import type { Engine, TurnTools } from '../engine.ts';
import { entryId, formerEntryId, instanceIn, partitionOf, recordId } from '../ids.ts';
import type { Partition } from '../partition.ts';
import type { Item, LogRecord } from '../ports.ts';
import { inTurn } from '../projections/in-turn.ts';
import { entryBody, saveStates } from '../turn/aggregate-repository.ts';
import type { Body } from '../turn/aggregate-repository.ts';
import { deliveriesOf, messageIn } from '../turn/messages.ts';

const PAGE = 500;
/** In one turn. */
const AT_ONCE = 50;
const AGAIN_MS = 10_000;

/** One that is folded anew. */
type Folded = {
  readonly id: string;
  readonly key: string;
  readonly aggregate: AnyAggregate;
  readonly instance: Instance;
  /** The last move of each entry, by its id. */
  readonly entries: Map<string, Move>;
  moved: number;
  failure?: { readonly record: string; readonly cause: unknown };
};

// The body of an instance was put there by `saveStates`.
const bodyOf = ({ body }: Item): Body => body as unknown as Body;

/** What is read of a partition's log, and what came of it so far. */
class PartitionFold {
  readonly #engine: Engine;
  readonly #partition: number;
  readonly #folded: ReadonlyMap<string, Folded>;
  #after = 0;

  constructor(engine: Engine, partition: number, folded: ReadonlyMap<string, Folded>) {
    this.#engine = engine;
    this.#partition = partition;
    this.#folded = folded;
  }

  /** Reads on to the end of the log, with a pause after each page if there may be one. */
  async read({ pauses }: { readonly pauses: boolean }): Promise<void> {
    const { store, clock } = this.#engine;
    for (;;) {
      const records = await store.readLog(this.#partition, this.#after, PAGE);
      for (const record of records) this.#fold(record);
      this.#after = records.at(-1)?.sequence ?? this.#after;
      if (records.length < PAGE) return;
      if (pauses) await new Promise<void>((resolve) => clock.soon(resolve));
    }
  }

  #fold(record: LogRecord): void {
    const of = record.kind === 'event' ? this.#folded.get(record.subject) : undefined;
    if (!of || of.failure) return;
    const { registry, context } = this.#engine;
    const place = { context, partition: this.#partition };
    try {
      for (const delivery of deliveriesOf(registry, place, record)) {
        const { moves } = evolve(of.instance, messageIn(delivery));
        of.instance.make(moves);
        noteEntries(of, moves);
      }
      of.moved += 1;
    } catch (cause) {
      of.failure = { record: recordId(context, this.#partition, record.sequence), cause };
    }
  }

  async write(turn: TurnTools, some: readonly Folded[]): Promise<void> {
    await this.read({ pauses: false });
    for (const of of some) await this.#writeOne(turn, of);
  }

  async #writeOne({ workspace }: TurnTools, of: Folded): Promise<void> {
    const { id, aggregate, instance } = of;
    const tags = aggregate.isLedger ? [{ collection: 'entry', tag: id } as const] : [];
    await workspace.load({ ids: [{ collection: 'instance', id }], tags });
    const item = workspace.get('instance', id);
    // Another replica may have been quicker.
    if (!item || !needsRefolding(aggregate, bodyOf(item).life)) return;
    const { version, ask } = bodyOf(item);
    this.#needAll(of, version);
    if (of.failure) return;
    await this.#writeEntries(workspace, of);
    saveStates({ workspace, aggregate, id, instance, version, ask });
  }

  #needAll(of: Folded, version: number): void {
    if (of.failure || of.moved === version) return;
    const cause = new Error(`The log has ${of.moved} of the ${version} events of ${of.id}.`);
    of.failure = { record: of.id, cause };
  }

  async #writeEntries(workspace: TurnTools['workspace'], of: Folded): Promise<void> {
    const { id: instance, aggregate, entries } = of;
    for (const id of await this.#entriesBefore(of)) {
      if (!entries.has(id)) workspace.remove({ collection: 'entry', id });
    }
    for (const [id, { register, to }] of entries) {
      const tag = isKeptIn(register, to) ? { tag: instance } : {};
      workspace.put({ collection: 'entry', id, body: entryBody(aggregate, to), ...tag });
    }
  }

  /** The ids of all entries that lie there, kept or not, however they were named. */
  async #entriesBefore({ aggregate: { name: type, isLedger }, key }: Folded) {
    if (!isLedger) return [];
    const of = { type, key, register: '', entry: '' };
    const named = [entryId(of), formerEntryId(of) ?? entryId(of)];
    const ids = await Promise.all(named.map((one) => this.#entriesFrom(one.slice(0, -1))));
    return new Set(ids.flat());
  }

  async #entriesFrom(prefix: string): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let after = prefix; ;) {
      const items = await this.#engine.store.list('entry', after, PAGE);
      const ours = items.map(({ id }) => id).filter((id) => id.startsWith(prefix));
      ids.push(...ours);
      const last = ours.at(-1);
      if (last === undefined || ours.length < PAGE) return ids;
      after = last;
    }
  }
}

const noteEntries = (
  { aggregate: { name: type }, key, entries }: Folded,
  moves: readonly Move[],
) => {
  for (const move of moves) {
    const { register, entry } = move;
    if (entry === undefined) continue;
    entries.set(entryId({ type, key, register: register.name, entry }), move);
  }
};

export class Refolding {
  readonly #engine: Engine;
  readonly #partitions: readonly Partition[];
  readonly #isStopping: () => boolean;
  #isUnderWay = false;
  #isWanted = false;

  constructor(engine: Engine, partitions: readonly Partition[], isStopping: () => boolean) {
    this.#engine = engine;
    this.#partitions = partitions;
    this.#isStopping = isStopping;
  }

  /** Begins, if there is an aggregate for which it may be needed. */
  begin(): void {
    const { registry, unfolded } = this.#engine;
    unfolded.add(this.want);
    const { aggregates } = registry;
    if ([...aggregates.values()].some((of) => needsRefolding(of, 1))) this.want();
  }

  /** Goes on in the background; what fails begins again a little later. */
  readonly want = (): void => {
    this.#isWanted = true;
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    void this.#run();
  };

  async #run(): Promise<void> {
    try {
      while (this.#isWanted && !this.#isStopping()) {
        this.#isWanted = false;
        for (const [number, partition] of this.#partitions.entries()) {
          await this.#refold(partition, number);
        }
      }
    } catch {
      if (!this.#isStopping()) this.#engine.clock.after(AGAIN_MS, this.want);
    }
    this.#isUnderWay = false;
  }

  async #refold(partition: Partition, number: number): Promise<void> {
    const folded = await this.#olderIn(number);
    if (folded.size === 0) return;
    const fold = new PartitionFold(this.#engine, number, folded);
    await fold.read({ pauses: true });
    const all = [...folded.values()];
    for (let at = 0; at < all.length && !this.#isStopping(); at += AT_ONCE) {
      await inTurn(partition, (turn) => fold.write(turn, all.slice(at, at + AT_ONCE)));
    }
    for (const of of all) if (of.failure) this.#report(of.id, of.failure);
  }

  /** It stays as it was, and takes no command, until a wall can fold it. */
  #report(instance: string, { record, cause }: NonNullable<Folded['failure']>): void {
    const { newCommandId, context, report } = this.#engine;
    const what = `${instance} cannot be folded again: it fails at ${record}.`;
    report({ id: newCommandId(), context, what, cause });
  }

  async #olderIn(number: number): Promise<ReadonlyMap<string, Folded>> {
    const { store, registry, clock } = this.#engine;
    const folded = new Map<string, Folded>();
    for (let after = ''; ;) {
      const items = await store.list('instance', after, PAGE);
      for (const item of items) {
        const { type, key } = instanceIn(item.id);
        const aggregate = registry.aggregates.get(type);
        if (!aggregate || partitionOf(key, store.partitions) !== number) continue;
        if (!needsRefolding(aggregate, bodyOf(item).life)) continue;
        const instance = new Instance(aggregate);
        folded.set(item.id, {
          id: item.id,
          key,
          aggregate,
          instance,
          entries: new Map(),
          moved: 0,
        });
      }
      const last = items.at(-1);
      if (!last || items.length < PAGE) return folded;
      after = last.id;
      await new Promise<void>((resolve) => clock.soon(resolve));
    }
  }
}
