// Runs in a process of its own: opens a store on data that others have open, and does what it is
// asked to, one thing after the other.

import { StoreUnavailable } from '@dure/kernel/ports';
import type { Store } from '@dure/kernel/ports';
import { append, durably, item, nothing, record } from './place.ts';
import { counted } from './turns.ts';

/** What the process is asked for, and what it says. */
export type Asked =
  | { readonly do: 'count'; readonly partition: number; readonly times: number }
  | { readonly do: 'append'; readonly partition: number }
  | { readonly do: 'hold'; readonly partition: number; readonly id: string }
  | { readonly do: 'go' }
  | { readonly do: 'leave'; readonly partition: number };

export type Said =
  | { readonly is: 'ready' | 'holding' }
  | { readonly is: 'appended'; readonly sequence: number }
  | { readonly is: 'done'; readonly committed: boolean };

const [module = '', argument = ''] = process.argv.slice(2);

const say = (said: Said): void => void process.send?.(said);

// The module is one that opens a store.
const { open } = (await import(module)) as {
  readonly open: (argument: string) => Store | Promise<Store>;
};
const store = durably(await open(argument));

let go: () => void = () => {};

/** Turns that another process was in the way of are run again. */
const count = async (partition: number, times: number): Promise<void> => {
  for (let done = 0; done < times;) {
    const isDone = await counted(store, partition).then(() => true, isUnavailable);
    if (isDone) done += 1;
  }
};

const isUnavailable = (error: unknown): boolean => {
  if (error instanceof StoreUnavailable) return false;
  throw error;
};

const appendForEver = async (partition: number): Promise<void> => {
  for (;;) {
    await append(store, 1, partition);
    say({ is: 'appended', sequence: (await store.head(partition)).sequence });
  }
};

/** A turn that has written, and has not ended. */
const hold = async (partition: number, id: string): Promise<boolean> => {
  const turn = store.turn(partition, async (turn) => {
    const went = new Promise<void>((resolve) => void (go = resolve));
    const appended = [record(turn.head.sequence + 1)];
    await turn.write({ ...nothing, append: appended, put: [item('claim', id)] });
    say({ is: 'holding' });
    await went;
  });
  return turn.then(() => true, isUnavailable);
};

/** Closes the store while a turn goes on, with nothing else that keeps the process alive. */
const leave = async (partition: number): Promise<void> => {
  process.exitCode = 1;
  process.removeAllListeners('disconnect');
  process.disconnect();
  const turn = counted(store, partition);
  await store.head(partition);
  const closing = store.close();
  await turn.catch(isUnavailable);
  await closing;
  process.exitCode = 0;
};

const act = async (asked: Asked): Promise<void> => {
  if (asked.do === 'go') return go();
  if (asked.do === 'leave') return leave(asked.partition);
  if (asked.do === 'append') return appendForEver(asked.partition);
  if (asked.do === 'hold') {
    return say({ is: 'done', committed: await hold(asked.partition, asked.id) });
  }
  await count(asked.partition, asked.times);
  say({ is: 'done', committed: true });
};

// What it is sent is what `Asked` says: its parent is the only one that writes to it.
process.on('message', (message) => void act(message as Asked));
process.on('disconnect', () => process.exit());
say({ is: 'ready' });
