// The gRPC entry: a `.proto` made from the wall, and a server that speaks it.

export type { ProtoEnum, ProtoField, ProtoFile, ProtoMessage } from './schema/model.ts';
export type { FieldNumbers } from './schema/numbers.ts';
export { noNumbers, numbersText } from './schema/numbers.ts';
export { protoOf } from './schema/proto-of.ts';
export type { Proto } from './schema/proto-of.ts';
export { NamesCollide } from './schema/refused.ts';
export { protoText } from './schema/text.ts';
export type { Fault } from './server/call.ts';
export { CannotServe, checkPlace as checkGrpcPlace } from './server/listen.ts';
export { createGrpcServer, STANDARD_GRPC_PORT } from './server/server.ts';
export type { GrpcOptions, GrpcServer } from './server/server.ts';
export type { TlsFiles } from './server/tls.ts';
