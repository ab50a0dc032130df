// Durations as Prometheus writes them, all of them shorter by the same factor where a drill asks.

const MS_PER_S = 1_000;

const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
] as const;

/** How long something is, in seconds as it is meant. */
export type Durations = {
  /** As Prometheus writes it: `5m`, or in milliseconds where it is scaled. */
  readonly window: (seconds: number) => string;
  /** As a number of seconds, to be compared with. */
  readonly seconds: (seconds: number) => number;
};

const exact = (seconds: number): string => {
  const [unit, size] = units.find(([, of]) => seconds % of === 0) ?? ['s', 1];
  return `${seconds / size}${unit}`;
};

/** @param scale 1 as it is meant; 0.01 has an hour pass in 36 seconds. */
export const durationsAt = (scale: number): Durations => ({
  seconds: (seconds) => seconds * scale,
  window: (seconds) =>
    scale === 1 ? exact(seconds) : `${Math.max(1, Math.round(seconds * MS_PER_S * scale))}ms`,
});

export const MINUTE_S = 60;
export const HOUR_S = 3_600;
export const DAY_S = 86_400;
