// The card network of the demo and of storms, and what must hold of its books.

export { accountsIn, isCardBooks, simulatedCardNetwork } from './simulated.ts';
export type { Account, CardBooks } from './simulated.ts';
export { booksAgree, refundsAreWithin } from './invariants.ts';
export type { Booked, Desk } from './invariants.ts';
