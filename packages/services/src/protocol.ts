// What one process asks of a context in another: the methods of its kernel, by name, as JSON over
// HTTP. `POST /internal/{business}/{context}/{method}` takes the arguments as an array.

import type { Words } from '@dure/domain';
import type {
  Fault as HostFault,
  Health,
  Metrics,
  Rebuild,
  Retirement,
  Trouble,
} from '@dure/kernel';
import { ContextRetired, NoAnswer, StoreUnavailable } from '@dure/kernel/ports';
import type { RetiringState } from './sealed.ts';

/** One context of one business. */
export type Place = { readonly business: string; readonly context: string };

export const nameOf = ({ business, context }: Place): string => `${business}/${context}`;

/** What a context can be asked, and whether it does no harm to ask it twice. */
export const methods = {
  state: 'safe',
  head: 'safe',
  /** Where each partition of the log ends. */
  ends: 'safe',
  readLog: 'safe',
  trail: 'safe',
  /** Items by their ids and tags: the caller makes instances of them. */
  read: 'safe',
  row: 'safe',
  rows: 'safe',
  seen: 'safe',
  parked: 'safe',
  groups: 'safe',
  work: 'safe',
  nextDeadline: 'safe',
  isQuiet: 'safe',
  probe: 'safe',
  preview: 'safe',
  foresee: 'safe',
  figures: 'safe',
  awaited: 'safe',
  previewRetry: 'safe',
  // It carries a key always: the same one is answered the same way.
  answer: 'safe',
  issue: 'once',
  retry: 'once',
  mend: 'once',
  skip: 'once',
  actOnGroup: 'once',
  closeWork: 'once',
  resend: 'once',
  rebuild: 'once',
  callOffRebuild: 'safe',
  /** It takes nothing more, for good. */
  retire: 'safe',
  /** Another context of the business was retired. */
  noteRetired: 'safe',
  fault: 'safe',
} as const satisfies { readonly [method: string]: 'safe' | 'once' };

export type Method = keyof typeof methods;

export const isMethod = (name: string): name is Method => Object.hasOwn(methods, name);

/** Faults of a rehearsal, or that it is well again. */
export type Fault = 'none' | HostFault;

/** How a replica is, as the gateway shows it. */
export type ReplicaState = {
  readonly partitions: number;
  readonly logId: string;
  readonly troubles: readonly Trouble[];
  readonly rebuilding: readonly Rebuild[];
  readonly metrics: Metrics;
  readonly health: Health;
  /** Other contexts that were retired, as it knows them. Earlier versions do not say it. */
  readonly retired?: { readonly [context: string]: Retirement };
  /** How far it is on its own way out. */
  readonly retiring?: RetiringState;
  /** Epoch milliseconds. */
  readonly startedAt: number;
};

/** A failure as it crosses the wire. */
export type Failure = {
  readonly is: 'storeUnavailable' | 'noAnswer' | 'retired' | 'failed';
  readonly message: string;
  readonly words?: Words;
};

/** The callee cannot be reached, or takes nothing more: nothing has happened there. */
export class Unreachable extends Error {
  constructor(message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.name = 'Unreachable';
  }
}

export const failureOf = (cause: unknown): Failure => {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof StoreUnavailable) {
    return { is: 'storeUnavailable', message, ...(cause.words ? { words: cause.words } : {}) };
  }
  if (cause instanceof ContextRetired) return { is: 'retired', message: cause.context };
  return { is: cause instanceof NoAnswer ? 'noAnswer' : 'failed', message };
};

export const errorOf = ({ is, message, words }: Failure): Error => {
  if (is === 'noAnswer') return new NoAnswer(message);
  if (is === 'retired') return new ContextRetired(message);
  if (is === 'failed') return new Error(message);
  return new StoreUnavailable(message, { cause: undefined, ...(words ? { words } : {}) });
};

/** Arguments that are left out at the end are left out on the wire, too. */
export const argumentsOf = (args: readonly unknown[]): readonly unknown[] =>
  args.slice(0, args.findLastIndex((arg) => arg !== undefined) + 1);
