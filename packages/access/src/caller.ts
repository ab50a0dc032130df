// Who sends a request, and what they have proved to own.

import type { By, Fields } from '@dure/domain';
import type { Business } from './catalogue.ts';
import type { Person } from './person.ts';
import type { Refusal } from './refusals.ts';
import type { SignInLine } from './sign-in.ts';
import { textOf } from './text.ts';

export type Claims = By['claims'];

export type Caller = {
  /** Nothing, when no one was named: then each line is taken by the actor whose line it is. */
  readonly actor?: string;
  readonly subject?: string;
  readonly claims: Claims;
  /** Whether they own whatever they name, as the one person at their own machine does. */
  readonly ownsAll: boolean;
};

export type Identified =
  | { readonly is: 'known'; readonly caller: Caller }
  | { readonly is: 'refused'; readonly refusal: Refusal };

/** What of a request says who sends it, however it came in. */
export type Credentials = {
  /** A signed token. */
  readonly bearer?: string | undefined;
  /** All cookies as one text, as browsers send them. */
  readonly cookie?: string | undefined;
  /** As whom the caller acts: `Customer:customer-2`. Without sign-in, anyone they like. */
  readonly persona?: string | undefined;
  /** What a page of a signed-in person sends along, so that no other page can act for them. */
  readonly csrf?: string | undefined;
  /** Whether the request may change something. */
  readonly isChange?: boolean | undefined;
  /** Whether a page of another site has sent it. */
  readonly isForeign?: boolean | undefined;
  /** Whether nobody sends it: it is looked whether who listens to a stream may still. */
  readonly isLook?: boolean | undefined;
};

/** Who a page finds behind its credentials. */
export type Visitor = {
  readonly person: Person;
  /** To be sent with whatever changes something; nothing, where no cookie is used. */
  readonly csrf?: string;
};

/** Turns a credential into an actor. Sends nothing, and never throws for what a client sent. */
export interface Identity {
  /** Whether only the machine itself may be listened on. */
  readonly isLocalOnly: boolean;
  /** How often it is looked whether who listens to a stream may still; every 5 s unless given. */
  readonly looksMs?: number;
  identify(credentials: Credentials, business: Business): Identified | Promise<Identified>;
  /** Who has signed in, with all their roles, if anyone has. Absent in an open house. */
  visitor?(credentials: Credentials): Promise<Visitor | undefined>;
  /** The lines by which browsers sign in and out, if they can. */
  readonly lines?: readonly SignInLine[];
}

/** The shapes of the fields that prove whose something is: `2` is `customer-2` there too. */
const claimShapes = (business: Business): Fields => {
  const owned = new Set([...business.actors.values()].flat());
  const shapes: { [field: string]: Fields[string] } = {};
  const notes = [...business.commands.values()].map(({ note }) => note.fields);
  const rows = [...business.views.values()].map(({ view }) => view.fields);
  for (const fields of [...notes, ...rows]) {
    for (const [name, shape] of Object.entries(fields)) {
      if (owned.has(name)) shapes[name] ??= shape;
    }
  }
  return shapes;
};

const shapesKept = new WeakMap<Business, Fields>();

const shapesOf = (business: Business): Fields => {
  const kept = shapesKept.get(business) ?? claimShapes(business);
  shapesKept.set(business, kept);
  return kept;
};

const isPlain = (claim: unknown): claim is string | number =>
  typeof claim === 'string' || typeof claim === 'number';

/** Of all that a credential says, the claims that a rule can read, in the form that is kept. */
export const claimsOf = (
  business: Business,
  said: { readonly [name: string]: unknown },
): Claims => {
  const shapes = shapesOf(business);
  const claims: { [name: string]: string | readonly string[] } = {};
  for (const [name, claim] of Object.entries(said)) {
    const read = (one: string | number) => textOf(shapes[name]?.read(one)) ?? String(one);
    if (isPlain(claim)) claims[name] = read(claim);
    else if (Array.isArray(claim)) claims[name] = claim.filter(isPlain).map(read);
  }
  return claims;
};

/** The values that a claim proves; an ownership may be of several, such as vehicles. */
export const provenBy = (claims: Claims, name: string): readonly string[] => {
  const claim = claims[name];
  if (claim === undefined) return [];
  return typeof claim === 'string' ? [claim] : claim;
};
