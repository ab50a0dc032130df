// What must hold of the card network's books in every business that takes cards.

import type { World } from '@dure/rehearsal';
import type { Sentences } from '@dure/rehearsal/log';
import { accountsIn, isCardBooks } from './simulated.ts';
import type { Account } from './simulated.ts';

/** For each state of an account: those in which its payment may be, `''` if there need be none. */
export type Booked = { readonly [is in Account['is']]: readonly string[] };

/** Every account of the network is what the payment of its id says that it is. */
export const booksAgree = (
  world: World,
  payments: ReadonlyMap<string, string>,
  booked: Booked,
): Sentences => {
  const books = world.external('CardNetwork');
  if (!isCardBooks(books)) return [];
  return accountsIn(books).flatMap(([payId, { is }]) => {
    const payment = payments.get(payId) ?? '';
    return booked[is].includes(payment) ? [] : [`${payId}: ${is}, but the payment ${payment}.`];
  });
};
