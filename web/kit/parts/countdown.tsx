// A deadline that runs, in words and as a ring, by the clock of the server.

import { useEffect, useState } from 'react';
import { kitWords } from '../look/kit-words.ts';
import { useWords } from '../look/words.ts';
import type { Say } from '../look/words.ts';
import { serverNow } from '../requests/connection.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Ticks each second in the last hour, and each minute before it. */
const useLeft = (until: string): number => {
  const endMs = Date.parse(until);
  const [leftMs, setLeft] = useState(() => endMs - serverNow());
  useEffect(() => {
    const tick = (): void => setLeft(endMs - serverNow());
    tick();
    const timer = setInterval(tick, SECOND_MS);
    return () => clearInterval(timer);
  }, [endMs]);
  return leftMs;
};

type KitSay = Say<keyof (typeof kitWords)['ko']>;

/** Two units at most: days and hours, hours and minutes, minutes and seconds. */
const leftIn = (leftMs: number, say: KitSay): string => {
  const units = [
    ['days', DAY_MS],
    ['hours', HOUR_MS],
    ['minutes', MINUTE_MS],
    ['seconds', SECOND_MS],
  ] as const;
  const first = units.findIndex(([, ms]) => leftMs >= ms);
  if (first < 0) return say('seconds', { count: 0 });
  let rest = leftMs;
  const parts = units.slice(first, first + 2).map(([name, ms]) => {
    const count = Math.floor(rest / ms);
    rest -= count * ms;
    return count === 0 && name !== 'seconds' ? '' : say(name, { count });
  });
  return parts.filter((part) => part !== '').join(' ');
};

type Of = {
  readonly until: string;
  /** When it began, so that the ring can show how much has gone. */
  readonly since?: string;
  /** From so much on it is urgent. */
  readonly urgentMs?: number;
};

const RADIUS = 15.9;
const AROUND = 100;

const shareOf = (of: Of, leftMs: number): number => {
  const whole = Date.parse(of.until) - Date.parse(of.since ?? '');
  if (Number.isNaN(whole) || whole <= 0) return Math.min(1, leftMs / HOUR_MS);
  return Math.min(1, Math.max(0, leftMs / whole));
};

export const Countdown = (of: Of) => {
  const { until, urgentMs = 10 * MINUTE_MS } = of;
  const say = useWords(kitWords);
  const leftMs = useLeft(until);
  const isOver = leftMs <= 0;
  const text = isOver ? say('overdue') : say('left', { time: leftIn(leftMs, say) });
  const dash = `${Math.max(0, shareOf(of, leftMs)) * AROUND} ${AROUND}`;
  return (
    <span className="countdown" data-urgent={leftMs < urgentMs ? '' : undefined} role="timer">
      <svg viewBox="0 0 36 36" aria-hidden="true">
        <circle cx="18" cy="18" r={RADIUS} />
        <circle cx="18" cy="18" r={RADIUS} strokeDasharray={dash} className="countdown-left" />
      </svg>
      <time dateTime={until}>{text}</time>
    </span>
  );
};
