// From the claims of an issuer to a person and their roles.

import type { JWTPayload } from 'jose';
import type { Person, Role } from './person.ts';

export type ClaimMapping = {
  /** The claim that lists the roles; a path where it lies deeper: `realm_access.roles`. */
  readonly roles: string;
  /**
   * What a role of the issuer is here: `{ innkeepers: 'lodging/Owner' }`. One that is not listed is
   * an actor by its own name, with or without its business before it.
   */
  readonly actors?: { readonly [role: string]: string };
  /** The claim that proves what is theirs, by the field: `{ customerId: 'customer_no' }`. */
  readonly owns?: { readonly [field: string]: string };
};

const isObject = (of: unknown): of is { readonly [name: string]: unknown } =>
  typeof of === 'object' && of !== null && !Array.isArray(of);

/** A claim by its name, which may have dots itself, or by its path. */
const claimAt = (payload: JWTPayload, path: string): unknown =>
  payload[path] ??
  path
    .split('.')
    .reduce<unknown>(
      (of, name) => (isObject(of) && Object.hasOwn(of, name) ? of[name] : undefined),
      payload,
    );

type Claims = { readonly [name: string]: unknown };

const namedIn = (named: string): Pick<Role, 'business' | 'actor'> => {
  const slash = named.indexOf('/');
  if (slash < 0) return { actor: named };
  return { business: named.slice(0, slash), actor: named.slice(slash + 1) };
};

/** Claims that are named for one business count before those that are for all. */
const claimsFor = (business: string | undefined, claims: Claims): Claims => {
  const prefix = `${business}/`;
  const own = Object.entries(claims).filter(([name]) => name.startsWith(prefix));
  if (business === undefined || own.length === 0) return claims;
  return {
    ...claims,
    ...Object.fromEntries(own.map(([name, claim]) => [name.slice(prefix.length), claim])),
  };
};

const mappedClaims = (payload: JWTPayload, { owns = {} }: ClaimMapping): Claims => {
  const mapped = Object.entries(owns).map(
    ([field, claim]) => [field, claimAt(payload, claim)] as const,
  );
  return { ...payload, ...Object.fromEntries(mapped.filter(([, claim]) => claim !== undefined)) };
};

const labelIn = (label: unknown): Pick<Role, 'label'> => {
  const [ko, en]: readonly unknown[] = Array.isArray(label) ? label : [];
  return typeof ko === 'string' && typeof en === 'string' ? { label: [ko, en] } : {};
};

/** A role that says itself what it is: where, which actor, whose acts, and what is theirs. */
const fullRole = (of: Claims): Role | undefined => {
  const { business, actor, subject, claims, label } = of;
  if (typeof actor !== 'string') return undefined;
  return {
    ...labelIn(label),
    actor,
    claims: isObject(claims) ? claims : {},
    ...(typeof business === 'string' ? { business } : {}),
    ...(typeof subject === 'string' ? { subject } : {}),
  };
};

const ROLES_MAX = 100;

const rolesOf = (payload: JWTPayload, mapping: ClaimMapping): readonly Role[] => {
  const named = claimAt(payload, mapping.roles);
  const all: readonly unknown[] = Array.isArray(named) ? named.slice(0, ROLES_MAX) : [named];
  const claims = mappedClaims(payload, mapping);
  return all.flatMap((one): readonly Role[] => {
    if (isObject(one)) return [fullRole(one) ?? []].flat();
    if (typeof one !== 'string') return [];
    const { actors = {} } = mapping;
    const role = namedIn(Object.hasOwn(actors, one) ? (actors[one] ?? one) : one);
    return [{ ...role, claims: claimsFor(role.business, claims) }];
  });
};

export const personIn = (payload: JWTPayload, mapping: ClaimMapping): Person => {
  const { sub: subject = '', name } = payload;
  const roles = rolesOf(payload, mapping);
  return { subject, roles, ...(typeof name === 'string' ? { name } : {}) };
};
