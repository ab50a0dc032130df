// The card network, for every business that takes cards: what it is asked.

export { CardNetwork } from './network.ts';
