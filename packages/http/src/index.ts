// The gateway: the businesses of this process over HTTP.

export { checkPlaces, createGateway, STANDARD_PORT } from './gateway.ts';
export type { Gateway, GatewayOptions } from './gateway.ts';
export { fileAudit } from './audit/file-audit.ts';
export type { FileAuditOptions } from './audit/file-audit.ts';
export { standardLimits } from '@dure/access';
export type { LimitOptions, Rate } from '@dure/access';
export { hashChain } from './audit/chain.ts';
export { rewriteAudit } from './audit/rewrite-audit.ts';
export type { RewrittenAudit } from './audit/rewrite-audit.ts';
export type { MovableClock } from './operations/movable.ts';
export { CannotListen } from './server/listen.ts';
export type { Bringing } from './published.ts';
export type { Fault } from './server/exchange.ts';
export type * from './page-types.ts';
