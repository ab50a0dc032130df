// What owners see: their places, the rooms of each night, and what they have to decide.

import { nightsOf, take } from '@dure/domain';
import { event, view } from './contract.ts';

export const ReservationManagements = view.ReservationManagements.follows([event], {
  key: ['placeId'],
  creates: { PlaceAdopted: take },
  updates: { 'StockOpened, InstantConfirmationSet, ReservationConfirmed': take },
});

const rowsOf = (placeId: `place-${string}`, from: string, to: string) =>
  nightsOf(from, to).map((night) => ({ placeId, night }));

/** A stay gives back its rooms only if it had some: then the event names a stock. */
export const NightStocks = view.NightStocks.follows([event], {
  key: ['placeId', 'night'],
  rows: {
    'StockOpened, NightsOpened, NightStockSet': ({ placeId, fromDt, toDt }) =>
      rowsOf(placeId, fromDt, toDt),
    ReservationHeld: ({ placeId, strDt, endDt }) => rowsOf(placeId, strDt, endDt),
    ReservationConfirmed: ({ placeId, strDt, endDt, instantConfirmation }) =>
      instantConfirmation ? rowsOf(placeId, strDt, endDt) : [],
    ReservationCancelConfirmed: ({ placeId, stock, strDt, endDt }) =>
      stock === null || !strDt || !endDt ? [] : rowsOf(placeId, strDt, endDt),
  },
  creates: {
    'StockOpened, NightsOpened': ({ stock }, { key }) => ({ ...key, stock, free: stock }),
  },
  updates: {
    NightStockSet: ({ stock }, row) => ({ ...row, stock, free: stock - (row.stock - row.free) }),
    'ReservationHeld, ReservationConfirmed': ({ qty }, row) => ({ ...row, free: row.free - qty }),
    ReservationCancelConfirmed: ({ qty = 0 }, row) => ({ ...row, free: row.free + qty }),
  },
});

export const OwnerTasks = view.OwnerTasks.follows([event], {
  key: ['orderId'],
  creates: {
    ReservationHeld: (held) => ({ ...held, status: '확인대기' }),
    ReservationConfirmed: (confirmed) => ({ ...confirmed, status: '예약확정' }),
  },
  updates: {
    ReservationConfirmed: (_confirmed, row) => ({ ...row, status: '예약확정' }),
    ReservationCancelConfirmed: ({ reason }, row) => ({ ...row, reason, status: '객실반환' }),
    StayEnded: (_ended, row) => ({ ...row, status: '이용종료' }),
  },
});
