// The business of the bench: a stamp card. One command, one event, one view; nothing to wait for.

import {
  aggregate,
  boundedContext,
  contract,
  initial,
  rest,
  states,
  system,
  take,
} from '@dure/domain';
import { count, id, text } from '@dure/domain/shapes';
import { money } from '@dure/domain/korea';

const stamp = {
  cardId: id('card'),
  customerId: id('customer'),
  shopId: id('shop'),
  item: text,
  price: money(),
  stamps: count({ max: 10 }),
};

const kept = { customerId: id('customer'), total: count({ min: 0 }), spent: count({ min: 0 }) };

const { context, command, event, view } = contract('stamps', {
  commands: { AddStamps: stamp },
  events: { StampsAdded: { ...stamp, ...kept } },
  views: { Cards: { cardId: id('card'), ...kept } },
});

const state = states({ absent: initial(), open: rest('열림', kept) });

const StampCard = aggregate('StampCard', {
  identifiedBy: 'cardId',
  accepts: command,
  emits: event,
  refuses: {},
  states: state,

  decide: {
    AddStamps: {
      absent: (add) => event.StampsAdded({ ...add, total: add.stamps, spent: add.price }),
      open: (add, card) =>
        event.StampsAdded({
          ...add,
          total: card.total + add.stamps,
          spent: card.spent + add.price,
        }),
    },
  },

  evolve: { StampsAdded: { absent: state.open, open: state.open } },
});

const Cards = view.Cards.follows([event], {
  path: 'stampCards',
  key: ['cardId'],
  creates: { StampsAdded: take },
  updates: { StampsAdded: take },
  lookedUpBy: [['customerId', 'spent']],
});

const Stamps = boundedContext(context, {
  actors: {
    Shop: { issues: ['AddStamps'], reads: { Cards: 'all' } },
    Customer: { owns: 'customerId', reads: { Cards: 'own' } },
  },
  aggregates: { StampCard },
  views: { Cards },
});

const Unseen = boundedContext(context, {
  actors: { Shop: { issues: ['AddStamps'] } },
  aggregates: { StampCard },
});

const bench = (of: typeof Stamps) =>
  system('bench', { label: ['도장 쿠폰', 'Stamp cards'], businessKey: 'cardId', contexts: [of] });

export const StampCards = bench(Stamps);

/** The same without a view. */
export const StampCardsUnseen = bench(Unseen);

/** The same command for the bench of the kernel alone. */
export const stampOf = (card: number, price: number) =>
  command.AddStamps({
    cardId: `card-${card}`,
    customerId: `customer-${card % 1_000}`,
    shopId: 'shop-1',
    item: '아메리카노',
    price,
    stamps: 1,
  });

export const addStamps = (number: number) => stampOf(number % 10_000, 4_500);
