// What a command would do, as it is shown before it is done.

import type { Outcome } from '../order.ts';
import type { Answered, Answering } from '../commands/ask-answers.ts';
import type { Answer, Json } from '../ports.ts';

type Data = { readonly [field: string]: Json };

type Done = Extract<Outcome, { readonly is: 'done' }>;

/** How the command would end. Where something stands in the log is not known before it is there. */
export type PreviewedOutcome =
  | Omit<Done, 'position'>
  | Exclude<Outcome, Done | { readonly is: 'keyReused' }>
  /** What comes of it depends on an answer that only the external system can give. */
  | { readonly is: 'depends'; readonly on: string };

/** Where an instance, or the entry of it that the command names, stands before and after. */
export type PreviewedState = {
  readonly aggregate: string;
  /** The register of a ledger; '' for a plain aggregate. */
  readonly life: string;
  readonly before: StateNamed;
  readonly after: StateNamed;
};

/** A state by its name, and by the status that the world sees. */
export type StateNamed = { readonly name: string; readonly status: string };

export type PreviewedEvent = { readonly type: string; readonly data: Data };

/** A command, or a question, that others would have to answer first. Nothing of it is sent. */
export type PreviewedAsk = {
  readonly name: string;
  /** A context of the business, or an external system. */
  readonly to: string;
  readonly isExternal: boolean;
  readonly type: string;
  readonly data: Data;
  /** The message that would take it back. */
  readonly undo?: string;
};

export type PreviewedDeadline = {
  readonly name: string;
  /** Epoch milliseconds, where it would begin; nothing where it would end. */
  readonly at?: number;
};

/** A command that would follow: what a policy, a process or a saga of a context would send. */
export type PreviewedCommand = {
  readonly context: string;
  readonly by: { readonly kind: 'policy' | 'saga'; readonly name: string };
  readonly type: string;
  readonly target: string;
  readonly data: Data;
  /** The event that it would follow. */
  readonly whenever: string;
};

/** What one context finds: an end, or an ask whose answer it needs first. */
export type Decided =
  | {
      readonly is: 'ended';
      readonly outcome: PreviewedOutcome;
      readonly state?: PreviewedState;
      readonly events: readonly PreviewedEvent[];
      readonly deadlines: readonly PreviewedDeadline[];
      /** Fields that only the answer of an external system can fill. */
      readonly unknown: readonly string[];
      /** What was shown, in short: see `Order.expects`. Nothing, where nothing would be done. */
      readonly digest?: string;
    }
  | {
      readonly is: 'asking';
      readonly ask: PreviewedAsk;
      /** With its answer it is decided on. */
      readonly resume: Resume;
      readonly state: PreviewedState;
      /** What the callee would answer, where it need not be asked: a breaker, or an assumption. */
      readonly answer?: Answering;
      readonly digest: string;
    };

export type Resume = Omit<Answered, 'answer' | 'attempt'>;

/** What an answer was taken to be. */
export type Supposed = Resume & {
  readonly answer: Answering | Answer;
  /** Whether an external system was not asked, and is taken to agree. */
  readonly isAssumed: boolean;
  /** The fields whose values are made up for that. */
  readonly unknown: readonly string[];
};

/** `assumed` where an external system was not asked, and is taken to agree. */
export type PreviewedAnswer = 'taken' | 'refused' | 'unavailable' | 'assumed';

/**
 * What a command would do. Nothing was written, nothing sent, no id and no key used.
 * Not promised: that it is still so when the command comes; `digest` lets the kernel look.
 */
export type Preview = {
  readonly outcome: PreviewedOutcome;
  readonly state?: PreviewedState;
  readonly events: readonly PreviewedEvent[];
  readonly asks: readonly (PreviewedAsk & { readonly answer: PreviewedAnswer })[];
  readonly deadlines: readonly PreviewedDeadline[];
  readonly follows: readonly PreviewedCommand[];
  readonly unknown: readonly string[];
  readonly digest?: string;
};

/** Events of a context that have not happened, for those who would follow them. */
export type Foreseen = {
  readonly context: string;
  readonly events: readonly PreviewedEvent[];
};
