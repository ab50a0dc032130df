// Units of work: what a turn does, one after the other. Durable ones are JSON, so that they can be
// parked and taken up again, by this process or by another.

import { messageOf } from '@dure/domain';
import type { AnyMessage, By } from '@dure/domain';
import type { Call, LogRecord } from '../ports.ts';

/** A record of a context's log, as it reaches a consumer. */
export type Delivered = {
  readonly source: string;
  /** The record's id: context, partition and sequence. */
  readonly id: string;
  /** As it is read now, whatever it was when it was written. */
  readonly record: LogRecord;
};

/** What was delivered just now: its message is made once for all whom it concerns. */
export class Delivery implements Delivered {
  readonly source: string;
  readonly id: string;
  readonly record: LogRecord;
  // Private, so that it is not stored when a unit is parked.
  #message: AnyMessage | undefined;

  constructor(source: string, id: string, record: LogRecord) {
    this.source = source;
    this.id = id;
    this.record = record;
  }

  get message(): AnyMessage {
    return (this.#message ??= messageOf(this.record));
  }
}

export const messageIn = (delivered: Delivered): AnyMessage =>
  delivered instanceof Delivery ? delivered.message : messageOf(delivered.record);

export type CommandUnit = {
  readonly to: 'command';
  /** The id of the command: the same when it is tried again. */
  readonly id: string;
  readonly command: AnyMessage;
  /** The version of the command's shape, where it is kept and that is not 1. */
  readonly version?: number | undefined;
  readonly by: By;
  readonly causedBy: string;
  /** Whether it takes back what was done: when it is refused, a person must look. */
  readonly isUndo?: true;
  readonly traceparent?: string | undefined;
};

export type ProcessUnit = {
  readonly to: 'process';
  readonly process: string;
  readonly key: string;
  readonly delivered: Delivered;
};

export type ViewUnit = {
  readonly to: 'view';
  readonly view: string;
  readonly key: string;
  /** The key's fields. */
  readonly fields: { readonly [field: string]: unknown };
  readonly delivered: Delivered;
};

/** What lies in the collection `deadline`. */
export type Pending = {
  readonly name: string;
  /** The instance that its command goes to. */
  readonly subject: string;
  readonly event: AnyMessage;
  /** The version of the event's shape, where that is not 1. */
  readonly version?: number | undefined;
  readonly caseId: string;
  readonly causedBy: string;
  /** How often it was sent before. */
  readonly times: number;
};

/** A deadline that is due. Its item lies there without an instant until it was sent. */
export type DeadlineUnit = {
  readonly to: 'deadline';
  readonly id: string;
  readonly pending: Pending;
};

/** A call to an external system that is made until it is acknowledged: an undo. */
export type CallUnit = { readonly to: 'call'; readonly call: Call };

/**
 * A policy, process or view that could not say what an event sets in motion, or an upcast that
 * could not lift it. It stops the case of the event, and is asked again when a person says so.
 */
export type RouteUnit = {
  readonly to: 'route';
  readonly of: 'policy' | 'process' | 'view' | 'command' | 'upcast';
  readonly name: string;
  /** For an upcast, the only one who reads, where one reads apart from the others. */
  readonly reader?: string | undefined;
  /** For an upcast, the record as it was written. */
  readonly delivered: Delivered;
};

export type Rerouted = Pick<RouteUnit, 'of' | 'name' | 'reader' | 'delivered'>;

export const REROUTED = 'rerouted';

/** A stuck event that goes through the log once more; `undefined` for every other trace. */
export const reroutedIn = ({ data }: LogRecord): Rerouted | undefined =>
  // `reroute` has put it there.
  data['did'] === REROUTED ? (data['rerouted'] as unknown as Rerouted) : undefined;

export type DurableUnit =
  CommandUnit | ProcessUnit | ViewUnit | CallUnit | RouteUnit | DeadlineUnit;

/** A unit, the lane in which its case keeps its order, and the key of the partition it lies in. */
export type Laned = {
  readonly lane: string;
  readonly key: string;
  readonly unit: DurableUnit;
};
