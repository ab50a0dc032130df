// A wish is one thing that a person wants done. However often a button is pressed, a connection
// breaks or the server is away: it has one key, and the server does it once.

import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { onReturn } from './connection.ts';
import { pathOf } from './hal.ts';
import { remember } from './live.ts';
import { isPassing, problemOf } from './problem.ts';
import type { Problem } from './problem.ts';
import { request } from './request.ts';
import type { Answered, As } from './request.ts';
import { useVisit } from './who.tsx';

export type Wanted = {
  readonly target: string;
  readonly method?: string;
  readonly body: { readonly [field: string]: unknown };
  /** The digest of what was shown: it is done as it was shown, or not at all. */
  readonly shown?: string | undefined;
};

/** - `waiting`: the server is away or has too much to do; it is tried again by itself. */
export type WishState =
  | { readonly is: 'idle' }
  | { readonly is: 'underWay' }
  | { readonly is: 'waiting'; readonly problem: Problem }
  | { readonly is: 'refused'; readonly problem: Problem }
  | { readonly is: 'done'; readonly answer: Answered };

export type Wish = {
  readonly state: WishState;
  /** Does nothing while it is under way. Resolves with the answer; with nothing, if refused. */
  readonly send: (wanted: Wanted) => Promise<Answered | undefined>;
  readonly reset: () => void;
};

const TRIES_MAX = 5;
const PAUSE_MS = 1_000;

const newKey = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
};

type Sending = { readonly wanted: Wanted; readonly key: string; readonly as: As };

const sendOnce = ({ wanted, key, as }: Sending): Promise<Answered> => {
  const { target, method = 'POST', body, shown } = wanted;
  const asShown = shown === undefined ? {} : { 'dure-preview': shown };
  const headers = { 'idempotency-key': key, ...asShown };
  return request(pathOf(target), { as, method, body, headers });
};

/** Until the pause is over, or the server is back before that. */
const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      forget();
      resolve();
    };
    const forget = onReturn(done);
    const timer = setTimeout(done, ms);
  });

const sendUntilAnswered = async (
  sending: Sending,
  onWaiting: (problem: Problem) => void,
): Promise<Answered> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await sendOnce(sending);
    } catch (cause) {
      const problem = problemOf(cause);
      // A refusal that says when to come back is an answer that a person should see.
      const isAway = isPassing(problem) && problem.status === 0;
      if (!isAway || tries >= TRIES_MAX) throw cause;
      onWaiting(problem);
      await pause(PAUSE_MS * tries);
    }
  }
};

export const useWish = (): Wish => {
  const { as, business } = useVisit();
  const client = useQueryClient();
  const [state, setState] = useState<WishState>({ is: 'idle' });
  const sent = useRef<{ content: string; key: string } | undefined>(undefined);
  const isBusy = useRef(false);

  const keyFor = (wanted: Wanted): string => {
    const content = JSON.stringify({ ...wanted, shown: undefined });
    // Something else is another wish; the same again is the same, whatever was shown of it.
    if (sent.current?.content !== content) sent.current = { content, key: newKey() };
    return sent.current.key;
  };

  const send = async (wanted: Wanted): Promise<Answered | undefined> => {
    if (isBusy.current) return undefined;
    isBusy.current = true;
    setState({ is: 'underWay' });
    try {
      const sending = { wanted, key: keyFor(wanted), as };
      const waiting = (problem: Problem): void => setState({ is: 'waiting', problem });
      const answer = await sendUntilAnswered(sending, waiting);
      remember(answer.position);
      setState({ is: 'done', answer });
      void client.invalidateQueries({ queryKey: ['rows', business.name] });
      return answer;
    } catch (cause) {
      const problem = problemOf(cause);
      // Refused for good: whoever wants it once more wants it anew.
      if (!isPassing(problem)) sent.current = undefined;
      setState({ is: 'refused', problem });
      return undefined;
    } finally {
      isBusy.current = false;
    }
  };
  return { state, send, reset: () => setState({ is: 'idle' }) };
};
