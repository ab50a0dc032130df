// Contexts of the business that were retired: they take nothing more, and their logs end. That is
// noted in the facts of every head, so that a turn of any replica knows it: from its turn on a
// partition sends nothing more there, and all that it has sent stands before in its log.

import { ContextRetired, RETIRED, StoreUnavailable } from '../port-errors.ts';
import type { Head, Json, Store } from '../ports.ts';

export type Retirement = {
  /** Since when, in epoch milliseconds. */
  readonly at: number;
  /** Where each partition of its log ends for good; nothing, as long as it works off the rest. */
  readonly ends?: readonly number[];
  /** All of its log has had its effects here: it is not looked for any more. */
  readonly isRead?: true;
};

/** Where the log of whoever notes it stands then, by partition. */
export type NotedRetirement = Retirement & { readonly sentUpTo: readonly number[] };

const FACT = 'retired:';

export const retiredFact = (context: string): string => `${FACT}${context}`;

// Facts of this name are written by `noteInStore`.
const read = (fact: Json | undefined): Retirement | undefined =>
  fact === undefined ? undefined : (fact as unknown as Retirement);

export const retirementIn = (facts: Head['facts'], context: string): Retirement | undefined =>
  read(facts[retiredFact(context)]);

/** All that a head knows of, by their contexts. */
export const retirementsIn = (facts: Head['facts']): ReadonlyMap<string, Retirement> =>
  new Map(
    Object.keys(facts).flatMap((name) => {
      const context = name.startsWith(FACT) ? name.slice(FACT.length) : '';
      const known = context === '' ? undefined : retirementIn(facts, context);
      return known ? [[context, known] as const] : [];
    }),
  );

/**
 * Contexts that are retired for good, as the facts of the others say it: their logs have ended. It
 * is the only place where that is kept. What is on its way out has told the others of no end.
 */
export const retiredFor = (all: Iterable<Head['facts']>): ReadonlyMap<string, Retirement> =>
  new Map([...all].flatMap((facts) => [...retirementsIn(facts)].filter(([, { ends }]) => ends)));

const RETRY_S = 3_600;

/** What becomes of a command to a retired context. */
export const retiredOutcome = (context: string) =>
  ({ is: 'unavailable', retryAfter: RETRY_S, retired: context }) as const;

/** What becomes of reading from it. */
export const retiredStore = (context: string): StoreUnavailable => {
  const cause = new ContextRetired(context);
  return new StoreUnavailable(cause.message, { cause });
};

/** What was noted first counts, and what is read stays so. */
const merged = (known: Retirement | undefined, given: Retirement): Retirement => ({
  ...given,
  ...known,
});

const isSame = (one: Retirement | undefined, other: Retirement): boolean =>
  one !== undefined && Object.keys(one).length === Object.keys(other).length;

/**
 * Notes it in every partition. To note it again does no harm.
 * @throws {StoreUnavailable} it may be noted in some of them: it is to be noted again.
 */
export const noteInStore = async (
  store: Store,
  context: string,
  given: Retirement,
): Promise<NotedRetirement> => {
  const sentUpTo: number[] = [];
  let noted = given;
  for (let partition = 0; partition < store.partitions; partition += 1) {
    sentUpTo[partition] = await store.turn(partition, async (turn) => {
      const { facts, sequence } = turn.head;
      const known = retirementIn(facts, context);
      noted = merged(known, given);
      if (isSame(known, noted)) return sequence;
      const after = { ...facts, [retiredFact(context)]: noted as unknown as Json };
      await turn.write({ append: [], put: [], insert: [], remove: [], facts: after });
      return sequence;
    });
  }
  return { ...noted, sentUpTo };
};

/** The context that a cause is about; nothing, where it is another cause. */
export const retiredIn = (cause: string): string | undefined =>
  cause.endsWith(RETIRED) ? cause.slice(0, -RETIRED.length) : undefined;
