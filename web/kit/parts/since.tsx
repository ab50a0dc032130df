// How long something waits already, by the clock of the server.

import { useEffect, useState } from 'react';
import { kitWords } from '../look/kit-words.ts';
import { useWords } from '../look/words.ts';
import { serverNow } from '../requests/connection.ts';

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

/** Counted anew each half minute. */
export const useMinutesSince = (at: string): number => {
  const [nowMs, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), MINUTE_MS / 2);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.floor((nowMs - Date.parse(at)) / MINUTE_MS));
};

const unitOf = (minutes: number) => {
  if (minutes >= DAY_MINUTES) return ['days', Math.floor(minutes / DAY_MINUTES)] as const;
  if (minutes >= HOUR_MINUTES) return ['hours', Math.floor(minutes / HOUR_MINUTES)] as const;
  return ['minutes', minutes] as const;
};

type Of = {
  readonly at: string;
  /** From so many minutes on it is late, and looks so. */
  readonly lateMinutes?: number;
};

/** `32분째`, `32 min`; in its largest unit alone, as one glances at it. */
export const Since = ({ at, lateMinutes = Number.POSITIVE_INFINITY }: Of) => {
  const say = useWords(kitWords);
  const minutes = useMinutesSince(at);
  const [unit, count] = unitOf(minutes);
  return (
    <span className="since" data-late={minutes >= lateMinutes ? '' : undefined}>
      {minutes === 0 ? say('justNow') : say('since', { time: say(unit, { count }) })}
    </span>
  );
};
