// The card network, for every business that takes cards: what it is asked, and the one of the demo.

export { CardNetwork } from './network.ts';
export { accountsIn, isCardBooks, simulatedCardNetwork } from './simulated.ts';
export type { Account, CardBooks } from './simulated.ts';
export { booksAgree } from './invariants.ts';
export type { Booked } from './invariants.ts';
