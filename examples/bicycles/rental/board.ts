// The rental: a bicycle is rented against a deposit, and comes back.

import {
  aggregate,
  ask,
  boundedContext,
  deadline,
  except,
  externalSystem,
  final,
  forbidden,
  initial,
  invalid,
  isOthers,
  ledger,
  nothing,
  only,
  open,
  per,
  process,
  question,
  reminder,
  rest,
  saga,
  settings,
  shaped,
  states,
  take,
  timeOfDay,
  together,
  unavailable,
  whenever,
  whole,
} from '@dure/domain';
import type { AnyMessage } from '@dure/domain';
import { phone } from '@dure/domain/korea';
import * as Garage from '../garage/contract.ts';
import { of } from '../shapes.ts';
import { command, context, event, reject, remind, view } from './contract.ts';

// #region settings
const setting = settings({
  RENTAL_MAX: [14, 'days', { atLeast: 1, atMost: 30 }],
  LATE_FEE: [5_000, 'won'],
  IS_OPEN: true,
  HOTLINE: shaped(phone, '01012345678'),
  CLOSES: timeOfDay('20:00'),
});
// #endregion settings

// #region externalSystem
export const Bank = externalSystem('Bank', {
  hold: question(of('memberId', 'deposit'), {}, of('remark')),
  release: question(of('memberId', 'deposit')),
});
// #endregion externalSystem

// #region ask
const holdDeposit = ask('holdDeposit', { of: Bank.hold, undo: Bank.release, timeoutMs: 800 });
// #endregion ask

// #region states
const state = states({
  unknown: initial(),
  inStand: rest('in the stand', of('frameNo', 'deposit')),
  rented: open('rented', of('frameNo', 'deposit', 'memberId')),
  retired: final('retired'),
});
// #endregion states

// #region aggregate
export const Bike = aggregate('Bike', {
  identifiedBy: 'bikeId',
  accepts: command,
  emits: event,
  refuses: reject,
  states: state,
  path: 'bicycles',
  isCounted: true,
  asks: [holdDeposit],
  // A state `parked` of the first version is `inStand` now.
  lifts: [(older) => (older.is === 'parked' ? { ...older, is: 'inStand' } : older)],
  claims: {
    frameNo: {
      takenBy: 'BikeRegistered',
      releasedBy: ['BikeRetired'],
      refuses: ({ value, holder }) => reject.FrameKnown({ frameNo: value, bikeId: holder }),
    },
  },
  decide: {
    RegisterBike: { unknown: event.BikeRegistered },
    RentBike: {
      inStand: (rent, bike, { setting: value, by }) => {
        if (!value(setting.IS_OPEN)) return unavailable;
        const { memberId } = rent;
        if (isOthers(by, { actor: 'Member', claim: 'memberId', value: memberId })) return forbidden;
        const mistakes = together(
          rent.days > value(setting.RENTAL_MAX) &&
            invalid('days', { ko: '너무 깁니다', en: 'is too long' }),
        );
        if (mistakes) return mistakes;
        return holdDeposit({ ...rent, deposit: bike.deposit })
          .taken(event.BikeRented)
          .refused(reject.DepositDeclined)
          .unavailable(() => unavailable);
      },
    },
    ReturnBike: { rented: event.BikeReturned, inStand: nothing },
    ChargeLateFee: {
      rented: (charge, _bike, known) =>
        event.LateFeeCharged({ ...charge, deposit: known.setting(setting.LATE_FEE) }),
      '*': nothing,
    },
    RetireBike: { inStand: event.BikeRetired, retired: nothing },
  },
  evolve: {
    BikeRegistered: { unknown: state.inStand },
    BikeRented: { inStand: state.rented },
    BikeReturned: { rented: state.inStand },
    LateFeeCharged: { rented: (charged, bike) => state.rented({ ...bike, ...charged }) },
    BikeRetired: { inStand: state.retired },
  },
});
// #endregion aggregate

// #region only
export const ofMembers = only(command, 'RentBike', 'ReturnBike');
export const ofStaff = except(command, 'RentBike', 'ReturnBike');
// #endregion only

