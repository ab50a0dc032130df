// Contexts as processes of their own: what runs one, and how the gateway reaches them.

export { Client } from './client.ts';
export type { Publishing } from './leases.ts';
export { Unreachable } from './protocol.ts';
export type { ReplicaState } from './protocol.ts';
export { EXTERNALS, reachBusiness } from './remote-host.ts';
export type { RemoteOptions } from './remote-host.ts';
export type { RemoteKernel } from './remote-kernel.ts';
export type { MetricsPage } from './server.ts';
export { runService } from './service.ts';
export type { Carried, Carrier } from './carrier.ts';
export type { RetiringState } from './sealed.ts';
export type { ContextServer } from './service.ts';
export type { ServiceOptions } from './service-options.ts';
export { talksOf } from './talks.ts';
export type { Talk } from './talks.ts';
export { secretOf, SECRET_BYTES_MIN, Signer } from './tokens.ts';
export type { Secret } from './tokens.ts';
export { freePort } from './free-port.ts';
export { runTogether } from './together.ts';
export type { Together, TogetherOptions } from './together.ts';
