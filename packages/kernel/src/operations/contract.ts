// What operators do, and what they look at. All of it is JSON, so that it can be asked of another
// process as well.

import type { Mistake } from '@dure/domain';
import type { Json } from '../ports.ts';

/** Who acts, and why. Both are kept in the log of the case. */
export type Operator = {
  /** As records name who did something: `Operator:operator-1`. */
  readonly actor: string;
  readonly note?: string;
};

/** A message that could not be handled. Later ones of its lane wait behind it, in order. */
export type Parked = {
  readonly id: string;
  readonly lane: string;
  /** The business key of its case. */
  readonly caseId: string;
  /** The name of the message. */
  readonly type: string;
  readonly message: Json;
  /** `retrying` by itself, `early`, `waiting` behind others, or `stopped` for a person. */
  readonly state: ParkedState;
  /** Why it is parked, in words that are the same for all that stopped in the same way. */
  readonly cause: string;
  /** The facts of the refusal, where one is the cause. */
  readonly detail?: Json;
  /** Names what is in the log of errors about it. */
  readonly incident?: string;
  readonly attempts: number;
  /** Epoch milliseconds. */
  readonly since: number;
  /** When it is tried again by itself, in epoch milliseconds. */
  readonly dueAt?: number;
  /** Whether a person should look. */
  readonly isListed: boolean;
};

export type ParkedState = 'retrying' | 'early' | 'waiting' | 'stopped';

/** What messages are parked for the same reason. */
export type GroupKey = { readonly type: string; readonly cause: string };

/** Which of what is parked: where a name or a cause is not said, any. */
export type OfGroup = { readonly [N in keyof GroupKey]?: string | undefined };

export type ParkedGroup = GroupKey & {
  readonly count: number;
  /** Of those, how many do not move until a person does something. */
  readonly stopped: number;
  /** Since when the oldest is parked, in epoch milliseconds. */
  readonly since: number;
};

/** A page of a list, oldest first. */
export type PageOf = {
  /** The `next` of the page before. */
  readonly after?: string | undefined;
  /** At most 1,000; without it, 100. */
  readonly limit?: number | undefined;
};

export type Listed<T> = {
  readonly items: readonly T[];
  /** Where the next page begins; nothing, when there is none. */
  readonly next?: string;
};

/** One entry of the work list: what no machine could finish. */
export type Work = {
  readonly id: string;
  readonly kind: WorkKind;
  readonly caseId: string;
  /** Epoch milliseconds. */
  readonly since: number;
  /** The message that it is about, and why it could not be handled. */
  readonly type?: string;
  readonly cause?: string;
  /** What a person has said about it. */
  readonly note?: string;
  /** Who has put it there, if a person did. */
  readonly by?: string;
  /** Whether the business gives a command that tries it again: see `resend`. */
  readonly canResend: boolean;
  /** What a skipped message has asked that cannot be taken back, where it may have been done. */
  readonly mayHaveHappened?: LostAsk;
  /** In the words of the wall, or of a `log`; whoever shows the other entries words them. */
  readonly ko?: string;
  readonly en?: string;
};

/**
 * `parked` and `undo` are tried again or skipped. A `refused undo` was not taken by the callee, and
 * `skipped` is a case of which a person has dropped a message: both stay until they are closed.
 * A `log` is one that is not what was followed: see `troubles`. It has no case. What is `unknown`
 * was left by another wall, and is listed until the wall says what became of it.
 */
export type WorkKind =
  'parked' | 'stalled' | 'reminder' | 'undo' | 'refused undo' | 'skipped' | 'log' | 'unknown';

/** A request to another system of which it is not known whether it was carried out. */
export type LostAsk = {
  readonly name: string;
  /** The context or external system; messages that earlier versions parked may not say it. */
  readonly to?: string;
};

/** What became of an operator's action. */
export type Operated =
  /** It is done, and off the list. With what cannot be taken back, where that may have happened. */
  | { readonly is: 'done'; readonly mayHaveHappened?: LostAsk }
  /** It was tried, and is parked again, or still. */
  | { readonly is: 'parked'; readonly state: ParkedState; readonly cause: string }
  /** It asks or calls another system now. What came of that is seen later. */
  | { readonly is: 'underWay' }
  | { readonly is: 'notFound' }
  | { readonly is: 'invalid'; readonly mistakes: readonly Mistake[] }
  | { readonly is: 'refused'; readonly reason: RefusedReason; readonly of?: string }
  | { readonly is: 'unavailable'; readonly retryAfter: number };

/**
 * `keyChanged`, `typeChanged`: a mended message would belong to another case, or be another one.
 * `unknownShape`: the wall has no note of this name any more. `behind`: what stands before it in
 * its lane is to be handled first. `notClosable`: it leaves by being tried again or skipped.
 * `noResend`: the business gives no command for it. `notTaken`: the command was refused.
 * `mayHaveHappened`: what the message has asked cannot be taken back, and its answer was lost;
 * mended, it would ask for something else. It is tried again as it is, or looked up with the callee
 * and skipped.
 */
