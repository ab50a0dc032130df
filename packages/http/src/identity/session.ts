// `GET /session`: who a page acts for, as whom they may act, and how they sign in and out.

import { labelOf, provenBy, rolesIn } from '@dure/access';
import type { Business, RoleThere, Visitor } from '@dure/access';
import type { Published } from '../published.ts';
import { get } from '../server/endpoint.ts';
import type { Endpoint } from '../server/endpoint.ts';
import { jsonType, send } from '../server/exchange.ts';
import type { Exchange } from '../server/exchange.ts';
import { credentialsIn } from './identify.ts';

const personaOf = ({ actor, subject }: RoleThere): string => `${actor}:${subject}`;

const ownedBy = (business: Business, { actor, claims }: RoleThere) => {
  const fields = business.actors.get(actor) ?? [];
  const proven = fields.map((field) => [field, provenBy(claims, field)] as const);
  return Object.fromEntries(proven.filter(([, values]) => values.length > 0));
};

const roleOf = (business: Business, role: RoleThere) => {
  const { actor, subject, label } = role;
  return {
    business: business.name,
    persona: personaOf(role),
    actor,
    subject,
    acts: labelOf({ system: business.system }, 'actors', actor),
    name: label === undefined ? { ko: subject, en: subject } : { ko: label[0], en: label[1] },
    owns: ownedBy(business, role),
  };
};

const drawn = (businesses: readonly Published[]) =>
  businesses.flatMap((business) => business.personas.map((persona) => roleOf(business, persona)));

const earned = (businesses: readonly Published[], { person }: Visitor) =>
  businesses.flatMap((business) => rolesIn(person, business).map((role) => roleOf(business, role)));

const linksOf = ({ gateway }: Exchange, visitor: Visitor | undefined): object => {
  const { base } = gateway.public;
  const self = { href: `${base}/session` };
  if (!gateway.identity.lines) return { self };
  const link = visitor ? 'signOut' : 'signIn';
  const path = visitor ? 'sign-out' : 'sign-in';
  return { self, [link]: { href: `${base}/session/${path}` } };
};

const wayIn = ({ gateway: { identity } }: Exchange): 'none' | 'browser' | 'token' => {
  if (identity.isLocalOnly) return 'none';
  return identity.lines ? 'browser' : 'token';
};

export const sessionEndpoint = (businesses: readonly Published[]): Endpoint =>
  get('/session', async (exchange) => {
    const { identity } = exchange.gateway;
    const visitor = await identity.visitor?.(credentialsIn(exchange.request));
    const body = {
      signIn: wayIn(exchange),
      person: visitor ? { subject: visitor.person.subject, name: visitor.person.name } : null,
      csrf: visitor?.csrf ?? null,
      roles: visitor ? earned(businesses, visitor) : [],
      ...(identity.isLocalOnly ? { roles: drawn(businesses) } : {}),
      _links: linksOf(exchange, visitor),
    };
    return send(exchange, {
      http: 200,
      type: jsonType,
      body: JSON.stringify(body),
      headers: { 'cache-control': 'no-store' },
    });
  });
