// How each context fills its columns. The attempt that a receipt names counts, else the newest.

import type { DataOf } from '@dure/domain/shapes';
import type { view } from './contract.ts';

type Row = DataOf<(typeof view.Display)['fields']>;
type Attempts = { readonly [id: string]: string };

type Told = { readonly stat: string };
type OfReceipt = Omit<Row, 'receiptStat'> & Told;
type OfAttempt = Told & { readonly early?: boolean };
type OfPayment = OfAttempt & { readonly paymentId: string };
type OfDelivery = OfAttempt & { readonly deliveryId: string };

/** Attempts stand in the order in which they were begun. */
const statIn = (attempts: Attempts = {}, named: string | undefined): string | undefined =>
  (named === undefined ? undefined : attempts[named]) ?? Object.values(attempts).at(-1);

const shown = (row: Row) => ({
  ...row,
  payStat: statIn(row.payments, row.paymentId),
  deliveryStat: statIn(row.deliveries, row.deliveryId),
});

export const standing = (told: OfReceipt, row: Row) =>
  shown({ ...row, ...told, receiptStat: told.stat });

/** What a repair costs is told by its receipt, when it is told to the customer. */
export const repairing = ({ stat }: Told, row: Row) => ({ ...row, repairStat: stat });

/** Nothing is shown of an attempt that was undone before it began. */
export const paying = ({ paymentId, stat, early }: OfPayment, row: Row) =>
  early ? row : shown({ ...row, payments: { ...row.payments, [paymentId]: stat } });

export const delivering = ({ deliveryId, stat, early }: OfDelivery, row: Row) =>
  early ? row : shown({ ...row, deliveries: { ...row.deliveries, [deliveryId]: stat } });