export type RefusedReason =
  | 'keyChanged'
  | 'typeChanged'
  | 'unknownShape'
  | 'behind'
  | 'notClosable'
  | 'noResend'
  | 'notTaken'
  | 'mayHaveHappened'
  | 'failed';

/** How far an action on a group has come. It goes on with `next` in the place of `after`. */
export type GroupProgress = {
  /** How many were taken this time, and what became of them. */
  readonly tried: number;
  readonly done: number;
  readonly underWay: number;
  readonly parked: number;
  readonly refused: number;
  readonly next?: string;
};

export type GroupAction = {
  readonly group: GroupKey;
  readonly act: 'retry' | 'skip';
  /** The `next` of the step before. */
  readonly after?: string | undefined;
};

/** What operators do, and what they look at. */
export interface ParkedOperations {
  /** What is parked, oldest first; with a group, only that of the same name, the same cause. */
  parked(page?: PageOf & { readonly group?: OfGroup | undefined }): Promise<Listed<Parked>>;
  /** What is parked, counted by the name of the message and the cause. The largest come first. */
  groups(): Promise<readonly ParkedGroup[]>;
  /** Tries a parked message again. */
  retry(id: string, operator: Operator): Promise<Operated>;
  /**
   * Changes fields of a parked message, and tries it again. They are read by its note. The name of
   * the message, the instance it goes to and the case it belongs to cannot change. What changed
   * from what, and by whom, is a record of the case. An ask of it that is open is taken back. Where
   * that cannot be, and its answer is not known, only what leaves the ask as it is can change.
   */
  mend(id: string, fields: { readonly [field: string]: Json }, by: Operator): Promise<Operated>;
  /**
   * Drops a parked message, and lets those behind it pass. An ask of it that is open is closed and
   * taken back. Its case stays on the work list until a person closes it. Where it has asked what
   * cannot be taken back and may have happened, that is said.
   */
  skip(id: string, operator: Operator): Promise<Operated>;
  /** Does the same to the next messages of a group, oldest first: at most 100 in one step. */
  actOnGroup(action: GroupAction, operator: Operator): Promise<GroupProgress>;
  work(page?: PageOf): Promise<Listed<Work>>;
  /** Takes an entry off the work list, when a person has settled it. */
  closeWork(id: string, operator: Operator): Promise<Operated>;
  /** Sends the command that the business gives for an entry of the work list. */
  resend(id: string, operator: Operator): Promise<Operated>;
}

/** How far one partition of a log has been followed. */
export type Lag = {
  readonly source: string;
  readonly partition: number;
  /** The last record that has had its effect, and all before it. */
  readonly seen: number;
  /** Records that have not had their effect yet. */
  readonly behind: number;
};

export type DeadlineFigures = {
  /** How many fall due within the next hour, and within the next day. */
  readonly hour: number;
  readonly day: number;
  /** When the first of them is due, in epoch milliseconds. */
  readonly next: number;
};

export type Figures = {
  readonly lag: readonly Lag[];
  /** Cases in flight, by saga and by the step that they stand at. */
  readonly sagas: { readonly [saga: string]: { readonly [step: string]: number } };
  readonly deadlines: { readonly [name: string]: DeadlineFigures };
  /** Callees that are left alone for the moment. */
  readonly breakersOpen: readonly string[];
  /** For how long the earliest deadline has been due and has not fired, in milliseconds. */
  readonly overdueMs: number;
  /** The generation of each view that readers see. */
  readonly generations: { readonly [view: string]: number };
  /** There was more than was looked at: sagas and deadlines are of a part. */
  readonly isPartial?: true;
};

/** What a case waits for in one context. */
export type Awaited = {
  readonly deadlines: readonly {
    readonly name: string;
    /** The instance that started it, such as `Accommodation/order-4`. */
    readonly subject: string;
    /** When it is due, in epoch milliseconds. */
    readonly at: number;
  }[];
  readonly sagas: readonly {
    readonly saga: string;
    readonly status: 'running' | 'completed' | 'ended';
    /** The step that it stands at, while it runs. */
    readonly step?: string;
  }[];
};

/** What would become of a parked message that is tried again. */
export type RetryPreview =
  /** It would be handled, and leave these records. */
  | {
      readonly is: 'done';
      readonly records: readonly { readonly kind: string; readonly type: string }[];
    }
  /** It would ask or call another system, whose answer is not known before. */
  | { readonly is: 'underWay'; readonly cause: string }
  /** It would be parked again. */
  | { readonly is: 'parked'; readonly state: ParkedState; readonly cause: string }
  | { readonly is: 'notFound' };
