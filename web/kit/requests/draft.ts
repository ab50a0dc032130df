// What a person was writing when their session ended: it stands there again as soon as they have
// signed in, in the same window. It is no one else's.

import { useEffect, useRef, useState } from 'react';
import type { Dispatch, SetStateAction } from 'react';
import { useVisit } from './who.tsx';

const PLACE = 'dure.drafts';
/** Whoever comes back later than that begins anew. */
const KEPT_MS_MAX = 3_600_000;

type Kept = {
  /** Who has signed in, as the issuer knows them. */
  readonly owner: string;
  readonly untilMs: number;
  readonly drafts: { readonly [key: string]: unknown };
};

let owner: string | undefined;
let hasEnded = false;

/** From here on, what is written is kept for the one who has written it. */
export const sessionEnded = (): void => {
  hasEnded = true;
};

export const forgetDrafts = (): void => {
  try {
    sessionStorage.removeItem(PLACE);
  } catch {
    // Where nothing can be kept, nothing is.
  }
};

/** @param subject who is signed in now: what anyone else has left behind is gone at once. */
export const draftsAreOf = (subject: string): void => {
  owner = subject;
  hasEnded = false;
  if (keptNow()?.owner !== subject) forgetDrafts();
};

const keptNow = (): Kept | undefined => {
  try {
    // Only `put` has written it.
    const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? 'null') as Kept | null;
    return kept !== null && kept.untilMs > Date.now() ? kept : undefined;
  } catch {
    return undefined;
  }
};

const put = (drafts: Kept['drafts']): void => {
  if (owner === undefined) return;
  if (Object.keys(drafts).length === 0) return forgetDrafts();
  const kept: Kept = { owner, untilMs: Date.now() + KEPT_MS_MAX, drafts };
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(kept));
  } catch {
    // It is written once more, as without this.
  }
};

const draftsNow = (): Kept['drafts'] => keptNow()?.drafts ?? {};

const drop = (key: string): void => {
  const { [key]: dropped, ...others } = draftsNow();
  if (dropped !== undefined) put(others);
};

type Fields = { readonly [field: string]: unknown };

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Pages may have changed meanwhile: of what was kept, what still fits. */
const filledIn = (start: unknown, kept: unknown): unknown => {
  if (typeof kept !== typeof start) return start;
  if (!isFields(start)) return kept;
  if (!isFields(kept)) return start;
  const fields = Object.entries(start).map(([name, of]) => [name, filledIn(of, kept[name])]);
  return Object.fromEntries(fields) as Fields;
};

const without = (value: unknown, secrets: readonly string[]): unknown =>
  isFields(value)
    ? Object.fromEntries(Object.entries(value).filter(([name]) => !secrets.includes(name)))
    : value;

type Is<T> = {
  /** What it is on this page: `request`, or the address that a form is sent to. */
  readonly name: string;
  readonly start: T;
  /** Fields that are never kept: passwords, cards. */
  readonly secrets?: readonly string[];
};

/**
 * As `useState`, for what a person writes or has opened. Where their session ends meanwhile it is
 * kept in this window, for at most an hour, until they have signed in; it is taken out of there by
 * whoever shows it again, and it is gone when another person signs in, or they sign out.
 *
 * @param start a text, a number, a truth, or an object of those.
 */
export const useDraft = <T>({
  name,
  start,
  secrets = [],
}: Is<T>): readonly [T, Dispatch<SetStateAction<T>>] => {
  const { as = '' } = useVisit();
  const [key] = useState(() => [as, location.pathname, name].join(' '));
  const [begun] = useState(start);
  // `filledIn` gives what has the shape of what it began with.
  const [value, setValue] = useState(() => filledIn(begun, draftsNow()[key]) as T);
  const last = useRef({ value, secrets });
  useEffect(() => {
    last.current = { value, secrets };
  });
  useEffect(() => {
    drop(key);
    return () => {
      const { current } = last;
      const draft = without(current.value, current.secrets);
      const isChanged = JSON.stringify(draft) !== JSON.stringify(without(begun, current.secrets));
      if (hasEnded && isChanged) put({ ...draftsNow(), [key]: draft });
    };
  }, [key, begun]);
  return [value, setValue];
};
