// The display on the wall of the shop: read from across the room, touched by no one, on all day. It
// shows plates and where each car stands, and no amount: customers wait below it.

import { useEffect, useState } from 'react';
import {
  Button,
  go,
  Icon,
  Link,
  Read,
  selfOf,
  serverNow,
  Since,
  textIn,
  timeIn,
  useConnection,
  useLabel,
  useLanguage,
  useList,
  useNewRows,
  useVisit,
  useWords,
} from '@dure/web/kit';
import type { Row } from '@dure/web/kit';
import { Plate } from './plate.tsx';
import { cancellingStats, openStats } from './stats.ts';
import { repairWords } from './words.ts';
import './repair.css';
import './display.css';

const CARS_MAX = 200;
const SECOND_MS = 1_000;
/** So long a page of cars stands, where a column has more than fit below each other. */
const TURN_MS = 8 * SECOND_MS;
const CARS_ON_PAGE = 6;
const AGAIN_MS = 3 * SECOND_MS;

const columns = [
  ['waitingCars', ['REPAIRREQUEST']],
  ['carsInShop', ['REPAIRRECEIVED']],
  ['carsDone', ['REPAIRCOMPLETED', 'PAYREQUEST']],
  ['carsLeaving', ['PAYAPPROVED', 'DELIVERYREQUESTED']],
  ['carsOnRoad', ['DELIVERYSTARTED']],
] as const;

const useTick = (everyMs: number): number => {
  const [nowMs, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
};

/** A screen that sleeps shows nothing. Not every browser can be kept awake. */
const useAwake = (): void => {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    const keep = async (): Promise<void> => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      lock = await navigator.wakeLock.request('screen').catch(() => undefined);
    };
    const seen = (): void => void keep();
    seen();
    document.addEventListener('visibilitychange', seen);
    return () => {
      document.removeEventListener('visibilitychange', seen);
      void lock?.release();
    };
  }, []);
};

type CarsOf = { readonly rows: readonly Row[]; readonly fresh: ReadonlySet<string> };

const Cars = ({ rows, fresh }: CarsOf) => (
  <ul>
    {rows.map((row) => (
      <li key={selfOf(row)} data-new={fresh.has(selfOf(row)) ? '' : undefined}>
        <Plate number={textIn(row, 'vehiNo')} />
        <Since at={row.lastEventAt} />
      </li>
    ))}
  </ul>
);

type ColumnOf = CarsOf & { readonly title: string };

const Column = ({ title, rows, fresh }: ColumnOf) => {
  const say = useWords(repairWords);
  const turn = Math.floor(useTick(TURN_MS) / TURN_MS);
  const all = Math.max(1, Math.ceil(rows.length / CARS_ON_PAGE));
  const at = turn % all;
  return (
    <section className="display-column">
      <h2>
        {title} <b>{rows.length}</b>
      </h2>
      {rows.length === 0 ? (
        <p className="display-none">{say('noneHere')}</p>
      ) : (
        <Cars rows={rows.slice(at * CARS_ON_PAGE, (at + 1) * CARS_ON_PAGE)} fresh={fresh} />
      )}
      {all === 1 ? null : <p className="display-turn">{say('pageOf', { at: at + 1, all })}</p>}
    </section>
  );
};

const isIn = (stats: readonly string[]) => (row: Row) => stats.includes(textIn(row, 'receiptStat'));

const Cancelling = ({ rows }: { readonly rows: readonly Row[] }) => {
  const say = useWords(repairWords);
  if (rows.length === 0) return null;
  return (
    <p className="display-cancelling">
      <b>{say('carsCancelling')}</b>
      {rows.map((row) => (
        <Plate key={selfOf(row)} number={textIn(row, 'vehiNo')} />
      ))}
    </p>
  );
};

type LiveOf = { readonly readMs: number; readonly isFailing: boolean };

/** How old the picture is matters as much as the picture: said at the first read that fails. */
const Live = ({ readMs, isFailing }: LiveOf) => {
  const say = useWords(repairWords);
  const language = useLanguage();
  const { timeZone } = useVisit().business;
  const isAway = !useConnection() || isFailing;
  const time = timeIn(language, new Date(readMs).toISOString(), timeZone);
  return (
    <p className="display-live" role="status" data-away={isAway ? '' : undefined}>
      <Icon name={isAway ? 'away' : 'check'} /> {isAway ? say('away', { time }) : say('live')}
    </p>
  );
};

const Clock = () => {
  const language = useLanguage();
  const { timeZone } = useVisit().business;
  const now = new Date(useTick(SECOND_MS)).toISOString();
  return (
    <time className="display-clock" dateTime={now}>
      {timeIn(language, now, timeZone)}
    </time>
  );
};

const Tools = () => {
  const say = useWords(repairWords);
  const { business } = useVisit();
  return (
    <div className="display-tools">
      <Button onPress={() => void document.documentElement.requestFullscreen()}>
        {say('fullScreen')}
      </Button>
      <Button
        label={say('closeDisplay')}
        onPress={() => {
          if (document.fullscreenElement) void document.exitFullscreen();
          go(`/${business.name}`);
        }}
      >
        <Icon name="cross" />
      </Button>
    </div>
  );
};

/** Read again even where nothing has changed: a wall that is silent is to be right. */
const useCars = () => {
  const list = useList('displays', { receiptStat: openStats, sort: 'lastEventAt', size: CARS_MAX });
  const { refetch } = list;
  useEffect(() => {
    const timer = setInterval(() => void refetch(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [refetch]);
  return list;
};

const Columns = ({ rows }: { readonly rows: readonly Row[] }) => {
  const say = useWords(repairWords);
  const fresh = useNewRows(rows);
  return (
    <>
      <div className="display-columns">
        {columns.map(([name, stats]) => (
          <Column key={name} title={say(name)} rows={rows.filter(isIn(stats))} fresh={fresh} />
        ))}
      </div>
      <Cancelling rows={rows.filter(isIn(cancellingStats))} />
    </>
  );
};

export const DisplayPage = () => {
  const say = useWords(repairWords);
  const label = useLabel();
  const { business } = useVisit();
  const list = useCars();
  const title = say('displayOf', { name: label(business.label) });
  useAwake();
  useEffect(() => {
    document.title = `${title} · 두레 Dure`;
  }, [title]);
  return (
    <main className="display">
      <header>
        <h1>
          <Link to={`/${business.name}`}>{say('display')}</Link>
        </h1>
        {list.data ? (
          <Live readMs={list.dataUpdatedAt} isFailing={list.isError || list.failureCount > 0} />
        ) : null}
        <Clock />
        <Tools />
      </header>
      <Read of={list}>{({ rows }) => <Columns rows={rows} />}</Read>
    </main>
  );
};