const shop = states({ closed: initial(), serving: rest('serving') });
const hire = states({
  none: initial(),
  running: open('running', of('memberId')),
  over: final('over'),
});

// #region ledger
export const Hires = ledger('Hires', {
  identifiedBy: 'bikeId',
  accepts: only(command, 'RegisterBike', 'RentBike'),
  emits: only(event, 'BikeRegistered', 'BikeRented', 'BikeReturned'),
  refuses: only(reject, 'DepositDeclined'),
  registers: { Shop: whole(shop), Hire: per('memberId', hire, ['running']) },
  decide: {
    Shop: { RegisterBike: { closed: event.BikeRegistered } },
    Hire: {
      RentBike: {
        none: (rent, _hire, { ledger: registers }) =>
          registers.Hire.size > 0 ? reject.DepositDeclined(rent) : event.BikeRented(rent),
      },
    },
  },
  evolve: {
    Shop: { BikeRegistered: { closed: shop.serving } },
    Hire: {
      BikeRented: { none: hire.running },
      BikeReturned: { running: hire.over },
    },
  },
});
// #endregion ledger

// #region view
const Bikes = view.Bikes.follows([event], {
  key: ['bikeId'],
  creates: { BikeRegistered: (registered) => ({ ...registered, status: 'new', lastMember: null }) },
  updates: {
    BikeRented: take,
    BikeReturned: ({ memberId, status }, { memberId: _back, ...row }) => ({
      ...row,
      status,
      lastMember: memberId,
    }),
    BikeRetired: () => undefined,
  },
  lookedUpBy: ['memberId'],
  version: 2,
});
// #endregion view

// #region deadline
const LATE = deadline({
  starts: event.BikeRented,
  after: setting.RENTAL_MAX,
  ends: [event.BikeReturned],
  due: command.ChargeLateFee,
});
// #endregion deadline

// #region reminder
const RETURN_IS_NEAR = reminder({
  starts: event.BikeRented,
  at: ({ days }, { now }) => now + (days * 24 - 12) * 3_600_000,
  ends: [event.BikeReturned],
  remind: remind.ReturnIsNear,
});
// #endregion reminder

const isBike = (value: unknown): value is `bike-${string}` =>
  typeof value === 'string' && value.startsWith('bike-');

// #region policy
const inspectReturned = whenever(event.BikeReturned, Garage.command.InspectBike, {
  when: setting.IS_OPEN,
});
// #endregion policy

// #region saga
export const BackInStand = saga('BackInStand', {
  startedBy: event.BikeReturned,
  followedBy: 'bikeId',
  steps: [
    {
      name: 'inspect',
      send: Garage.command.InspectBike,
      until: Garage.event.BikeInspected,
      unless: [Garage.event.DamageReported],
    },
    {
      name: 'release',
      send: Garage.command.ReleaseBike,
      until: Garage.event.BikeReleased,
    },
  ],
});
// #endregion saga

// #region process
const bikeIn = (happened: AnyMessage & { readonly bikeId?: unknown }) =>
  isBike(happened.bikeId) ? happened.bikeId : undefined;

/** Remembers how often a bicycle has come back. */
export const retireWorn = process<number>({
  name: 'retireWorn',
  follows: [event.BikeReturned],
  caseOf: bikeIn,
  sends: [command.RetireBike],
  step: (times = 0, returned) => {
    const bikeId = bikeIn(returned);
    const isWorn = bikeId !== undefined && times >= 999;
    return { memory: times + 1, sends: isWorn ? [command.RetireBike({ bikeId })] : [] };
  },
});
// #endregion process

// #region board
export const Rental = boundedContext(context, {
  labels: { context: ['대여', 'Rental'] },
  actors: {
    Member: { owns: 'memberId', issues: ['RentBike'], reads: 'own' },
    Clerk: { issues: ['RegisterBike', 'ReturnBike', 'RetireBike'], reads: { Bikes: 'all' } },
  },
  aggregates: { Bike },
  policies: { inspectReturned },
  sagas: { BackInStand },
  processes: { retireWorn },
  deadlines: { LATE, RETURN_IS_NEAR },
  settings: setting,
  views: { Bikes },
});
// #endregion board
