// How a context asks others, and external systems.

import type { Json } from './port-items.ts';

export type Answer =
  | { readonly is: 'taken'; readonly fields: { readonly [field: string]: Json } }
  | { readonly is: 'refused'; readonly rejection: Json };

export type Call = {
  /** A context of the system, or an external system. */
  readonly to: string;
  /** The command's or the question's name. */
  readonly type: string;
  readonly data: { readonly [field: string]: Json };
  /** The same key is answered the same way. */
  readonly key: string;
  readonly caseId: string;
  readonly causedBy: string;
  readonly caller: string;
  /** After so many milliseconds the answer is not waited for any more. */
  readonly budgetMs: number;
  /** The trace that it belongs to, as W3C Trace Context writes it. */
  readonly traceparent?: string;
};

/**
 * Rejects with `NoAnswer`, and with anything else when the callee is unavailable. The kernel keeps
 * time, not the adapter.
 */
export interface Calls {
  call(call: Call): Promise<Answer>;
}
