// Versions: what was written before the wall was changed, read as what it is now.

import { needPlain } from './made.ts';
import type { Became, History, Removed, Vocabulary } from './upcasts.ts';

/** A message as it was written: its name, and the version of its shape where that is not 1. */
export type Written = {
  readonly type: string;
  readonly version?: number;
  readonly data: { readonly [field: string]: unknown };
};

/** A record that this version of the wall cannot read yet: a newer one has written it. */
export class NewerVersion extends Error {
  constructor(what: string, version: number | string, known: number | string) {
    super(`${what} is of version ${version}; this wall knows version ${known}.`);
    this.name = 'NewerVersion';
  }
}

type Steps = readonly { readonly lift: (old: never) => unknown }[];

const isRemoved = (history: History | undefined): history is Removed =>
  history !== undefined && 'removed' in history;

/** The version in which a message is written now. */
export const versionIn = (vocabulary: Vocabulary | undefined, type: string): number => {
  const history = historyIn(vocabulary, type);
  return history === undefined || isRemoved(history) ? 1 : history.length + 1;
};

const historyIn = (vocabulary: Vocabulary | undefined, type: string): History | undefined =>
  vocabulary && Object.hasOwn(vocabulary.upcasts, type) ? vocabulary.upcasts[type] : undefined;

/** Whether it was written by a newer version of the wall. */
export const isNewer = (vocabulary: Vocabulary | undefined, { type, version }: Written): boolean =>
  version !== undefined && version > versionIn(vocabulary, type);

/**
 * What was written, as it is read now: one, none where a message was removed, or several where it
 * was split. What needs no lift comes back as it is.
 * @throws {NewerVersion} it was written by a newer version of the wall.
 */
export const lifted = <W extends Written>(
  vocabulary: Vocabulary | undefined,
  written: W,
): readonly W[] => {
  const history = historyIn(vocabulary, written.type);
  const { version = 1 } = written;
  if (history === undefined && version === 1) return [written];
  if (isRemoved(history)) return [];
  const steps: Steps = history ?? [];
  if (version > steps.length + 1) throw new NewerVersion(written.type, version, steps.length + 1);
  return liftedFrom(vocabulary, written, steps.slice(version - 1));
};

/** The data of a message are an object, whatever its fields. */
type Data = Written['data'];

const liftedFrom = <W extends Written>(
  vocabulary: Vocabulary | undefined,
  written: W,
  steps: Steps,
): readonly W[] => {
  let { data } = written;
  for (const { lift } of steps) {
    // Each is called with what the one before it gives, to which `CheckedUpcasts` ties it.
    const next = needPlain(`The upcast of ${written.type}`, lift(data as never));
    const became = [next].flat().filter(isBecame);
    if (became.length > 0 || Array.isArray(next)) {
      return became.flatMap((one) => lifted(vocabulary, become(written, one)));
    }
    data = next as Data; // `CheckedUpcasts` has tied it to the next version's fields.
  }
  if (steps.length === 0) return [written];
  return [{ ...written, data, version: versionIn(vocabulary, written.type) }];
};

const become = <W extends Written>(written: W, { became, data, version }: Became): W => ({
  ...written,
  type: became,
  data: data as Data, // As in `liftedFrom`.
  version,
});

const isBecame = (next: unknown): next is Became =>
  typeof next === 'object' && next !== null && 'became' in next;

/** A record is a message: its name and its fields, in the shape in which it was written. */
export const messageOf = ({ type, data }: Written): { readonly type: string } => ({
  // The fields first: an object that begins as a copy is made at a quarter of the cost.
  ...data,
  type,
});
