// The end of every sentence of the kit.

export type Then<Outcome extends readonly unknown[]> = {
  readonly then: (...outcome: Outcome) => void;
};

/** A test that awaits a sentence instead of ending it fails: a promise is no outcome. */
export const ending = <Outcome extends readonly unknown[]>(
  check: (...outcome: Outcome) => void,
): Then<Outcome> => ({
  // It reads as the sentence that it is: given, when, then.
  // oxlint-disable-next-line unicorn/no-thenable
  then: check,
});
