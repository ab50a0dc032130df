// How each context fills its columns. Of several schedules the one that was assigned last counts.

import type { DataOf } from '@dure/domain/shapes';
import type { view } from './contract.ts';

type Row = DataOf<(typeof view.Ptstatus)['fields']>;
type Told = { readonly status: string };

type Applied = Told &
  Pick<Row, 'ptOrderId' | 'ptClassId' | 'ptClassName' | 'customerId'> & {
    readonly customerName: string;
  };

type OfCare = Told & Pick<Row, 'ptManagerId' | 'ptTrainerId' | 'trainerId' | 'trainerName'>;

type OfSchedule = Told & Pick<Row, 'ptClassDate' | 'ptResult'> & { readonly ptTrainerId: string };

export const applied = (told: Applied): Row => ({
  ptOrderId: told.ptOrderId,
  ptClassId: told.ptClassId,
  ptClassName: told.ptClassName,
  customerId: told.customerId,
  ptCustomerId: told.customerId,
  ptCustomerName: told.customerName,
  ptOrderStatus: told.status,
  ptTrainerStatus: null,
  scheduleStatuses: {},
});

export const standing = ({ status }: Told, row: Row): Row => ({ ...row, ptOrderStatus: status });

const shown = (row: Row): Row => ({
  ...row,
  ptTrainerStatus: row.scheduleStatuses[row.ptTrainerId ?? ''] ?? null,
});

export const caring = (told: OfCare, row: Row): Row =>
  shown({ ...row, ...told, ptManagerStatus: told.status });

/** A schedule that was declined has no date and no result: those are always of the last one. */
export const scheduled = (
  { ptTrainerId, status, ptClassDate, ptResult }: OfSchedule,
  row: Row,
): Row =>
  shown({
    ...row,
    ...(ptClassDate === undefined ? {} : { ptClassDate }),
    ...(ptResult === undefined ? {} : { ptResult }),
    scheduleStatuses: { ...row.scheduleStatuses, [ptTrainerId]: status },
  });
