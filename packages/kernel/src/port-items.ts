// What a store keeps: items in collections, and records in a log.

/** A value that survives `JSON.parse(JSON.stringify(value))` unchanged. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * The collections of a store: items, keyed by `id`.
 *
 * | collection    | id                        | tag                  | at                        |
 * | --------- | ------------------------- | -------------------- | ------------------------- |
 * | instance  | `Type/key`                | `Type:status`        | when its open ask expires |
 * | entry     | `Type/key/Register/entry` | `Type/key`, if kept  |                           |
 * | answer    | command id                |                      | until when it is kept     |
 * | claim     | `Type.field/value`        |                      |                           |
 * | process   | `Name/key`                | the case             | when it stalls            |
 * | row       | `View@generation/key`     | `View@generation`    | last change               |
 * | parked    | `lane#order`              | the lane             | when it is tried again    |
 * | deadline  | `NAME/key`                |                      | when it is due            |
 * | work      | a task for a person       |                      | since when                |
 * | follower  | `policy/releaseRooms`     |                      |                           |
 */
export const collections = [
  'instance',
  'entry',
  'answer',
  'claim',
  'process',
  'row',
  'parked',
  'deadline',
  'work',
  'follower',
] as const;

export type Collection = (typeof collections)[number];

export type Item = {
  readonly collection: Collection;
  readonly id: string;
  readonly body: Json;
  /** Items of a collection can be read by their tag. */
  readonly tag?: string | undefined;
  /** Epoch milliseconds. Items of a collection can be read in the order of `at`, up to some. */
  readonly at?: number | undefined;
};

export type ItemId = { readonly collection: Collection; readonly id: string };

export type ReadSet = {
  readonly ids: readonly ItemId[];
  /** All items of a collection with one of these tags. */
  readonly tags: readonly { readonly collection: Collection; readonly tag: string }[];
};

/** What happened, or was sent: one record of a context's log. */
export type LogRecord = {
  /** From 1, without gaps, in commit order, per partition. */
  readonly sequence: number;
  /**
   * A `refusal` is the trace of a message of the machine that met a closed rule; an `operation`
   * says what a person did to a message that was parked. Neither sets anything in motion.
   */
  readonly kind: 'event' | 'command' | 'reminder' | 'refusal' | 'operation';
  /** The note's name, such as `ReservationPlaced`. */
  readonly type: string;
  /** The version of the shape of `data`; absent, it is 1. */
  readonly version?: number;
  /** The aggregate instance or process that wrote it, such as `Accommodation/order-4`. */
  readonly subject: string;
  /** The business key of the case: the correlation id. */
  readonly caseId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly data: { readonly [field: string]: Json };
  /** The id of the record or command that caused it. */
  readonly causedBy: string;
  /** Who did it: `Customer:customer-2`, `policy:releaseRooms`, … */
  readonly actor: string;
  /** For a command: the context that it is addressed to. */
  readonly target?: string;
  readonly traceparent?: string;
};
