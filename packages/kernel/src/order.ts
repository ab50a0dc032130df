// What is sent to a context, and how it ends.

import type { AnyMessage, By, Mistake } from '@dure/domain';
import type { Json } from './ports.ts';

/** A command from outside, read by `readFields` before. */
export type Order = {
  /** The identifying field may be absent: then the command opens an instance, with a minted id. */
  readonly command: AnyMessage;
  readonly by: By;
  /** The client's Idempotency-Key. The same key and content get the first answer again. */
  readonly key?: string | undefined;
  /**
   * The `digest` of a preview that its sender has seen. Where it would do something else by now, it
   * does nothing, and is refused as `NotAsShown`.
   */
  readonly expects?: string | undefined;
  readonly traceparent?: string | undefined;
  /** For how long the client waits, which bounds what is asked of others. Absent: for ever. */
  readonly budgetMs?: number | undefined;
};

/** Where a command's events stand in its context's log. `sequence` is the last of them. */
export type Position = {
  readonly context: string;
  readonly partition: number;
  readonly sequence: number;
};

export type Outcome =
  | {
      readonly is: 'done';
      /** The instance's key, such as `order-4`, and the business key of the case. */
      readonly key: string;
      readonly caseId: string;
      /** The fields of the events, or of the state where nothing was appended. */
      readonly data: { readonly [field: string]: Json };
      /** The names of the events that were appended; none, when the case was already so. */
      readonly events: readonly string[];
      readonly position: Position;
    }
  | { readonly is: 'refused'; readonly rejection: { readonly type: string } & Fields }
  | {
      readonly is: 'outOfTurn';
      readonly state: string;
      /** Nothing has happened to the instance yet: there is no such thing. */
      readonly isInitial: boolean;
      /** The commands that are open now. */
      readonly possible: readonly string[];
    }
  | { readonly is: 'invalid'; readonly mistakes: readonly Mistake[] }
  | { readonly is: 'forbidden' }
  /** The same key was used with other content. */
  | { readonly is: 'keyReused' }
  /** Others changed the same too often. */
  | { readonly is: 'conflict' }
  /** Nothing has happened, or what has will be undone. */
  | {
      readonly is: 'unavailable';
      /** In seconds. */
      readonly retryAfter: number;
      /** The context is there; others keep the instance busy. */
      readonly isBusy?: true;
      /** The context that it takes was retired: to try again helps no more. */
      readonly retired?: string;
    }
  /** The rule itself failed. Nothing has happened; its cause is in the log of errors. */
  | { readonly is: 'failed'; readonly incident: string };

type Fields = { readonly [field: string]: Json };
