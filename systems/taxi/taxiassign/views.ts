// What drivers and managers see: assignments, and where each taxi is.

import { take } from '@dure/domain';
import { event, view } from './contract.ts';

export const Taxiassigns = view.Taxiassigns.follows([event], {
  key: ['callId'],
  creates: {
    TaxiassignQueued: take,
    TaxiassignCompleted: take,
    'TaxiassignFailed, TaxiassignCancelled': (ended) => ({ ...ended, tel: null }),
  },
  updates: {
    'TaxiassignCompleted, RideStarted': take,
    OfferAccepted: ({ status }, row) => ({ ...row, status }),
    // The call is no driver's until the next one is sent.
    TaxiassignReturned: ({ status }, row) => ({
      ...row,
      status,
      taxiid: null,
      driver: null,
      drivertel: null,
    }),
    // Once it is over, nobody needs the customer's phone any more.
    'TaxiassignFailed, TaxiassignCancelled, RideCompleted': ({ status }, row) => ({
      ...row,
      status,
      tel: null,
    }),
  },
});

const free = <R extends object>(row: R) => ({ ...row, taxiStatus: '대기', callId: null });

/** A cancellation touches a taxi only if it names one. */
export const TaxiBoard = view.TaxiBoard.follows([event], {
  key: ['taxiid'],
  rows: { TaxiassignCancelled: ({ taxiid }) => (taxiid === undefined ? [] : [{ taxiid }]) },
  creates: {
    TaxiRegistered: (registered) => ({ ...registered, taxiStatus: '휴무', callId: null }),
  },
  updates: {
    TaxiWentOnDuty: ({ location }, row) => free({ ...row, location }),
    TaxiWentOffDuty: (_off, row) => ({ ...row, taxiStatus: '휴무' }),
    TaxiMoved: ({ location }, row) => ({ ...row, location }),
    TaxiassignCompleted: ({ callId }, row) => ({ ...row, taxiStatus: '배정', callId }),
    'TaxiassignReturned, TaxiassignCancelled': (_ended, row) => free(row),
    RideStarted: (_started, row) => ({ ...row, taxiStatus: '운행' }),
    RideCompleted: ({ location }, row) => free({ ...row, location }),
  },
});
