// What people do with couriers all day, driven by chance: more of them want one than there are.

import { dispatchTraffic } from '@dure/dispatch/traffic';
import type { Sent } from '@dure/dispatch/traffic';
import { HOUR_MS, MINUTE_MS } from '@dure/domain';
import { isoOf } from '@dure/domain/korea';
import { anyId, below, pick } from '@dure/rehearsal/traffic';
import type { Random } from '@dure/rehearsal/traffic';
import { CITY_POOL } from './fields.ts';
import * as Pickupassign from './pickupassign/contract.ts';
import * as Pickupcall from './pickupcall/contract.ts';

const { CancelPickup, RequestPickup } = Pickupcall.command;
const assignment = Pickupassign.command;

const types = ['10KG_UNDER', '10KG_OVER'] as const;
const places = ['이수', '사당', '강남', '서울역', '37.5172,127.0473', '홍대'] as const;

const courier = (number: number, location: string): Sent => ({
  id: `P${number}`,
  poolId: CITY_POOL,
  location,
});

const theCourier = ({ id, poolId, location }: Sent) => ({ poolId, workerid: id, location });

/** A window of an hour that begins in a while; now and then too late, or over already. */
const windowOf = (random: Random, now: number) => {
  const from = now + below(random, 130) * MINUTE_MS;
  return { wishedFrom: isoOf(from), wishedTo: isoOf(from + HOUR_MS) };
};

const isPickup = (id: unknown): id is `pickupcall-${string}` =>
  typeof id === 'string' && id.startsWith('pickupcall-');

export const traffic = dispatchTraffic<`pickupcall-${string}`>({
  places,
  // Few for seven phones, and half of them carry little.
  fleet: [courier(1, '이수'), courier(2, '이수'), courier(3, '강남구'), courier(4, '강남구')],
  manager: 'PickupManager',
  sent: { as: 'Courier', claim: 'workerid', recipient: 'courier' },
  requests: 'Pickupcalls',
  assignments: 'Pickupassigns',
  serving: '수거중',
  caseIn: ({ pickupId }) => (isPickup(pickupId) ? pickupId : undefined),

  register: (one) => {
    const number = one.id.slice(-1);
    return assignment.RegisterCourier({
      ...theCourier(one),
      worker: `기사 ${number}`,
      workertel: `0104111000${number}`,
      capability: Number(number) % 2 === 1 ? 'LIGHT' : 'FULL',
    });
  },
  // One parcel in thirty waits where nobody can go.
  request: (random, { now }, tel) =>
    RequestPickup({
      pickupId: anyId(random, 'pickupcall'),
      tel,
      location: random() < 1 / 30 ? '달' : pick(random, places, '이수'),
      parcelType: pick(random, types, '10KG_UNDER'),
      ...(random() < 0.3 ? windowOf(random, now) : {}),
    }),
  cancel: (pickupId) => CancelPickup({ pickupId }),
  accept: ({ caseId, poolId }) => assignment.AcceptOffer({ pickupId: caseId, poolId }),
  decline: ({ caseId, poolId }) => assignment.DeclineOffer({ pickupId: caseId, poolId }),
  start: ({ caseId, poolId }) => assignment.StartCollection({ pickupId: caseId, poolId }),
  complete: ({ caseId, poolId }) => assignment.CompleteCollection({ pickupId: caseId, poolId }),
  goOnDuty: (one) => assignment.GoOnDuty(theCourier(one)),
  goOffDuty: (one) => assignment.GoOffDuty(theCourier(one)),
  report: (one) => assignment.ReportPosition(theCourier(one)),
});
