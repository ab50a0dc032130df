// What is wrong with a world of couriers, a sentence each: the rules of every dispatcher, given
// the notes of parcel pickup, and what this business alone has.

import { placeAt, roadMetres } from '@dure/dispatch';
import { dispatchRules } from '@dure/dispatch/invariants';
import type { Data } from '@dure/dispatch/invariants';
import { HOUR_MS, MINUTE_MS } from '@dure/domain';
import type { World } from '@dure/rehearsal';
import { perStory, word } from '@dure/rehearsal/log';
import type { Sentences } from '@dure/rehearsal/log';
import * as Pickupassign from '../pickupassign/contract.ts';
import * as Pickupcall from '../pickupcall/contract.ts';
import * as Pickupmanage from '../pickupmanage/contract.ts';

const pickup = Pickupcall.event;
const management = Pickupmanage.event;
const assignment = Pickupassign.event;

/** A heavy parcel is for whoever can carry it. */
const fits = ({ capability }: Data, { parcelType }: Data): boolean =>
  capability === 'FULL' || parcelType === '10KG_UNDER';

const dispatched = dispatchRules({
  caseId: 'pickupId',
  resourceId: 'workerid',
  serving: 'collecting',
  request: {
    aggregate: 'Pickupcall',
    view: 'Pickupcalls',
    requested: pickup.PickupcallRequested,
    confirmed: pickup.PickupcallConfirmed,
    reassigning: pickup.PickupcallReassigning,
    completed: pickup.PickupcallCompleted,
    failed: pickup.PickupcallFailed,
    cancelled: pickup.PickupcallCancelled,
    cancelConfirmed: pickup.PickupcallCancelConfirmed,
    cancelRefused: pickup.PickupcallCancelRefused,
  },
  management: {
    aggregate: 'Pickupmanage',
    accepted: management.PickupmanageAccepted,
    withdrawn: management.PickupmanageWithdrawn,
    assigned: management.PickupmanageAssigned,
  },
  pool: {
    ledger: 'CourierPool',
    register: 'Courier',
    registered: assignment.CourierRegistered,
    wentOnDuty: assignment.CourierWentOnDuty,
    wentOffDuty: assignment.CourierWentOffDuty,
    moved: assignment.CourierMoved,
    queued: assignment.PickupassignQueued,
    assigned: assignment.PickupassignCompleted,
    accepted: assignment.OfferAccepted,
    returned: assignment.PickupassignReturned,
    failed: assignment.PickupassignFailed,
    cancelled: assignment.PickupassignCancelled,
    started: assignment.CollectionStarted,
    completed: assignment.CollectionCompleted,
  },
  lapsesMost: Pickupassign.terms.OFFER_LAPSES_MAX.standard,
  fits,
  status: { view: 'PickupStatus', shown: 'pickupStatus' },
  board: {
    view: 'CourierBoard',
    shown: 'courierStatus',
    called: { off: '휴무', free: '대기', assigned: '배정', collecting: '수거' },
  },
  contact: {
    fields: ['worker', 'workertel'],
    shownMs: Pickupcall.terms.COURIER_RETENTION.standard * HOUR_MS,
  },
});

export const {
  acceptedBefore,
  assignedInTime,
  assignedOnce,
  contactsAreForgotten,
  nearestFirst,
  noneWaitsInVain,
  onePerPhone,
  onlyWhoFits,
  promisesAreKept,
  servesOne,
  statesAgree,
  theAbsentGoOff,
  viewsAgree,
} = dispatched;

// I8
export const feesAreRight = dispatched.feesAreRight({
  freeMs: Pickupcall.terms.FREE_CANCEL_AFTER_CONFIRM.standard * MINUTE_MS,
  by: 'parcelType',
  fees: Pickupcall.terms.LATE_CANCEL_FEE.standard,
});

/** Base and step of each parcel type, as the page has them, a second time. */
const tariffs: { readonly [parcelType: string]: readonly [base: number, step: number] } = {
  '10KG_UNDER': [4000, 100],
  '10KG_OVER': [8000, 200],
};

const costOf = (accepted: Data): number => {
  const [base, step] = tariffs[word(accepted, 'parcelType')] ?? [0, 0];
  const centre = placeAt(Pickupmanage.terms.PICKUP_CENTRE.standard);
  const from = placeAt(word(accepted, 'location'));
  const metres = from && centre ? roadMetres(from, centre) : Infinity;
  return base + step * Math.ceil(Math.max(0, metres - 3000) / 250);
};

// I9
export const costsAreRight = dispatched.costsAreRight(costOf);

const lasting = ['tel', 'parcelType', 'location'] as const;
const ofAPickup = /^(Pickup|Collection)/;

// I13
export const oneStory = (world: World): Sentences => [
  ...perStory('pickupId')(world, ({ all }) => {
    // What is told of a courier is where they are, not where the parcel was.
    const told = all.filter(({ type }) => type !== 'CollectionCompleted');
    const changed = lasting.find((field) => {
      const values = told.map(({ data }) => word(data, field)).filter((value) => value !== '');
      return new Set(values).size > 1;
    });
    return changed && `its ${changed} changed.`;
  }),
  ...world.events
    .filter(({ type, data }) => ofAPickup.test(type) && word(data, 'pickupId') === '')
    .map(({ type }) => `${type} has no pickupId.`),
];
