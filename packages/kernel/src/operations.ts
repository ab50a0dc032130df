// What people do when the machine cannot go on: look at parked messages, try them again, mend or
// skip them.

import { messageOf } from '@dure/domain';
import type { Parked, Work } from './api.ts';
import type { Engine, Job, TurnTools } from './engine.ts';
import { openLane } from './inbox/lanes.ts';
import { isUndoLane, laneIn, partitionOf, routingKeyOf } from './ids.ts';
import { asJson, keyIn } from './turn/fields.ts';
import { laneOf, parkAgain, parkedOf, unpark } from './inbox/parking-lot.ts';
import type { ParkedItem } from './inbox/parking-lot.ts';
import type { Partition } from './partition.ts';
import type { Item, Json, ReadSet } from './ports.ts';
import type { DurableUnit } from './turn/messages.ts';

const LIST_MAX = 1_000;

const messageIn = (unit: DurableUnit): Json => {
  switch (unit.to) {
    case 'command':
      return asJson(unit.command);
    case 'call':
      return { type: unit.call.type, ...unit.call.data };
    case 'deadline':
      return asJson(unit.pending.event);
    default:
      return asJson(messageOf(unit.delivered.record));
  }
};

const caseIn = (unit: DurableUnit, businessKey: string): string => {
  if (unit.to === 'call') return unit.call.caseId;
  if (unit.to === 'deadline') return unit.pending.caseId;
  if (unit.to !== 'command') return unit.delivered.record.caseId;
  return keyIn(unit.command, businessKey) ?? unit.causedBy;
};

class OperateJob implements Job {
  readonly isDurable = true;
  readonly #id: string;
  readonly #act: (turn: TurnTools, item: ParkedItem) => void;
  readonly #reply: (isDone: boolean) => void;
  #isDone = false;

  constructor(
    id: string,
    act: (turn: TurnTools, item: ParkedItem) => void,
    reply: (isDone: boolean) => void,
  ) {
    this.#id = id;
    this.#act = act;
    this.#reply = reply;
  }

  reads(): ReadSet {
    return { ids: [], tags: [{ collection: 'parked', tag: laneIn(this.#id) }] };
  }

  async work(turn: TurnTools): Promise<void> {
    const lane = laneIn(this.#id);
    const item = laneOf(turn, lane).find(({ id }) => id === this.#id);
    this.#isDone = item !== undefined;
    if (!item) return;
    this.#act(turn, item);
    await openLane(turn, lane);
  }

  stopped(): void {
    this.#isDone = false;
  }

  done(): void {
    this.#reply(this.#isDone);
  }

  failed(): void {
    this.#reply(false);
  }
}

export class Operations {
  readonly #engine: Engine;
  readonly #partitions: readonly Partition[];

  constructor(engine: Engine, partitions: readonly Partition[]) {
    this.#engine = engine;
    this.#partitions = partitions;
  }

  async #all(): Promise<readonly ParkedItem[]> {
    return (await this.#engine.store.list('parked', '', LIST_MAX)).map(parkedOf);
  }

  async parked(): Promise<readonly Parked[]> {
    const { businessKey } = this.#engine.registry.system;
    return (await this.#all()).map(({ id, at, parked }) => ({
      id,
      lane: parked.lane,
      caseId: caseIn(parked.unit, businessKey),
      message: messageIn(parked.unit),
      state: parked.state === 'asking' ? 'retrying' : parked.state,
      cause: parked.cause,
      attempts: parked.attempts,
      since: parked.since,
      ...(at === undefined ? {} : { dueAt: at }),
      isListed: parked.isListed,
    }));
  }

  /** Whether no parked message moves by itself any more, other than by the hand of a person. */
  async isQuiet(): Promise<boolean> {
    const heads = await Promise.all(
      this.#partitions.map((_, number) => this.#engine.store.head(number)),
    );
    if (heads.every(({ facts }) => Number(facts['parked'] ?? 0) === 0)) return true;
    const lanes = await this.#all();
    const stopped = new Set(
      lanes.flatMap(({ parked }) => (parked.state === 'stopped' ? [parked.lane] : [])),
    );
    return lanes.every(({ parked }) => stopped.has(parked.lane));
  }

  async work(): Promise<readonly Work[]> {
    const noted = await this.#engine.store.list('work', '', LIST_MAX);
    const listed = (await this.parked()).filter(({ isListed }) => isListed);
    return [
      ...noted.map(workOf),
      ...listed.map((of) => ({
        id: of.id,
        kind: isUndoLane(of.lane) ? ('undo' as const) : ('parked' as const),
        caseId: of.caseId,
        since: of.since,
        ko: `처리하지 못한 메시지: ${of.cause}`,
        en: `A message could not be handled: ${of.cause}`,
      })),
    ];
  }

  retry(id: string, mended?: Json): Promise<boolean> {
    return this.#operate(id, (turn, item) => {
      const unit = mended === undefined ? item.parked.unit : mend(item.parked.unit, mended);
      parkAgain(turn, item, { unit, state: 'retrying', isListed: false, at: turn.now });
    });
  }

  skip(id: string, note: string): Promise<boolean> {
    return this.#operate(id, (turn, item) => {
      const { unit, cause } = item.parked;
      const { businessKey } = turn.engine.registry.system;
      unpark(turn, item);
      turn.workspace.append({
        kind: 'refusal',
        type: unit.to === 'command' ? unit.command.type : unit.to,
        subject: item.parked.lane,
        caseId: caseIn(unit, businessKey),
        at: turn.now,
        data: { rejection: 'Skipped', note, cause },
        causedBy: unit.to === 'command' ? unit.causedBy : item.id,
        actor: 'actor:Operator',
      });
    });
  }

  async #operate(id: string, act: (turn: TurnTools, item: ParkedItem) => void): Promise<boolean> {
    const { store } = this.#engine;
    const [item] = await store.read({ ids: [{ collection: 'parked', id }], tags: [] });
    if (!item) return false;
    const partition = this.#partitions[partitionOf(routingKeyOf(item), store.partitions)];
    return new Promise((resolve) => partition?.enqueue(new OperateJob(id, act, resolve)));
  }
}

/** The same unit with another content. What it is a unit of cannot be mended. */
const mend = (unit: DurableUnit, mended: Json): DurableUnit => {
  // A person has written it; the rule that meets it refuses what it cannot read.
  const fields = mended as { readonly [field: string]: Json };
  if (unit.to === 'command') {
    return { ...unit, command: { ...unit.command, ...fields } };
  }
  if (unit.to === 'call') {
    return { ...unit, call: { ...unit.call, data: { ...unit.call.data, ...fields } } };
  }
  if (unit.to === 'deadline') {
    const { pending } = unit;
    return { ...unit, pending: { ...pending, event: { ...pending.event, ...fields } } };
  }
  const { delivered } = unit;
  const { type: _type, ...data } = fields;
  const record = { ...delivered.record, data: { ...delivered.record.data, ...data } };
  return { ...unit, delivered: { ...delivered, record } };
};

const workOf = ({ id, at, body }: Item): Work => {
  // What lies in the collection was put there by `fire` and `noteStalled`.
  const { kind, caseId, ko, en } = body as unknown as Work;
  return { id, kind, caseId, since: at ?? 0, ko, en };
};
