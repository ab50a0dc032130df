// Blocks the event loop of a running process from outside, as a loop without an end in its code
// would: by the debugger that every process of Node opens when it is asked to.

import { setTimeout as sleep } from 'node:timers/promises';

const INSPECTOR = 'http://127.0.0.1:9229/json/list';
const LOOK_MS = 100;
const OPEN_MS = 20_000;

type Target = { readonly webSocketDebuggerUrl: string };

const target = async (): Promise<string> => {
  const until = Date.now() + OPEN_MS;
  while (Date.now() < until) {
    const found = await fetch(INSPECTOR)
      .then((answer) => answer.json())
      .catch(() => []);
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
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
  const params = { expression: 'for (;;);' };
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
  await sleep(LOOK_MS);
};
