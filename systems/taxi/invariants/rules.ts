// What is wrong with a world of taxis, a sentence each: the rules of every dispatcher, given the
// notes of taxi call, and what this business alone has.

import { placeAt, roadMetres } from '@dure/dispatch';
import { dispatchRules } from '@dure/dispatch/invariants';
import type { Data } from '@dure/dispatch/invariants';
import { HOUR_MS, MINUTE_MS } from '@dure/domain';
import type { World } from '@dure/rehearsal';
import { perStory, word } from '@dure/rehearsal/log';
import type { Sentences } from '@dure/rehearsal/log';
import * as Taxiassign from '../taxiassign/contract.ts';
import * as Taxicall from '../taxicall/contract.ts';
import * as Taximanage from '../taximanage/contract.ts';

const call = Taxicall.event;
const management = Taximanage.event;
const assignment = Taxiassign.event;

const dispatched = dispatchRules({
  caseId: 'callId',
  resourceId: 'taxiid',
  serving: 'riding',
  request: {
    aggregate: 'Taxicall',
    view: 'Taxicalls',
    requested: call.TaxicallRequested,
    confirmed: call.TaxicallConfirmed,
    reassigning: call.TaxicallReassigning,
    completed: call.TaxicallCompleted,
    failed: call.TaxicallFailed,
    cancelled: call.TaxicallCancelled,
    cancelConfirmed: call.TaxicallCancelConfirmed,
    cancelRefused: call.TaxicallCancelRefused,
  },
  management: {
    aggregate: 'Taximanage',
    accepted: management.TaximanageAccepted,
    withdrawn: management.TaximanageWithdrawn,
    assigned: management.TaximanageAssigned,
  },
  pool: {
    ledger: 'TaxiPool',
    register: 'Taxi',
    registered: assignment.TaxiRegistered,
    wentOnDuty: assignment.TaxiWentOnDuty,
    wentOffDuty: assignment.TaxiWentOffDuty,
    moved: assignment.TaxiMoved,
    queued: assignment.TaxiassignQueued,
    assigned: assignment.TaxiassignCompleted,
    accepted: assignment.OfferAccepted,
    returned: assignment.TaxiassignReturned,
    failed: assignment.TaxiassignFailed,
    cancelled: assignment.TaxiassignCancelled,
    started: assignment.RideStarted,
    completed: assignment.RideCompleted,
  },
  lapsesMost: Taxiassign.terms.OFFER_LAPSES_MAX.standard,
  // Any taxi of a class will do for any call of it.
  fits: () => true,
  status: { view: 'CallStatus', shown: 'callStatus' },
  board: {
    view: 'TaxiBoard',
    shown: 'taxiStatus',
    called: { off: '휴무', free: '대기', assigned: '배정', riding: '운행' },
  },
  contact: {
    // A vehicle may have a number alone.
    fields: ['driver', 'drivertel'],
    shownMs: Taxicall.terms.DRIVER_RETENTION.standard * HOUR_MS,
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
  promisesAreKept,
  servesOne,
  statesAgree,
  theAbsentGoOff,
  viewsAgree,
} = dispatched;

// I2
export const ofTheirClass = (world: World): Sentences => [
  ...dispatched.onlyWhoFits(world),
  ...perStory('callId')(world, ({ first }) => {
    const pool = word(first('TaxiassignCompleted')?.data, 'poolId');
    const asked = word(first('TaximanageAccepted')?.data, 'taxiClass');
    return pool !== '' && pool !== `서울/${asked}` && `${asked}, but of ${pool}.`;
  }),
];

// I8
export const feesAreRight = dispatched.feesAreRight({
  freeMs: Taxicall.terms.FREE_CANCEL_AFTER_CONFIRM.standard * MINUTE_MS,
  by: 'taxiClass',
  fees: Taxicall.terms.LATE_CANCEL_FEE.standard,
});

type Tariff = readonly [base: number, coveredM: number, step: number, perM: number];

/** As the page has them, a second time. */
const tariffs: { readonly [taxiClass: string]: Tariff } = {
  일반: [4800, 1600, 100, 131],
  고급: [7000, 3000, 200, 151],
  대형: [9000, 3000, 200, 140],
};

const fareOf = (accepted: Data): number => {
  const [base, covered, step, per] = tariffs[word(accepted, 'taxiClass')] ?? [0, 0, 0, 1];
  const [from, to] = [placeAt(word(accepted, 'location')), placeAt(word(accepted, 'destination'))];
  const trip = from && to ? roadMetres(from, to) : Taximanage.terms.DEFAULT_TRIP.standard;
  return base + step * Math.ceil(Math.max(0, trip - covered) / per);
};

// I9
export const faresAreRight = dispatched.costsAreRight(fareOf);
