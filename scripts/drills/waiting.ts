// Looking whether what a drill has brought about is there: each look has a bound, and the wait.

import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 50;
const LOOKED_MS = 2_000;
const WAITED_MS = 180_000;

/** Nothing where there is no answer in time, whatever the reason. */
export const answerOf = async <T>(
  url: string,
  read: (answer: Response) => T | Promise<T>,
): Promise<T | undefined> => {
  try {
    return await read(await fetch(url, { signal: AbortSignal.timeout(LOOKED_MS) }));
  } catch {
    return undefined;
  }
};

export const isReady = async (url: string): Promise<boolean> =>
  (await answerOf(`${url}/health/ready`, ({ ok }) => ok)) ?? false;

type Times = { readonly lookMs?: number; readonly waitedMs?: number };

/** @throws {Error} with what was waited for, when it is not so in time. */
export const until = async (
  what: string,
  isSo: () => boolean | Promise<boolean>,
  { lookMs = LOOK_MS, waitedMs = WAITED_MS }: Times = {},
): Promise<void> => {
  const end = performance.now() + waitedMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Not within ${waitedMs / 1_000} s: ${what}`);
    await sleep(lookMs);
  }
};
