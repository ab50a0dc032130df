// A house that lets no one in without a token, and the tokens of whoever says something: the actor
// whose note it is, who owns what it is about.

import { generateKeyPairSync, sign } from 'node:crypto';
import { OPERATOR, secured, stateFor, textOf } from '@dure/access';
import type { Business, CommandEntry, Identity } from '@dure/access';
import type { Actor } from '@dure/domain';
import type { Row, Said } from './said.ts';

type Headers = { readonly [name: string]: string };

/** How someone is told from others, in the headers of what they send. */
export type Who = {
  readonly says: (said: Said) => Headers | Promise<Headers>;
  readonly reads: (view: string, key: Row, as?: string) => Headers | Promise<Headers>;
  /** Whoever looks at everything. */
  readonly operates: () => Headers;
};

const ISSUER = 'https://issuer.example';
const AUDIENCE = 'dure';
const LIFE_S = 3_600;
const NOBODY = 'nobody';

const written = (of: object): string => Buffer.from(JSON.stringify(of)).toString('base64url');

type Signed = { readonly identity: Identity; readonly headersOf: (role: Role) => Headers };
type Role = { readonly actor: string; readonly claims: Row };

/** Tokens by a key of this process alone. */
const issuer = (): Signed => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), alg: 'ES256', kid: 'key-1' };
  const identity = secured({
    keys: { keys: [jwk] },
    issuer: ISSUER,
    audience: AUDIENCE,
    mapping: { roles: 'roles' },
  });
  const headersOf = (role: Role): Headers => {
    const exp = Math.floor(Date.now() / 1_000) + LIFE_S;
    const claims = { iss: ISSUER, aud: AUDIENCE, sub: JSON.stringify(role), exp, roles: [role] };
    const text = `${written({ alg: 'ES256', kid: 'key-1' })}.${written(claims)}`;
    const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
    const seal = sign('sha256', Buffer.from(text), key).toString('base64url');
    return { authorization: `Bearer ${text}.${seal}` };
  };
  return { identity, headersOf };
};

/** What stands in a row, or in a state. */
const fieldIn = (of: object | undefined, field: string): string | undefined =>
  textOf((of as Row | undefined)?.[field]);

/** Whose it is what a command is about, by the fields, the state, or a row that leads there. */
const ownerOf = async (
  command: CommandEntry,
  fields: Row,
  actor: Actor,
): Promise<string | undefined> => {
  const { owns = '' } = actor;
  const { state } = await stateFor(command, fields);
  const stated = fieldIn(state, owns) ?? textOf(fields[owns]);
  return stated ?? ownerThrough(command, fields, actor);
};

const ownerThrough = async (
  command: CommandEntry,
  fields: Row,
  { owns = '', through = {} }: Actor,
): Promise<string | undefined> => {
  for (const [field, view] of Object.entries(through)) {
    const found = await command.kernel.row(view, textOf(fields[field]) ?? '');
    const owner = fieldIn(found?.row, owns);
    if (owner !== undefined) return owner;
  }
  return undefined;
};

/** The first whose note it is, and who owns it where that counts. */
const sayer = async (command: CommandEntry, fields: Row): Promise<Role> => {
  for (const [actor, of] of command.issuers) {
    const { owns } = of;
    if (owns === undefined) return { actor, claims: {} };
    // What is not there is no one's, and left to the rule.
    const owner = (await ownerOf(command, fields, of)) ?? NOBODY;
    return { actor, claims: { [owns]: owner } };
  }
  throw new Error(`No one says ${command.name}.`);
};

const ownsOf = ({ views, commands }: Business, actor: string): string | undefined => {
  const contexts = [...views.values(), ...commands.values()].map(({ context }) => context);
  return contexts.map(({ actors }) => actors[actor]?.owns).find((owns) => owns !== undefined);
};

/** `Customer:customer-2` as a role that proves it. */
const roleOf = (business: Business, as: string): Role => {
  const [actor = '', ...rest] = as.split(':');
  const owns = ownsOf(business, actor);
  return { actor, claims: owns === undefined ? {} : { [owns]: rest.join(':') } };
};

/** A reader of a row: of all of them, or the one whose it is. */
const reader = async (business: Business, view: string, key: Row): Promise<Role> => {
  const entry = business.views.get(view);
  if (!entry) throw new Error(`There is no ${view}.`);
  const found = await entry.kernel.row(view, Object.values(key).map(String).join('|'));
  const actors = Object.entries(entry.context.actors).filter(([, { reads }]) => reads[view]);
  const [all] = actors.find(([, { reads }]) => reads[view] === 'all') ?? [];
  if (all !== undefined) return { actor: all, claims: {} };
  for (const [actor, { owns = '' }] of actors) {
    const owner = fieldIn(found?.row, owns);
    if (owner !== undefined) return { actor, claims: { [owns]: owner } };
  }
  return { actor: OPERATOR, claims: {} };
};

export const signedIn = (business: Business): Who & Pick<Signed, 'identity'> => {
  const { identity, headersOf } = issuer();
  return {
    identity,
    says: async ({ command, fields, as }) => {
      if (as !== undefined) return headersOf(roleOf(business, as));
      const entry = business.commands.get(command);
      if (!entry) throw new Error(`There is no ${command}.`);
      return headersOf(await sayer(entry, fields));
    },
    reads: async (view, key, as) =>
      headersOf(as === undefined ? await reader(business, view, key) : roleOf(business, as)),
    operates: () => headersOf({ actor: OPERATOR, claims: {} }),
  };
};
