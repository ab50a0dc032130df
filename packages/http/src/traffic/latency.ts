// How long commands took, in a histogram of few bounds: enough for a median and the slow ends.

const boundsMs = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, Infinity];

export type Latency = number[];

export const noLatency = (): Latency => boundsMs.map(() => 0);

export const addLatency = (latency: Latency, ms: number): void => {
  let at = 0;
  while (at < boundsMs.length - 1 && ms > (boundsMs[at] ?? Infinity)) at += 1;
  latency[at] = (latency[at] ?? 0) + 1;
};

/** The bound below which so large a part lies; nothing, where there was none. */
export const latencyAt = (latency: Latency, part: number): number | undefined => {
  const total = latency.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  let seen = 0;
  const at = latency.findIndex((count) => {
    seen += count;
    return seen >= total * part;
  });
  // What is above the last bound is said to be at it.
  return boundsMs[Math.min(at, boundsMs.length - 2)];
};
