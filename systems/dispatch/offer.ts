// Offers: whoever is sent answers in time, or the case goes on to somebody else.

/** What was offered before, to whom. */
export type Offered = { readonly passedBy?: readonly string[] };

/** Whether somebody has had the offer already. Nobody is offered the same case twice. */
export const hasPassed = (id: string, { passedBy = [] }: Offered): boolean => passedBy.includes(id);

/** Those who have had the offer, once it came back from one more. */
export const passedBy = (id: string, { passedBy: before = [] }: Offered): readonly string[] => [
  ...before,
  id,
];

/** Offers in a row that somebody did not answer, with one more; and whether those are too many. */
export const lapsedAgain = (
  before: number | undefined,
  most: number,
): { readonly lapses: number; readonly isAbsent: boolean } => {
  const lapses = (before ?? 0) + 1;
  return { lapses, isAbsent: lapses >= most };
};
