// What couriers and managers see: assignments, and where each courier is.

import { take } from '@dure/domain';
import { event, view } from './contract.ts';

/** Once it is over, the customer's phones and address are not needed any more. */
const forgotten = <R extends object>(row: R) => ({
  ...row,
  tel: null,
  address: null,
  contactTel: null,
});

export const Pickupassigns = view.Pickupassigns.follows([event], {
  key: ['pickupId'],
  creates: {
    PickupassignQueued: take,
    PickupassignCompleted: take,
    'PickupassignFailed, PickupassignCancelled': forgotten,
  },
  updates: {
    'PickupassignCompleted, CollectionStarted': take,
    OfferAccepted: ({ status }, row) => ({ ...row, status }),
    // The pickup is no courier's until the next one is sent.
    PickupassignReturned: ({ status }, row) => ({
      ...row,
      status,
      workerid: null,
      worker: null,
      workertel: null,
    }),
    'PickupassignFailed, PickupassignCancelled, CollectionCompleted': ({ status }, row) =>
      forgotten({ ...row, status }),
  },
});

const free = <R extends object>(row: R) => ({ ...row, courierStatus: '대기', pickupId: null });

/** A cancellation touches a courier only if it names one. */
export const CourierBoard = view.CourierBoard.follows([event], {
  key: ['workerid'],
  rows: { PickupassignCancelled: ({ workerid }) => (workerid === undefined ? [] : [{ workerid }]) },
  creates: {
    CourierRegistered: (registered) => ({ ...registered, courierStatus: '휴무', pickupId: null }),
  },
  updates: {
    CourierWentOnDuty: ({ location }, row) => free({ ...row, location }),
    CourierWentOffDuty: (_off, row) => ({ ...row, courierStatus: '휴무' }),
    CourierMoved: ({ location }, row) => ({ ...row, location }),
    PickupassignCompleted: ({ pickupId }, row) => ({ ...row, courierStatus: '배정', pickupId }),
    'PickupassignReturned, PickupassignCancelled': (_ended, row) => free(row),
    CollectionStarted: (_started, row) => ({ ...row, courierStatus: '수거' }),
    CollectionCompleted: ({ location }, row) => free({ ...row, location }),
  },
});
