// What people do when the machine cannot go on: look at parked messages, try them again, mend or
// skip them, one or many, and close what they have settled by other means.

import type { By } from '@dure/domain';
import type { Order, Outcome } from './api.ts';
import type { Engine } from './engine.ts';
import { isUndoLane, partitionOf, routingKeyOf } from './ids.ts';
import { parkedOf } from './inbox/parking-lot.ts';
import type { ParkedItem } from './inbox/parking-lot.ts';
import { factsIn, workIn } from './inbox/work-list.ts';
import { mendAs, retryAs, skipAs } from './operations/acts.ts';
import type { Act, Acting } from './operations/acts.ts';
import type {
  GroupAction,
  GroupKey,
  OfGroup,
  GroupProgress,
  Listed,
  Operated,
  Operator,
  PageOf,
  Parked,
  ParkedGroup,
  ParkedOperations,
  Work,
} from './operations/contract.ts';
import { everyItem, OldestFirst } from './operations/listing.ts';
import { ParkedJob, RecordJob, WorkJob } from './operations/operate-job.ts';
import type { Recorded } from './operations/operate-job.ts';
import { eventOf, partsOf, worstOf } from './operations/parts.ts';
import { caseIn, messageIn, whyIn } from './operations/units.ts';
import type { Partition } from './partition.ts';
import type { Item } from './ports.ts';
import { asJson } from './turn/messages.ts';
import type { Data } from './turn/messages.ts';

/** How many messages one step of an action on a group takes. */
const GROUP_STEP_MAX = 100;

type Issue = (order: Order) => Promise<Outcome>;

export class Operations implements ParkedOperations {
  readonly #engine: Engine;
  readonly #partitions: readonly Partition[];
  readonly #issue: Issue;

  constructor(engine: Engine, partitions: readonly Partition[], issue: Issue) {
    this.#engine = engine;
    this.#partitions = partitions;
    this.#issue = issue;
  }

  async *#all(): AsyncGenerator<ParkedItem> {
    for await (const item of everyItem(this.#engine.store, 'parked')) yield parkedOf(item);
  }

  /** What is parked, as people see it: an event that is stuck in every partition is one. */
  async *#parked(): AsyncGenerator<ParkedItem> {
    const seen = new Set<string>();
    for await (const item of this.#all()) {
      const event = eventOf(item);
      if (event !== undefined && seen.has(event)) continue;
      if (event !== undefined) seen.add(event);
      yield item;
    }
  }

