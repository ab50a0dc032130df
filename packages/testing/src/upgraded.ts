// What older versions of a contract have written, read as what it is now.

import { deepStrictEqual } from 'node:assert/strict';
import { lifted, messageOf, readFields } from '@dure/domain';
import type { AnyMessage, AnyNote, Vocabulary, Written } from '@dure/domain';
import { ending } from './then.ts';
import type { Then } from './then.ts';

type Pads = { readonly [name: string]: AnyNote };

/** As much of a contract as is needed to read what it has written. */
type Upgraded = {
  readonly vocabulary: Vocabulary;
  readonly command: Pads;
  readonly event: Pads;
  readonly remind: Pads;
};

type Played = {
  /** Then: the messages that the records are now, in their order; none, where they were removed. */
  readonly from: (...written: readonly Written[]) => Then<readonly AnyMessage[]>;
  /**
   * Lifts stored examples, and holds what they are now against the shapes of the contract.
   * @throws {AssertionError} a version that there was has no example, or one is wrong now.
   */
  readonly examples: (...written: readonly Written[]) => void;
};

/** `upgraded(Orders).from({ type: 'OrderPlaced', data: { fee: 5 } }).then(placed)` */
export const upgraded = (contract: Upgraded): Played => {
  const now = (written: readonly Written[]) =>
    written.flatMap((one) => lifted(contract.vocabulary, one));
  return {
    from: (...written) =>
      ending((...messages) => deepStrictEqual(now(written).map(messageOf), messages)),
    examples: (...written) => {
      deepStrictEqual(withoutExample(contract.vocabulary, written), []);
      deepStrictEqual(
        now(written).flatMap((one) => wrongIn(contract, one)),
        [],
      );
    },
  };
};

/** `OrderPlaced 2`: every version before the present one, and every name that is gone. */
const withoutExample = (
  { upcasts }: Vocabulary,
  written: readonly Written[],
): readonly string[] => {
  const shown = new Set(written.map(({ type, version = 1 }) => `${type} ${version}`));
  return Object.entries(upcasts)
    .flatMap(([type, history]) =>
      'removed' in history ? [`${type} 1`] : history.map((_, index) => `${type} ${index + 1}`),
    )
    .filter((version) => !shown.has(version));
};

const wrongIn = (
  { command, event, remind }: Upgraded,
  { type, data }: Written,
): readonly string[] => {
  const note = { ...command, ...event, ...remind }[type];
  if (!note) return [`${type} is not on the contract`];
  return (readFields(note.fields, data).mistakes ?? []).map(
    ({ path, en }) => `${type}.${path} ${en}`,
  );
};
