// The gRPC entry: a `.proto` made from the wall, and a server that speaks it.

export type { FieldNumbers } from './schema/numbers.ts';
export { noNumbers, numbersText } from './schema/numbers.ts';
export { protoOf } from './schema/proto-of.ts';
export type { Proto } from './schema/proto-of.ts';
export { NamesCollide } from './schema/refused.ts';
export { protoText } from './schema/text.ts';