  async #oldest({ group, ...page }: PageOf & { readonly group?: OfGroup | undefined }) {
    const oldest = new OldestFirst<{ id: string; since: number; item: ParkedItem }>(page);
    for await (const item of this.#parked()) {
      if (group && !isIn(group, item)) continue;
      oldest.add({ id: item.id, since: item.parked.since, item });
    }
    return oldest.page();
  }

  async parked(page: PageOf & { readonly group?: OfGroup | undefined } = {}) {
    const { items, ...more } = await this.#oldest(page);
    return { items: items.map(({ item }) => this.#shown(item)), ...more };
  }

  #shown(item: ParkedItem): Parked {
    const { at, parked } = item;
    const { state, detail } = parked;
    const message = messageIn(parked.unit);
    return {
      id: item.id,
      lane: parked.lane,
      caseId: caseIn(item, this.#engine.registry.system.businessKey),
      type: message.type,
      message: asJson(message),
      state: state === 'asking' ? 'retrying' : state,
      ...whyIn(item),
      ...(detail === undefined ? {} : { detail }),
      attempts: parked.attempts,
      since: parked.since,
      ...(at === undefined ? {} : { dueAt: at }),
      isListed: parked.isListed,
    };
  }

  async groups(): Promise<readonly ParkedGroup[]> {
    const groups = new Map<string, ParkedGroup>();
    for await (const item of this.#parked()) {
      const { type, cause } = groupOf(item);
      const name = JSON.stringify([type, cause]);
      const { since, state } = item.parked;
      const known = groups.get(name) ?? { type, cause, count: 0, stopped: 0, since };
      groups.set(name, {
        ...known,
        count: known.count + 1,
        stopped: known.stopped + (state === 'stopped' ? 1 : 0),
        since: Math.min(known.since, since),
      });
    }
    return [...groups.values()].toSorted((a, b) => b.count - a.count || a.since - b.since);
  }

  /** Whether no parked message moves by itself any more, other than by the hand of a person. */
  async isQuiet(): Promise<boolean> {
    const heads = await Promise.all(
      this.#partitions.map((_, number) => this.#engine.store.head(number)),
    );
    if (heads.every(({ facts }) => Number(facts['parked'] ?? 0) === 0)) return true;
    const stopped = new Set<string>();
    const all = new Set<string>();
    for await (const { parked } of this.#all()) {
      all.add(parked.lane);
      if (parked.state === 'stopped') stopped.add(parked.lane);
    }
    return all.size === stopped.size;
  }

  async work(page: PageOf = {}): Promise<Listed<Work>> {
    const oldest = new OldestFirst<Work>(page);
    for await (const item of everyItem(this.#engine.store, 'work')) oldest.add(workIn(item));
    for await (const item of this.#parked()) {
      if (item.parked.isListed) oldest.add(this.#asWork(item));
    }
    return oldest.page();
  }

  #asWork(item: ParkedItem): Work {
    const { id, lane, caseId, type, cause, since } = this.#shown(item);
    const kind = isUndoLane(lane) ? 'undo' : 'parked';
    return { id, kind, caseId, since, type, cause, canResend: false };
  }

  retry(id: string, operator: Operator): Promise<Operated> {
    return this.#operate(id, operator, retryAs);
  }

  mend(id: string, fields: Data, operator: Operator): Promise<Operated> {
    return this.#operate(id, operator, mendAs(fields));
  }

  skip(id: string, operator: Operator): Promise<Operated> {
    return this.#operate(id, operator, skipAs);
  }

  async actOnGroup({ group, act, after }: GroupAction, operator: Operator): Promise<GroupProgress> {
    const { items, next } = await this.#oldest({ group, after, limit: GROUP_STEP_MAX });
    const of = act === 'retry' ? retryAs : skipAs;
    const ends = await Promise.all(items.map(({ item }) => this.#operateOn(item, operator, of)));
    const count = (...ways: readonly Operated['is'][]) =>
      ends.filter(({ is }) => ways.includes(is)).length;
    return {
      tried: ends.length,
      done: count('done', 'notFound'),
      underWay: count('underWay'),
      parked: count('parked'),
      refused: count('refused', 'invalid', 'unavailable'),
      ...(next === undefined ? {} : { next }),
    };
  }

  async closeWork(id: string, operator: Operator): Promise<Operated> {
    const item = await this.#find('work', id);
    if (item) return this.#onWork(item, operator, 'closed');
    const isParked = (await this.#find('parked', id)) !== undefined;
    return isParked ? { is: 'refused', reason: 'notClosable' } : { is: 'notFound' };
  }

  async resend(id: string, operator: Operator): Promise<Operated> {
    const item = await this.#find('work', id);
    if (!item) return { is: 'notFound' };
    const { resend } = factsIn(item);
    if (!resend) return { is: 'refused', reason: 'noResend' };
    const sent = sentAs(await this.#issue({ command: resend, by: byOf(operator) }));
    if (sent.is !== 'done') return sent;
    await this.#record(routingKeyOf(item), { operator, did: 'resent', facts: factsIn(item) });
    return sent;
  }

  /** Notes in the log who had a view rebuilt. */
  noteRebuild(view: string, operator: Operator): Promise<Operated> {
    const facts = { caseId: `view/${view}`, type: view };
    return this.#record(view, { operator, did: 'rebuilt', facts });
  }

  async #find(collection: 'parked' | 'work', id: string): Promise<Item | undefined> {
    const [item] = await this.#engine.store.read({ ids: [{ collection, id }], tags: [] });
    return item;
  }

  async #operate(id: string, operator: Operator, act: Acting): Promise<Operated> {
    const item = await this.#find('parked', id);
    return item ? this.#operateOn(parkedOf(item), operator, act) : { is: 'notFound' };
  }

  async #operateOn(item: ParkedItem, operator: Operator, act: Acting): Promise<Operated> {
    const parts = await partsOf(this.#engine, item);
    const ends = parts.map((part, place) => this.#operateOnPart(part, act(operator, place === 0)));
    return worstOf(await Promise.all(ends));
  }

  #operateOnPart(part: ParkedItem, act: Act): Promise<Operated> {
    return new Promise((resolve) => {
      this.#partitionFor(routingKeyOf(part)).enqueue(new ParkedJob(part.id, act, resolve));
    });
  }

  #onWork(item: Item, operator: Operator, did: string): Promise<Operated> {
    return new Promise((resolve) => {
      const job = new WorkJob(item.id, { operator, did, facts: factsIn(item) }, resolve);
      this.#partitionFor(routingKeyOf(item)).enqueue(job);
    });
  }

  #record(key: string, done: Recorded): Promise<Operated> {
    return new Promise((resolve) => {
      this.#partitionFor(key).enqueue(new RecordJob(done, resolve));
    });
  }

  #partitionFor(key: string): Partition {
    const partition = this.#partitions[partitionOf(key, this.#engine.store.partitions)];
    if (!partition) throw new Error(`There is no partition for ${key}.`);
    return partition;
  }
}

const groupOf = (item: ParkedItem): GroupKey => ({
  type: messageIn(item.parked.unit).type,
  cause: whyIn(item).cause,
});

const isIn = (of: OfGroup, item: ParkedItem): boolean => {
  const { type, cause } = groupOf(item);
  return (of.type ?? type) === type && (of.cause ?? cause) === cause;
};

/** `Operator:operator-1` as who issues a command. */
const byOf = ({ actor }: Operator): By => {
  const [name = '', ...subject] = actor.split(':');
  return { kind: 'actor', name, claims: {}, subject: subject.join(':') };
};

const sentAs = (outcome: Outcome): Operated => {
  switch (outcome.is) {
    case 'done':
      return { is: 'done' };
    case 'unavailable':
      return outcome;
    case 'invalid':
      return outcome;
    case 'refused':
      return { is: 'refused', reason: 'notTaken', of: outcome.rejection.type };
    default:
      return { is: 'refused', reason: 'notTaken', of: outcome.is };
  }
};
