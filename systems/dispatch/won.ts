// What a trip costs, as money: in whole won, whatever a tariff or a setting says.

/** As much as any amount can be, as the shape of money has it. */
const WON_MAX = 100_000_000;

/** An amount in whole won, rounded down: nothing at least, and never more than money can be. */
export const wonOf = (amount: number): number =>
  Number.isNaN(amount) ? 0 : Math.min(WON_MAX, Math.max(0, Math.floor(amount)));

export type Tariff = {
  readonly base: number;
  /** What the base covers. */
  readonly coveredM: number;
  readonly step: number;
  /** How long a step is. Each begun step counts. */
  readonly perM: number;
};

export const priceFor = ({ base, coveredM, step, perM }: Tariff, metres: number): number =>
  wonOf(base + step * Math.ceil(Math.max(0, metres - coveredM) / perM));

export type LateFee = {
  /** In epoch milliseconds. */
  readonly confirmedAt: number;
  readonly freeMs: number;
  /** In won. A kind without a fee costs nothing. */
  readonly fee: number | undefined;
};

/** Free for a while after the confirmation; after that the fee of its kind. */
export const lateFeeAt = (now: number, { confirmedAt, freeMs, fee = 0 }: LateFee): number =>
  now <= confirmedAt + freeMs ? 0 : wonOf(fee);
