// Every instance as its events say, folded beside the kernels by the same tables: what the stores
// must hold, and what the invariants of a business read.

import { evolve, Instance, messageOf } from '@dure/domain';
import type { AnyAggregate, AnyState, System } from '@dure/domain';
import type { Happened } from '@dure/rehearsal';
import { instanceIn } from '@dure/kernel/ids';
import type { LogRecord } from '@dure/kernel/ports';
import type { History } from './history.ts';

/** One state machine of an instance, as it stands. */
export type MachineState = {
  readonly aggregate: AnyAggregate;
  readonly key: string;
  readonly register: string;
  readonly entry: string | undefined;
  readonly state: AnyState;
};

/** Whether a step is still owed. */
export const isOpen = ({ aggregate, register, state }: MachineState): boolean => {
  const of = aggregate.registers.find(({ name }) => name === register);
  return of?.states[state.is]?.sketch.kind === 'open';
};

/** An event that its aggregate does not know in the state that it met. */
export type Corrupt = { readonly record: LogRecord; readonly cause: unknown };

type States = Map<string, AnyState>;

export class AggregateModel {
  readonly happened: Happened[] = [];
  readonly corrupt: Corrupt[] = [];
  readonly #aggregates: ReadonlyMap<string, AnyAggregate>;
  readonly #instances = new Map<string, Instance>();
  readonly #machines = new Map<string, MachineState>();
  readonly #states = new Map<string, States>();

  constructor(system: System, history: History) {
    const all = system.contexts.flatMap(({ aggregates }) => Object.values(aggregates));
    this.#aggregates = new Map(all.map((aggregate) => [aggregate.name, aggregate]));
    history.onCommit((context, _partition, records) => {
      for (const written of records) {
        for (const record of history.asNow(context, written)) {
          if (record.kind === 'event') this.#take(context, record);
        }
      }
    });
  }

  /** Every machine that an event has moved. */
  get all(): Iterable<MachineState> {
    return this.#machines.values();
  }

  get instances(): Iterable<readonly [subject: string, instance: Instance]> {
    return this.#instances;
  }

  /** The states of an aggregate by key; of a ledger's register, by the key of the entry. */
  states(aggregate: string, register?: string): ReadonlyMap<string, Row> {
    const whole = this.#aggregates.get(aggregate)?.registers.find(({ per }) => per === undefined);
    const name = register ?? whole?.name ?? '';
    // A state may be read by field name, as every object may.
    return (this.#states.get(`${aggregate}.${name}`) ?? new Map()) as ReadonlyMap<string, Row>;
  }

  #take(context: string, record: LogRecord): void {
    const { type, caseId, subject, at, data } = record;
    this.happened.push({ context, type, caseId, subject, at, data });
    const { type: name, key } = instanceIn(subject);
    const aggregate = this.#aggregates.get(name);
    if (!aggregate) return;
    const instance = this.#instances.get(subject) ?? new Instance(aggregate);
    this.#instances.set(subject, instance);
    try {
      const { moves } = evolve(instance, messageOf(record));
      instance.make(moves);
      for (const { register, entry, to } of moves) {
        const machine = { aggregate, key, register: register.name, entry };
        this.#put({ ...machine, state: to }, subject);
      }
    } catch (cause) {
      this.corrupt.push({ record, cause });
    }
  }

  #put(machine: MachineState, subject: string): void {
    const { aggregate, register, entry, key, state } = machine;
    this.#machines.set(`${subject}/${register}/${entry ?? ''}`, machine);
    const place = `${aggregate.name}.${register}`;
    const states: States = this.#states.get(place) ?? new Map();
    this.#states.set(place, states.set(entry ?? key, state));
  }
}

type Row = { readonly [field: string]: unknown };
