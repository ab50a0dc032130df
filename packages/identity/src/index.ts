// Sign-in: any OpenID Connect issuer, and one that ships for development.

export { openDevelopmentIssuer } from './development-issuer.ts';
export type { DevelopmentIssuer } from './development-issuer.ts';
export { peopleOf } from './people.ts';
export { relyingParty } from './relying-party.ts';
export type { RelyingPartyOptions } from './relying-party.ts';
export { standardBounds } from './settings.ts';
export type { ClientSettings, SessionBounds, SignInSettings } from './settings.ts';
