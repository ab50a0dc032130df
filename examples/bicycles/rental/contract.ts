// What others may know of the rental.

import { becomes, contract, ofKind, removed, upcast } from '@dure/domain';
import { of, shapes } from '../shapes.ts';

const rented = of('bikeId', 'memberId', 'days');

// #region contract
export const { context, command, event, reject, remind, view } = contract('rental', {
  commands: {
    RegisterBike: of('bikeId', 'frameNo', 'deposit'),
    RentBike: { ...rented, ...of('note?') },
    ReturnBike: of('bikeId'),
    ChargeLateFee: of('bikeId', 'memberId'),
    RetireBike: of('bikeId'),
  },
  events: {
    BikeRegistered: of('bikeId', 'frameNo', 'deposit'),
    BikeRented: { ...rented, status: shapes.status },
    BikeReturned: of('bikeId', 'memberId', 'status'),
    LateFeeCharged: of('bikeId', 'memberId', 'deposit'),
    BikeRetired: of('bikeId', 'frameNo'),
  },
  rejections: {
    FrameKnown: of('frameNo', 'bikeId'),
    DepositDeclined: ofKind('unpaid', of('bikeId')),
  },
  reminders: { ReturnIsNear: of('bikeId', 'memberId') },
  views: { Bikes: { ...of('bikeId', 'frameNo', 'status', 'memberId?', 'lastMember|null') } },
  upcasts: {
    BikeRented: [
      upcast(of('bikeId', 'memberId'), (old) => ({ ...old, days: 1, status: 'rented' })),
    ],
    BikeScrapped: [upcast(of('bikeId', 'frameNo'), (old) => becomes('BikeRetired', old))],
    BikeWashed: removed('Nobody has followed it since the washing machine went.'),
  },
});
// #endregion contract
