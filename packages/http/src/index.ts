// The gateway: the businesses of this process over HTTP.

export { createGateway, STANDARD_PORT } from './gateway.ts';
export type { Gateway, GatewayOptions } from './gateway.ts';
export type { Language } from './business/labels.ts';
export type { Caller, Identity } from './identity/caller.ts';
export { openHouse } from './identity/open-house.ts';
export { secured } from './identity/secured.ts';
export type { Secured } from './identity/secured.ts';
export { CannotListen } from './server/listen.ts';
export type { Fault } from './server/exchange.ts';
