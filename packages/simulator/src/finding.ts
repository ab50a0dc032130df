// Something that must not be.

export type Finding = {
  /** The promise or invariant that is broken: `P2`, `I1`, `G4`. */
  readonly of: string;
  readonly words: string;
  /** The guilty case, where one is known. */
  readonly caseId?: string | undefined;
};

/** Enough to tell a story; the rest is mostly the same again. */
export const FINDINGS_MAX = 20;
