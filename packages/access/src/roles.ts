// The roles of a person: which actors they may act as, and what each of them owns.

import type { Label } from '@dure/domain';
import { claimsOf, provenBy } from './caller.ts';
import type { Claims, Identified } from './caller.ts';
import type { Business } from './catalogue.ts';
import type { Person, Role } from './person.ts';
import { refusal } from './refusals.ts';

/** A role as it counts in one business. */
export type RoleThere = {
  readonly actor: string;
  readonly subject: string;
  readonly label?: Label;
  readonly claims: Claims;
};

const countsIn = (role: Role, business: Business): boolean =>
  (role.business === undefined || role.business === business.name) &&
  business.actors.has(role.actor);

/** The roles that a person has in a business, in the order of their credential. */
export const rolesIn = (person: Person, business: Business): readonly RoleThere[] =>
  person.roles
    .filter((role) => countsIn(role, business))
    .map(({ actor, subject = person.subject, label, claims }) => ({
      actor,
      subject,
      claims: claimsOf(business, claims),
      ...(label === undefined ? {} : { label }),
    }));

type Named = { readonly actor: string; readonly id: string };

/** `Customer`, or `Customer:customer-2`. */
const namedIn = (persona: string): Named => {
  const [actor = '', ...rest] = persona.split(':');
  return { actor, id: rest.join(':') };
};

/** Someone who owns several things may act for one of them alone. */
const narrowed = (role: RoleThere, id: string, owned: readonly string[]): RoleThere | undefined => {
  if (id === '' || id === role.subject) return role;
  const field = owned.find((name) => provenBy(role.claims, name).includes(id));
  return field === undefined ? undefined : { ...role, claims: { ...role.claims, [field]: id } };
};

const chosenOf = (
  roles: readonly RoleThere[],
  { actor, id }: Named,
  business: Business,
): RoleThere | undefined => {
  const owned = business.actors.get(actor) ?? [];
  const ofActor = roles.filter((role) => role.actor === actor);
  const exact = ofActor.find((role) => role.subject === id);
  return exact ?? ofActor.map((role) => narrowed(role, id, owned)).find((role) => role);
};

/** As which of their roles a person acts now: `must` was said with this request. */
export type Chosen = { readonly must?: string | undefined; readonly may?: string | undefined };

const forbidden = (ko: string, en: string): Identified => ({
  is: 'refused',
  refusal: refusal('Forbidden', { words: { ko, en } }),
});

const withoutRole = forbidden(
  '이 사업에서 맡은 역할이 없는 계정입니다. 운영자에게 역할을 달라고 하세요',
  'This account has no role in this business. Ask its operator for one',
);

const otherRole = forbidden(
  '이 계정이 맡은 역할이 아닙니다. GET /session이 맡은 역할을 보여 줍니다',
  'This account does not have that role. GET /session lists the roles it has',
);

/**
 * The caller that a person is in a business: in the role that they chose, or else in their first
 * one there. A role that they do not have is refused where this request names it, and passed over
 * where only a cookie of the browser remembers it.
 */
export const callerAs = (person: Person, business: Business, chosen: Chosen): Identified => {
  const roles = rolesIn(person, business);
  const [first] = roles;
  if (first === undefined) return withoutRole;
  const { must, may } = chosen;
  const picked =
    must === undefined
      ? ((may === undefined ? undefined : chosenOf(roles, namedIn(may), business)) ?? first)
      : chosenOf(roles, namedIn(must), business);
  if (picked === undefined) return otherRole;
  const { actor, subject, claims } = picked;
  return { is: 'known', caller: { actor, subject, claims, ownsAll: false } };
};
