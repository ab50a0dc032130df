// What notification is rehearsed with: the simulated gateway, and what must hold of its messages.

export { resolveGivenUp } from './resolving.ts';
export { isSentBook, simulatedGateway } from './simulated.ts';
export type { SentBook } from './simulated.ts';
export { messagesAgree } from './invariants.ts';
