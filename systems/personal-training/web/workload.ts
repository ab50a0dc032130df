// How much each trainer has open: what they have to date, to hold, and to report on.

import { serverNow, textIn, useList } from '@dure/web/kit';
import type { Row } from '@dure/web/kit';

const LIST_MAX = 200;

/** Schedules that are not over, of all trainers. */
export const useOpenSchedules = (): readonly Row[] => {
  const list = useList('ptstatuses', {
    ptTrainerStatus: ['SCHEDULE_REQUESTED', 'SCHEDULE_CONFIRMED'],
    size: LIST_MAX,
  });
  return list.data?.rows ?? [];
};

export type Open = {
  readonly all: number;
  readonly undated: number;
  readonly booked: number;
  /** Held already, and without a result. */
  readonly owed: number;
};

export const openIn = (rows: readonly Row[], trainerId: string): Open => {
  const own = rows.filter((row) => textIn(row, 'trainerId') === trainerId);
  const dated = own.filter((row) => textIn(row, 'ptTrainerStatus') === 'SCHEDULE_CONFIRMED');
  const owed = dated.filter((row) => Date.parse(textIn(row, 'ptClassDate')) <= serverNow()).length;
  return {
    all: own.length,
    undated: own.length - dated.length,
    booked: dated.length - owed,
    owed,
  };
};
