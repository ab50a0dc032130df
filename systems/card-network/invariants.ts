// What must hold of the card network's books in every business that takes cards.

import type { World } from '@dure/rehearsal';
import { figure, perStory } from '@dure/rehearsal/log';
import type { Sentences } from '@dure/rehearsal/log';
import { isWithin } from './money.ts';
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

type Noted = { readonly type: string };

/** The desk that pays: what it takes and gives back, and in which fields it says how much. */
export type Desk = {
  /** The field that names a payment. */
  readonly of: string;
  readonly takes: Noted;
  readonly amount: string;
  readonly givesBack: Noted;
  readonly refund: string;
  readonly kept: string;
};

/** Whatever a setting or a person says: what is kept or goes back is within what was taken. */
export const refundsAreWithin =
  ({ of, takes, amount, givesBack, refund, kept }: Desk) =>
  (world: World): Sentences =>
    perStory(of)(world, ({ first, of: all }) => {
      const taken = figure(first(takes.type)?.data, amount);
      const wrong = all(givesBack.type).find(
        ({ data }) => ![refund, kept].every((field) => isWithin(Number(data[field]), taken)),
      );
      return (
        wrong &&
        `of ${taken} ${figure(wrong.data, refund)} went back, ${figure(wrong.data, kept)} was kept.`
      );
    });
