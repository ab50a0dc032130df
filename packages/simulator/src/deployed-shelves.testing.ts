// The kitchen and the till of the bakery one version on: the entries of a ledger got another name
// and a field, and payments are folded anew.

import {
  aggregate,
  contract,
  final,
  initial,
  ledger,
  nothing,
  open,
  per,
  refolded,
  rest,
  states,
  upcast,
  whole,
} from '@dure/domain';
import { id, text } from '@dure/domain/shapes';
import { amount, cake, places, Till } from './bakery-contracts.testing.ts';
import { holdAtBank, Poison, releaseAtBank, takeAtBank } from './bakery.testing.ts';

const orderId = id('order');
const ovenId = id('oven');
const baked = { ovenId, orderId, cake };

const Kitchen = contract('kitchen', {
  commands: {
    HeatOven: { ovenId, places },
    BakeCake: { ovenId, orderId, cake },
    EmptyPlace: { ovenId, orderId },
  },
  events: {
    OvenHeated: { ovenId, places },
    CakeBaked: { ...baked, tray: text },
    CakeSpoilt: { ovenId, orderId },
    PlaceEmptied: { ovenId, orderId },
  },
  upcasts: { CakeBaked: [upcast(baked, (of) => ({ ...of, tray: 'iron' }))] },
});

const { command, event } = Kitchen;
const oven = states({ absent: initial(), hot: rest('hot', { places }) });
const place = states({
  absent: initial(),
  taken: rest('taken', { tray: text }),
  empty: final('empty', { tray: text }),
});

/** All trays were of iron before. */
const onIron = (is: string) => ({ is: is === 'used' ? 'taken' : is, tray: 'iron' });

export const Oven = ledger('Oven', {
  identifiedBy: 'ovenId',
  accepts: command,
  emits: event,
  refuses: {},
  registers: { Heat: whole(oven), Place: per('orderId', place, ['taken']) },
  lifts: [(of, register) => (register === 'Place' ? onIron(of.is) : of)],
  decide: {
    Heat: { HeatOven: { absent: event.OvenHeated, hot: nothing } },
    Place: {
      BakeCake: {
        absent: (bake, _place, { ledger: { Heat, Place } }) => {
          if (bake.cake === 'poison') throw new Poison();
          return Heat.is === 'hot' && Place.size < Heat.places
            ? event.CakeBaked({ ...bake, tray: 'clay' })
            : event.CakeSpoilt(bake);
        },
        empty: nothing,
      },
      EmptyPlace: { taken: event.PlaceEmptied, '*': nothing },
    },
  },
  evolve: {
    Heat: { OvenHeated: { absent: oven.hot } },
    Place: {
      CakeBaked: { absent: ({ tray }) => place.taken({ tray }) },
      CakeSpoilt: { absent: () => place.empty({ tray: 'iron' }) },
      PlaceEmptied: { taken: (_emptied, { tray }) => place.empty({ tray }) },
    },
  },
});

const paid = states({
  absent: initial(),
  held: open('held', { amount, tax: amount }),
  taken: final('taken', { amount, tax: amount }),
  released: final('released'),
});

export const Payment = aggregate('Payment', {
  identifiedBy: 'orderId',
  accepts: Till.command,
  emits: Till.event,
  refuses: Till.reject,
  states: paid,
  lifts: [refolded],
  decide: {
    HoldMoney: {
      absent: (hold) =>
        holdAtBank(hold)
          .taken(() => Till.event.MoneyHeld(hold))
          .refused(() => Till.reject.NoMoney(hold)),
      held: nothing,
      taken: nothing,
      released: Till.reject.TooLate,
    },
    ReleaseMoney: {
      absent: (release) => releaseAtBank(release).taken(() => Till.event.MoneyReleased(release)),
      held: (release) => releaseAtBank(release).taken(() => Till.event.MoneyReleased(release)),
      released: nothing,
      taken: nothing,
    },
    TakeMoney: {
      held: (take, { amount: sum }) =>
        takeAtBank(take).taken(() => Till.event.MoneyTaken({ ...take, amount: sum })),
      taken: nothing,
      released: nothing,
    },
  },
  evolve: {
    MoneyHeld: {
      absent: ({ amount: sum }) => paid.held({ amount: sum, tax: Math.ceil(sum / 10) }),
    },
    MoneyReleased: { absent: () => paid.released(), held: () => paid.released() },
    MoneyTaken: { held: (_taken, { amount: sum, tax }) => paid.taken({ amount: sum, tax }) },
  },
});
