// The program as its users start it: a process of its own with the demo in memory.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '@dure/servers/free-port';
import { asksWho, signInQuietly } from './sign-in.testing.ts';

const main = fileURLToPath(new URL('../../packages/cli/bin/dure.mjs', import.meta.url));
const atUrl = /(http:\/\/127\.0\.0\.1:\d+)/;

export type Program = {
  readonly url: string;
  /** Ends it as a crash does. */
  readonly kill: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * @param args as `dure start` takes them: a business, or a folder with one.
 * @throws {Error} with all that it said, where it does not start.
 */
export const startProgram = async (...args: readonly string[]): Promise<Program> => {
  // One that no connection is given while the program is killed, and begins there again.
  const port = args.includes('--port') ? [] : ['--port', String(await freePort())];
  const data = args.includes('--data') ? [] : ['--memory'];
  const child = spawn(process.execPath, [main, 'start', ...args, ...port, ...data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  const ended = once(child, 'close');
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  while (!atUrl.test(said)) {
    if (child.exitCode !== null) throw new Error(said);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const [, url = ''] = atUrl.exec(said) ?? [];
  return { url, kill: () => end('SIGKILL'), close: () => end('SIGTERM') };
};

type Asked = {
  readonly business: string;
  /** `ReceptionDesk:desk-1`. */
  readonly persona: string;
  /** Below the business. */
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly body?: { readonly [field: string]: unknown };
};

/**
 * What happened before a story begins, done at once.
 *
 * @returns the body of the answer.
 * @throws {Error} with the answer, where it is refused.
 */
export const given = async ({ url }: Pick<Program, 'url'>, asked: Asked): Promise<unknown> => {
  const send = (await asksWho(url)) ? sendSignedIn : sendOpenly;
  const { status, text } = await send(url, asked);
  if (status >= BAD_REQUEST) throw new Error(`${asked.path}: ${status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
};

const BAD_REQUEST = 400;

type Answered = { readonly status: number; readonly text: string };

const sendOpenly = async (url: string, asked: Asked): Promise<Answered> => {
  const { business, persona, path, method = 'POST', body = {} } = asked;
  const response = await fetch(`${url}/${business}/${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'dure-persona': persona },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
};

const sendSignedIn = async (url: string, asked: Asked): Promise<Answered> => {
  const { business, persona, path, method = 'POST', body = {} } = asked;
  const { client, headers } = await signInQuietly(url, asked);
  try {
    const response = await client.fetch(`${url}/${business}/${path}`, {
      method,
      headers: { ...headers, 'dure-persona': persona },
      ...(method === 'GET' ? {} : { data: body }),
    });
    return { status: response.status(), text: await response.text() };
  } finally {
    await client.dispose();
  }
};

/** As the operations of a business take it. */
export type Fault = 'none' | 'slow' | 'late' | 'behind' | 'down';

/** A part of a business fails, or is well again. */
export const breakPart = async (
  program: Program,
  business: string,
  { of, fault }: { readonly of: string; readonly fault: Fault },
): Promise<void> => {
  const persona = 'Operator:operator-1';
  await given(program, { business, persona, path: 'ops/faults', body: { of, fault } });
};

type Clock = { readonly now: string };

/** The time of a program whose clock may be moved, in milliseconds of Unix time. */
export const timeOf = async (program: Program, business: string): Promise<number> => {
  const persona = 'Operator:operator-1';
  const asked = { business, persona, path: 'ops/clock', method: 'GET' } as const;
  // The gateway's own answer.
  const { now } = (await given(program, asked)) as Clock;
  return Date.parse(now);
};

/** So many minutes pass in a moment; what fell due meanwhile has happened. */
export const letPass = async (
  program: Program,
  business: string,
  minutes: number,
): Promise<void> => {
  const persona = 'Operator:operator-1';
  await given(program, { business, persona, path: 'ops/clock', body: { minutes } });
};
