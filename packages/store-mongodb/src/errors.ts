// What goes wrong with MongoDB, for people, and without the address' password.

import type { Words } from '@dure/domain';
import { StoreUnavailable, Taken } from '@dure/kernel/ports';

/** A person has to change something before this store can be opened. */
export class StoreCannotOpen extends Error {
  readonly words: Words;
  constructor(words: Words, options?: { readonly cause: unknown }) {
    super(words.en, options);
    this.name = 'StoreCannotOpen';
    this.words = words;
  }
}

const WRITE_CONFLICT = 112;
const DUPLICATE_KEY = 11_000;

type Failure = { readonly code?: unknown; hasErrorLabel?(label: string): boolean };

const failureIn = (cause: unknown): Failure =>
  // What the driver throws has these.
  typeof cause === 'object' && cause !== null ? cause : {};

/** Another turn holds the head: this one is begun again. */
export const isConflict = (cause: unknown): boolean => {
  const failure = failureIn(cause);
  if (failure.code === WRITE_CONFLICT) return true;
  return failure.hasErrorLabel?.('TransientTransactionError') === true;
};

export const isDuplicate = (cause: unknown): boolean => failureIn(cause).code === DUPLICATE_KEY;

export const closed = (place: string): StoreUnavailable =>
  new StoreUnavailable(`The store is closed: ${place}.`);

export const unavailable = (place: string, cause: unknown): StoreUnavailable => {
  const words = {
    ko: `MongoDB 저장소를 쓸 수 없습니다: ${place}. 서버가 켜져 있는지, 주 서버가 있는지 확인하세요`,
    en: `MongoDB at ${place} cannot be used. See that it runs and has a primary`,
  };
  return new StoreUnavailable(words.en, { cause, words });
};

/** What the kernel knows stays what it is; all else is a server that cannot be used now. */
export const asPort = (place: string, cause: unknown): unknown => {
  if (cause instanceof Taken || cause instanceof StoreUnavailable) return cause;
  return cause instanceof RangeError ? cause : unavailable(place, cause);
};
