// Who sends a request, and what he has proved to own.

import type { By, Fields } from '@dure/domain';
import type { Business } from '../business/business.ts';
import { textOf } from '../business/text.ts';
import type { Problem } from '../answers/problem.ts';

export type Claims = By['claims'];

export type Caller = {
  /** Nothing, when nobody was named: then each line is taken by the actor whose line it is. */
  readonly actor?: string;
  readonly subject?: string;
  readonly claims: Claims;
  /** Whether he owns whatever he names, as the one person at his own machine does. */
  readonly ownsAll: boolean;
};

export type Identified =
  | { readonly is: 'known'; readonly caller: Caller }
  | { readonly is: 'refused'; readonly problem: Problem };

/** What of a request says who sends it. */
export type Credentials = {
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  readonly query: unknown;
};

/** Turns a credential into an actor. Sends nothing, and never throws for what a client sent. */
export interface Identity {
  /** Whether only the machine itself may be listened on. */
  readonly isLocalOnly: boolean;
  identify(request: Credentials, business: Business): Identified | Promise<Identified>;
}

export const headerOf = (request: Credentials, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : value?.[0];
};

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
