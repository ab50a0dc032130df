// Development identity: on the machine itself only; the caller picks any actor.

import { claimsOf } from './caller.ts';
import type { Caller, Credentials, Identified, Identity } from './caller.ts';
import type { Business } from './catalogue.ts';
import { decoded, personaCookie } from './persona.ts';
import { invalidPart } from './refusals.ts';
import type { Refusal } from './refusals.ts';

const KEPT_MAX = 1_000;

const nobody: Identified = { is: 'known', caller: { claims: {}, ownsAll: true } };

const refused = (refusal: Refusal): Identified => ({ is: 'refused', refusal });

const personaIn = (credentials: Credentials): string | undefined => {
  const named = credentials.persona ?? personaCookie(credentials);
  return (named && decoded(named)) || undefined;
};

/** `Customer:customer-2`: a persona of the demo, or anyone else by what they own. */
const callerOf = (business: Business, persona: string): Identified => {
  const [actor = '', ...rest] = persona.split(':');
  const subject = rest.join(':');
  const owned = business.actors.get(actor);
  if (!owned) {
    const names = [...business.actors.keys()].join(', ');
    return refused(invalidPart('Dure-Persona', `다음 중 하나: ${names}`, `One of: ${names}`));
  }
  if (subject === '') return { is: 'known', caller: { actor, claims: {}, ownsAll: true } };
  const drawn = business.personas.find((of) => of.actor === actor && of.subject === subject);
  const said = drawn?.claims ?? Object.fromEntries(owned.map((claim) => [claim, subject]));
  const claims = claimsOf(business, said);
  const caller: Caller = { actor, subject, claims, ownsAll: false };
  return { is: 'known', caller };
};

/** Lets the caller pick a persona; otherwise each line is taken by its own actor. */
export const openHouse = (): Identity => {
  const known = new Map<string, Identified>();
  return {
    isLocalOnly: true,
    identify: (credentials, business) => {
      const persona = personaIn(credentials);
      if (persona === undefined) return nobody;
      const id = `${business.name}/${persona}`;
      const identified = known.get(id) ?? callerOf(business, persona);
      if (known.size < KEPT_MAX) known.set(id, identified);
      return identified;
    },
  };
};
