// Money that goes back: never less than nothing, never more than was taken, in whole coins.

/** Whether an amount may be kept or given back of what was taken. */
export const isWithin = (amount: number, taken: number): boolean =>
  Number.isInteger(amount) && amount >= 0 && amount <= taken;

/** A share of an amount in whole coins, rounded down: nothing at least, all of it at most. */
export const shareOf = (amount: number, percent: number): number => {
  const share = Math.floor((amount * percent) / 100);
  return Number.isNaN(share) ? 0 : Math.min(amount, Math.max(0, share));
};
