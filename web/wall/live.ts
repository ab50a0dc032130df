// What happens on the wall while one looks at it: how often each note was touched, and the last
// few records. It is gathered, so that a busy wall is drawn a few times a second and not for
// each record.

import { useEffect, useState } from 'react';
import { follow } from '../kit/requests/events.ts';
import { useVisit } from '../kit/requests/who.tsx';
import { notesOf } from './notes.ts';
import type { CaseRecord } from './ops.ts';

const DRAW_MS = 200;
const LATELY_MAX = 30;
const MINUTE_MS = 60_000;
/** The last minute is counted in parts of so long, so that it needs no list of all. */
const PART_MS = 5_000;

export type Touched = { readonly count: number; readonly perMinute: number };

export type LiveWall = {
  readonly touched: ReadonlyMap<string, Touched>;
  /** The newest first. */
  readonly lately: readonly CaseRecord[];
};

const nothing: LiveWall = { touched: new Map(), lately: [] };

type Counter = { count: number; readonly parts: Map<number, number> };

const counted = ({ count, parts }: Counter, nowMs: number): Touched => {
  let perMinute = 0;
  for (const [part, of] of parts) {
    if (part * PART_MS < nowMs - MINUTE_MS) parts.delete(part);
    else perMinute += of;
  }
  return { count, perMinute };
};

/** Gathers records; exported for its test. */
export const gatherer = () => {
  const counters = new Map<string, Counter>();
  let lately: readonly CaseRecord[] = [];
  const touch = (note: string, nowMs: number): void => {
    const counter = counters.get(note) ?? { count: 0, parts: new Map() };
    const part = Math.floor(nowMs / PART_MS);
    counter.count += 1;
    counter.parts.set(part, (counter.parts.get(part) ?? 0) + 1);
    counters.set(note, counter);
  };
  return {
    take: (record: CaseRecord, nowMs: number): void => {
      for (const note of notesOf(record)) touch(note, nowMs);
      lately = [record, ...lately].slice(0, LATELY_MAX);
    },
    seen: (nowMs: number): LiveWall => ({
      touched: new Map([...counters].map(([note, of]) => [note, counted(of, nowMs)])),
      lately,
    }),
  };
};

export const useLiveWall = (): LiveWall => {
  const { home, as } = useVisit();
  const [wall, setWall] = useState(nothing);
  useEffect(() => {
    const gathered = gatherer();
    let hasChanged = false;
    const end = follow(`${home}/wall/events`, {
      as,
      onEvent: ({ event, data }) => {
        if (event !== 'event' && event !== 'command') return;
        // Each event of this stream is a record of some case.
        gathered.take(data as CaseRecord, Date.now());
        hasChanged = true;
      },
    });
    const draw = (): void => {
      if (hasChanged) setWall(gathered.seen(Date.now()));
      hasChanged = false;
    };
    const timer = setInterval(draw, DRAW_MS);
    // Rates fall, too, when nothing happens.
    const falling = setInterval(() => setWall(gathered.seen(Date.now())), PART_MS);
    return () => {
      clearInterval(timer);
      clearInterval(falling);
      end();
    };
  }, [home, as]);
  return wall;
};
