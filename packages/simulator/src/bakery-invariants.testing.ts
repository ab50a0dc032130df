// What must hold in the made-up bakery, whatever breaks.

import type { Invariant } from '@dure/rehearsal';

const counts = (events: readonly { readonly type: string }[], type: string): number =>
  events.filter((event) => event.type === type).length;

export const invariants: readonly Invariant[] = [
  {
    id: 'I1',
    words: { ko: '오븐 자리보다 많이 굽지 않는다', en: 'No more cakes than places' },
    holds: 'always',
    broken: ({ events }) => {
      const used = counts(events, 'CakeBaked') - counts(events, 'PlaceEmptied');
      return used > 3 ? [`${used} cakes are in the oven.`] : [];
    },
  },
  {
    id: 'I3',
    words: { ko: '한 자리에 한 주문', en: 'One order at a table' },
    holds: 'always',
    broken: ({ states: of }) => {
      const placed = [...of('Order').values()].filter(({ is }) => is === 'placed');
      const tables = new Set(placed.map((at) => at['table']));
      return tables.size < placed.length ? ['Two orders are at one table.'] : [];
    },
  },
  {
    id: 'I2',
    words: { ko: '돈과 주문이 맞는다', en: 'Money and orders agree' },
    holds: 'when quiet',
    broken: ({ states: of }) =>
      [...of('Payment')].flatMap(([key, { is }]) =>
        is === 'held' && !of('Order').has(key) ? [`The money of ${key} is held for nothing.`] : [],
      ),
  },
];
