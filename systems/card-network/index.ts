// The card network, for every business that takes cards: what it is asked, and what may go back.

export { isWithin, shareOf } from './money.ts';
export { cardNetworkLabels } from './labels.ts';
export { CardNetwork } from './network.ts';
