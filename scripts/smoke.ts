// A smoke test through the gateway: it lives, every context behind it is ready, its page and the
// description of its lines are there. It ends with 1 and says what is not, where something is not.
//   node scripts/smoke.ts https://lodging.example.org [seconds]

import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 500;
const ANSWER_MS = 5_000;
const SECONDS = 60;

type Check = { readonly path: string; readonly accept: string };

const checks: readonly Check[] = [
  { path: '/health/live', accept: 'application/json' },
  { path: '/health/ready', accept: 'application/json' },
  { path: '/', accept: 'text/html' },
  { path: '/openapi.json', accept: 'application/json' },
];

/** What is wrong with one; nothing, where it is as it should be. */
const wrongWith = async (url: string, { path, accept }: Check): Promise<string | undefined> => {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const answer = await fetch(`${url}${path}`, { headers: { accept }, signal });
    await answer.text();
    return answer.ok ? undefined : `${path}: ${answer.status}`;
  } catch (cause) {
    return `${path}: ${cause instanceof Error ? cause.message : 'no answer'}`;
  }
};

const lookAt = async (url: string): Promise<readonly string[]> => {
  const found = await Promise.all(checks.map((check) => wrongWith(url, check)));
  return found.flatMap((words) => words ?? []);
};

/** Tried until all of it is right or the time is over. Returns what is wrong then. */
export const smoke = async (url: string, seconds = SECONDS): Promise<readonly string[]> => {
  const until = Date.now() + seconds * 1_000;
  for (;;) {
    const wrong = await lookAt(url);
    if (wrong.length === 0 || Date.now() > until) return wrong;
    await sleep(LOOK_MS);
  }
};

if (import.meta.main) {
  const [url = '', seconds] = process.argv.slice(2);
  const wrong = await smoke(url, seconds === undefined ? SECONDS : Number(seconds));
  for (const words of wrong) console.error(words);
  console.log(wrong.length === 0 ? `${url} is well` : `${url} is not well`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
