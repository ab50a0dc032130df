// Server-sent events over `fetch`, which can say who listens: `EventSource` has no headers. It
// comes back by itself, with the id of the last event, so that nothing is missed.

import { reached } from './connection.ts';
import { answeredWith, headersFor } from './request.ts';
import type { As } from './request.ts';

export type ServerEvent = { readonly event: string; readonly data: unknown };

export type Following = {
  readonly as: As;
  readonly onEvent: (event: ServerEvent) => void;
  /** After a break: what is shown may be old where the server cannot say what was missed. */
  readonly onReturn?: () => void;
};

const BACK_MS = 500;
const BACK_MS_MAX = 10_000;
/** The server says every 15 s that it is still there. */
const SILENCE_MS_MAX = 40_000;

type Parsed = { readonly event: string; readonly data: string; readonly id?: string };

/** Exported for its test: reads blocks that end with an empty line. */
export const readBlock = (block: string): Parsed => {
  let [event, data, id]: [string, string, string | undefined] = ['message', '', undefined];
  for (const line of block.split('\n')) {
    const at = line.indexOf(':');
    const value = line.slice(at + 1).replace(/^ /, '');
    if (line.startsWith('event:')) event = value;
    else if (line.startsWith('data:')) data += value;
    else if (line.startsWith('id:')) id = value;
  }
  return id === undefined ? { event, data } : { event, data, id };
};

/** Follows a stream until the function that is returned was called. */
export const follow = (href: string, of: Following): (() => void) => {
  const ended = new AbortController();
  let [lastId, waitMs, hasBroken]: [string, number, boolean] = ['', BACK_MS, false];

  const take = (block: string): void => {
    const { event, data, id } = readBlock(block);
    if (id !== undefined) lastId = id;
    if (data !== '') of.onEvent({ event, data: JSON.parse(data) });
  };

  const listen = async (signal: AbortSignal, alive: () => void): Promise<void> => {
    const resume = lastId === '' ? {} : { 'last-event-id': lastId };
    const headers = { ...headersFor({ as: of.as, headers: resume }), accept: 'text/event-stream' };
    const response = await fetch(href, { headers, signal });
    answeredWith(response.status);
    if (!response.ok || !response.body) throw new Error(`answered ${response.status}`);
    reached(true);
    waitMs = BACK_MS;
    if (hasBroken) of.onReturn?.();
    for await (const block of blocksIn(response.body, alive)) take(block);
  };

  void keepListening(ended.signal, listen, () => {
    hasBroken = true;
    const now = waitMs;
    waitMs = Math.min(waitMs * 2, BACK_MS_MAX);
    return now;
  });
  return () => ended.abort();
};

/** What stands between empty lines, as it comes. */
async function* blocksIn(body: ReadableStream<Uint8Array<ArrayBuffer>>, alive: () => void) {
  let rest = '';
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    alive();
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    yield* blocks;
  }
}

type Listen = (signal: AbortSignal, alive: () => void) => Promise<void>;

/** Again and again until it has ended, with a pause that grows while the server is away. */
const keepListening = async (
  ended: AbortSignal,
  listen: Listen,
  pauseMs: () => number,
): Promise<void> => {
  while (!ended.aborted) {
    const one = new AbortController();
    const watch = watchSilence(() => one.abort());
    try {
      await listen(AbortSignal.any([ended, one.signal]), watch.alive);
    } catch (cause) {
      if (!ended.aborted && cause instanceof TypeError) reached(false);
    } finally {
      watch.end();
    }
    await pause(pauseMs(), ended);
  }
};

/** A connection may be gone without a word: then it is silent for too long. */
const watchSilence = (onSilence: () => void) => {
  let timer = setTimeout(onSilence, SILENCE_MS_MAX);
  return {
    alive: (): void => {
      clearTimeout(timer);
      timer = setTimeout(onSilence, SILENCE_MS_MAX);
    },
    end: (): void => clearTimeout(timer),
  };
};

/** Ends early when the device is online again, or when the page is looked at again. */
const pause = (ms: number, ended: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      document.removeEventListener('visibilitychange', done);
      ended.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener('online', done);
    document.addEventListener('visibilitychange', done);
    ended.addEventListener('abort', done);
  });
