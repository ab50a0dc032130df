// The open house: one person at his own machine, who slips into any role of the wall.

import { invalidPart, problem } from '../answers/refusals.ts';
import type { Problem } from '../answers/problem.ts';
import type { Business } from '../business/business.ts';
import { claimsOf, headerOf } from './caller.ts';
import type { Caller, Credentials, Identified, Identity } from './caller.ts';

export const PERSONA_HEADER = 'dure-persona';
export const PERSONA_COOKIE = 'dure-persona';
export const PERSONA_QUERY = 'as';

const KEPT_MAX = 1_000;

const nobody: Identified = { is: 'known', caller: { claims: {}, ownsAll: true } };

const refused = (problemFound: Problem): Identified => ({ is: 'refused', problem: problemFound });

const decoded = (written: string): string => {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
};

const fromCookie = (request: Credentials): string | undefined => {
  const cookies = headerOf(request, 'cookie');
  const [, persona] = /(?:^|;\s*)dure-persona=([^;]*)/.exec(cookies ?? '') ?? [];
  return persona === undefined ? undefined : decoded(persona);
};

const fromQuery = (request: Credentials): string | undefined => {
  // The server reads a query as an object of texts and lists of texts.
  const persona = (request.query as { readonly [name: string]: unknown })[PERSONA_QUERY];
  return typeof persona === 'string' ? persona : undefined;
};

const personaIn = (request: Credentials): string | undefined => {
  const named = headerOf(request, PERSONA_HEADER) ?? fromQuery(request);
  return (named === undefined ? fromCookie(request) : decoded(named)) || undefined;
};

/** `Customer:customer-2`: a persona of the demo, or anybody else by what he owns. */
const callerOf = (business: Business, persona: string): Identified => {
  const [actor = '', ...rest] = persona.split(':');
  const subject = rest.join(':');
  const owned = business.actors.get(actor);
  if (!owned) {
    const names = [...business.actors.keys()].join(', ');
    return refused(invalidPart('Dure-Persona', `다음 중 하나: ${names}`, `One of: ${names}`));
  }
  if (subject === '') return { is: 'known', caller: { actor, claims: {}, ownsAll: true } };
  const personas = business.system.demo?.personas ?? [];
  const drawn = personas.find((of) => of.actor === actor && of.subject === subject);
  const said = drawn?.claims ?? Object.fromEntries(owned.map((claim) => [claim, subject]));
  const claims = claimsOf(business, said);
  const caller: Caller = { actor, subject, claims, ownsAll: false };
  return { is: 'known', caller };
};

/** A page of another site must not use the open house through its visitor's browser. */
const isFromElsewhere = (request: Credentials): boolean => {
  const site = headerOf(request, 'sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && site !== 'same-site') {
    return true;
  }
  const host = headerOf(request, 'host');
  return host !== undefined && host !== lastLoopback && !isOurs(host);
};

/** The host that was ours the last time: it is looked at with every request. */
let lastLoopback = 'localhost';

const isOurs = (host: string): boolean => {
  if (!isLoopback(host.toLowerCase().replace(/:\d+$/, ''))) return false;
  lastLoopback = host;
  return true;
};

/** Whether a host names this machine and nothing else. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' ||
  host.endsWith('.localhost') ||
  host === '::1' ||
  host === '[::1]' ||
  /^127(\.\d{1,3}){3}$/.test(host);

const elsewhere = refused(
  problem('Forbidden', {
    words: {
      ko: '열린 집은 이 컴퓨터에서만 쓸 수 있습니다',
      en: 'The open house may only be used from this machine',
    },
  }),
);

/** Lets the caller pick a persona by header, query or cookie; otherwise each line's own actor. */
export const openHouse = (): Identity => {
  const known = new Map<string, Identified>();
  return {
    isLocalOnly: true,
    identify: (request, business) => {
      if (isFromElsewhere(request)) return elsewhere;
      const persona = personaIn(request);
      if (persona === undefined) return nobody;
      const id = `${business.name}/${persona}`;
      const met = known.get(id) ?? callerOf(business, persona);
      if (known.size < KEPT_MAX) known.set(id, met);
      return met;
    },
  };
};
