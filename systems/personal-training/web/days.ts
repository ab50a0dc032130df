// Days and hours on the clock of the gym.

import {
  addDays,
  dayOf,
  instantWithOffset,
  serverNow,
  textIn,
  useInAddress,
  useVisit,
} from '@dure/web/kit';
import type { Row } from '@dure/web/kit';

export const WEEK = 7;

export const useToday = (): string => dayOf(serverNow(), useVisit().business.timeZone);

/** The seven days that are looked at, from the one in the address. */
export const useDays = () => {
  const today = useToday();
  const [from, setFrom] = useInAddress('from', today);
  const days = Array.from({ length: WEEK }, (_, at) => addDays(from, at));
  return { today, from, setFrom, days };
};

/** As a list is asked for what is held on some days: from the first of them up to the last. */
export const useWithin = (days: readonly string[]) => {
  const { timeZone } = useVisit().business;
  const at = (day: string, time: string): string => instantWithOffset(`${day}T${time}`, timeZone);
  return {
    'ptClassDate.from': at(days[0] ?? '', '00:00:00'),
    'ptClassDate.to': at(days.at(-1) ?? '', '23:59:59'),
  };
};

/** What is held on a day, the earliest first. */
export const heldOn = (rows: readonly Row[], day: string, timeZone: string): readonly Row[] =>
  rows
    .filter((row) => dayOf(Date.parse(textIn(row, 'ptClassDate')), timeZone) === day)
    .toSorted(
      (a, b) => Date.parse(textIn(a, 'ptClassDate')) - Date.parse(textIn(b, 'ptClassDate')),
    );
