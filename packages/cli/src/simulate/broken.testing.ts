// The repair shop, under a law that nobody can keep.

import type { Rehearsed } from '@dure/rehearsal';
import { rehearsal } from '@dure/repair-shop/rehearsal';

export { traffic } from '@dure/repair-shop/traffic';

export const Broken: Rehearsed = {
  ...rehearsal,
  invariants: [
    {
      id: 'I0',
      words: { ko: '아무 일도 없다', en: 'Nothing ever happens' },
      holds: 'when quiet',
      broken: ({ events }) => (events.length === 0 ? [] : [`${events.length} things happened.`]),
    },
  ],
};
