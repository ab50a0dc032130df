// Blocks the event loop of a running process from outside, as a loop without an end in its code
// would: by the debugger that every process of Node opens when it is asked to.

import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerOf } from './waiting.ts';

const INSPECTOR = 'http://127.0.0.1:9229/json/list';
const LOOK_MS = 100;
const OPEN_MS = 20_000;

type Target = { readonly webSocketDebuggerUrl: string };

const target = async (): Promise<string> => {
  const until = Date.now() + OPEN_MS;
  while (Date.now() < until) {
    const found = (await answerOf(INSPECTOR, (answer) => answer.json())) ?? [];
    const [first] = found as readonly Target[]; // The inspector answers with a list of these.
    if (first) return first.webSocketDebuggerUrl;
    await sleep(LOOK_MS);
  }
  throw new Error('The process opens no debugger.');
};

/** Returns once the loop is blocked; it stays so until the process is killed. */
export const blockEventLoop = async (pid: number): Promise<void> => {
  process.kill(pid, 'SIGUSR1');
  const socket = new WebSocket(await target());
  await once(socket, 'open', { signal: AbortSignal.timeout(OPEN_MS) });
  const params = { expression: 'for (;;);' };
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
  await sleep(LOOK_MS);
};
