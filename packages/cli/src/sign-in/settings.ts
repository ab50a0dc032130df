// What the environment says of sign-in: `DURE_ISSUER` and all that belongs to it.

import type { SignInSettings } from '@dure/identity';
import { secretValueOf, WrongVariable } from '../environment.ts';
import { followRevoked } from './revoked.ts';
import type { Environment } from '../terminal.ts';

const wrong = (name: string, ko: string, en: string): WrongVariable =>
  new WrongVariable(name, { ko, en });

const listOf = (written: string): readonly string[] =>
  written
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** `one=other,…` as a mapping. */
const pairsOf = (name: string, written = ''): { readonly [name: string]: string } =>
  Object.fromEntries(
    listOf(written).map((pair): readonly [string, string] => {
      const at = pair.indexOf('=');
      if (at > 0 && at < pair.length - 1) return [pair.slice(0, at), pair.slice(at + 1)];
      throw wrong(
        name,
        `${pair}은(는) 이름=이름 꼴이 아닙니다. 예: innkeepers=lodging/Owner`,
        `has ${pair}, which is not written as one=other, such as innkeepers=lodging/Owner`,
      );
    }),
  );

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);

const issuerIn = (written: string): URL => {
  const url = URL.parse(written);
  const isPlain = url?.protocol === 'http:' && isLoopback(url.hostname);
  if (url && (url.protocol === 'https:' || isPlain) && url.search === '' && url.hash === '')
    return url;
  throw wrong(
    'DURE_ISSUER',
    `${written}은(는) https 주소가 아닙니다 (http는 이 컴퓨터에서만)`,
    `must be an https address without a query (http on this machine only), not ${written}`,
  );
};

const audiencesIn = (environment: Environment): readonly [string, ...string[]] => {
  const [first, ...others] = listOf(environment['DURE_AUDIENCE'] ?? '');
  if (first !== undefined) return [first, ...others];
  throw wrong(
    'DURE_AUDIENCE',
    '토큰이 누구를 위한 것이어야 하는지 적어 주세요. DURE_ISSUER와 함께 필요합니다',
    'must say for whom tokens are to be; it is needed beside DURE_ISSUER',
  );
};

type Bounds = { readonly min: number; readonly max: number; readonly standard: number };

const secondsIn = (environment: Environment, name: string, of: Bounds): number => {
  const written = environment[name];
  if (written === undefined || written === '') return of.standard;
  const value = Number(written);
  if (/^\d+$/.test(written) && value >= of.min && value <= of.max) return value;
  const range = `${of.min}–${of.max}`;
  throw wrong(name, `${range} 사이의 초여야 합니다`, `must be seconds from ${range}`);
};

const DAY_S = 86_400;

const clientIn = (environment: Environment): SignInSettings['client'] => {
  const id = environment['DURE_CLIENT_ID'];
  if (!id) return undefined;
  // Read once, so that a file that is not there is said at the start.
  secretValueOf(environment, 'DURE_CLIENT_SECRET');
  return {
    id,
    secret: () => secretValueOf(environment, 'DURE_CLIENT_SECRET'),
    scope: environment['DURE_SCOPE'] ?? 'openid profile',
  };
};

/** @throws {UserError} the file is not there. */
const revokedIn = ({ DURE_REVOKED_FILE: file = '' }: Environment): SignInSettings['isRevoked'] => {
  if (file === '') return undefined;
  try {
    return followRevoked(file);
  } catch {
    throw wrong(
      'DURE_REVOKED_FILE',
      `${file} 파일을 읽을 수 없습니다`,
      `names no file that can be read: ${file}`,
    );
  }
};

const typeIn = ({ DURE_TOKEN_TYPE: written = 'at+jwt' }: Environment): string | undefined =>
  written === 'any' ? undefined : written;

/**
 * How tokens are to be trusted; nothing, where no issuer is named.
 * @throws {UserError} a value is none that can be used.
 */
export const signInSettings = (environment: Environment): SignInSettings | undefined => {
  const issuer = environment['DURE_ISSUER'];
  if (!issuer) return undefined;
  const [audience, ...otherAudiences] = audiencesIn(environment);
  const algorithms = listOf(environment['DURE_ALGORITHMS'] ?? '');
  const seconds = (name: string, of: Bounds) => secondsIn(environment, name, of);
  return {
    issuer: issuerIn(issuer),
    audience,
    otherAudiences,
    type: typeIn(environment),
    ...(algorithms.length > 0 ? { algorithms: asymmetric(algorithms) } : {}),
    skewS: seconds('DURE_CLOCK_SKEW_S', { min: 0, max: 300, standard: 5 }),
    mapping: {
      roles: environment['DURE_ROLES_CLAIM'] ?? 'roles',
      actors: pairsOf('DURE_ROLES', environment['DURE_ROLES']),
      owns: pairsOf('DURE_OWNS', environment['DURE_OWNS']),
    },
    client: clientIn(environment),
    isRevoked: revokedIn(environment),
    sessions: {
      idleS: seconds('DURE_SESSION_IDLE_S', { min: 60, max: DAY_S, standard: 3_600 }),
      ageMaxS: seconds('DURE_SESSION_MAX_S', { min: 60, max: 30 * DAY_S, standard: DAY_S / 2 }),
      refreshS: seconds('DURE_SESSION_REFRESH_S', { min: 1, max: DAY_S, standard: 60 }),
    },
  };
};

const asymmetricPattern = /^(?:(?:ES|PS|RS)(?:256|384|512)|EdDSA|Ed25519)$/;

const asymmetric = (algorithms: readonly string[]): readonly string[] => {
  const other = algorithms.find((one) => !asymmetricPattern.test(one));
  if (other === undefined) return algorithms;
  throw wrong(
    'DURE_ALGORITHMS',
    `${other}은(는) 쓸 수 없습니다. 공개키 서명만 됩니다: ES256, RS256, PS256, EdDSA …`,
    `has ${other}; only signatures by a private key count: ES256, RS256, PS256, EdDSA …`,
  );
};
