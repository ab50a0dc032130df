// What the environment says of a gateway that faces others: limits, origins, proxies, certificates.

import { existsSync } from 'node:fs';
import { standardLimits } from '@dure/http';
import type { GatewayOptions, LimitOptions, Rate } from '@dure/http';
import { WrongVariable } from '../environment.ts';
import type { Environment } from '../terminal.ts';

const S_MS = 1_000;

const wrong = (name: string, ko: string, en: string): WrongVariable =>
  new WrongVariable(name, { ko, en });

const listOf = (written = ''): readonly string[] =>
  written
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** `50/200`: fifty a second, and two hundred at once after a pause. */
const rateIn = (environment: Environment, name: string, standard: Rate): Rate => {
  const written = environment[name];
  if (!written) return standard;
  const [, perSecond = '', burst = ''] = /^(\d+(?:\.\d+)?)\/(\d+)$/.exec(written) ?? [];
  const rate = { perSecond: Number(perSecond), burst: Number(burst) };
  if (rate.perSecond > 0 && rate.burst >= 1) return rate;
  throw wrong(
    name,
    '초당 몇 번/한 번에 몇 번 꼴이어야 합니다. 예: 50/200',
    'must be written as so many a second/so many at once, such as 50/200',
  );
};

const boundsIn = ({ DURE_LIMIT_UNDER_WAY: written }: Environment): LimitOptions['underWay'] => {
  if (!written) return {};
  const [, min = '', max = ''] = /^(\d+)-(\d+)$/.exec(written) ?? [];
  if (min !== '' && Number(min) >= 1 && Number(max) >= Number(min))
    return { min: Number(min), max: Number(max) };
  throw wrong('DURE_LIMIT_UNDER_WAY', '64-2000 꼴이어야 합니다', 'must be written as 64-2000');
};

const GATEWAYS = 'DURE_LIMIT_GATEWAYS';

const gatewaysIn = ({ [GATEWAYS]: written }: Environment): number => {
  if (!written) return 1;
  if (/^[1-9]\d{0,3}$/.test(written)) return Number(written);
  throw wrong(GATEWAYS, '게이트웨이의 수여야 합니다. 예: 3', 'must be how many gateways there are');
};

/** The part of one gateway: all together never let through more than the whole. */
const partOf = ({ perSecond, burst }: Rate, gateways: number): Rate => ({
  perSecond: perSecond / gateways,
  burst: Math.max(1, Math.floor(burst / gateways)),
});

const limitNames = {
  commands: 'DURE_LIMIT_COMMANDS',
  reads: 'DURE_LIMIT_READS',
  signIns: 'DURE_LIMIT_SIGN_INS',
  address: 'DURE_LIMIT_ADDRESS',
} as const;

/** Nothing, where the environment says nothing: then sign-in decides whether there are limits. */
const limitsIn = (environment: Environment): Pick<GatewayOptions, 'limits'> => {
  const names = [...Object.values(limitNames), 'DURE_LIMIT_UNDER_WAY', GATEWAYS];
  if (names.every((name) => !environment[name])) return {};
  const gateways = gatewaysIn(environment);
  const of = (name: keyof typeof limitNames): Rate =>
    partOf(rateIn(environment, limitNames[name], standardLimits[name]), gateways);
  return {
    limits: {
      commands: of('commands'),
      reads: of('reads'),
      signIns: of('signIns'),
      address: of('address'),
      underWay: boundsIn(environment) ?? {},
    },
  };
};

const originsIn = ({ DURE_ORIGINS: written }: Environment): readonly string[] => {
  const all = listOf(written);
  const bad = all.find((one) => URL.parse(one)?.origin !== one);
  if (bad === undefined) return all;
  throw wrong(
    'DURE_ORIGINS',
    `${bad}은(는) 출처가 아닙니다. 예: https://shop.example.org`,
    `has ${bad}, which is no origin such as https://shop.example.org`,
  );
};

const proxyPattern = /^[\da-f.:]+(?:\/\d{1,3})?$|^(?:loopback|linklocal|uniquelocal)$/i;

const proxiesIn = ({ DURE_TRUSTED_PROXIES: written }: Environment): readonly string[] => {
  const all = listOf(written);
  const bad = all.find((one) => !proxyPattern.test(one));
  if (bad === undefined) return all;
  throw wrong(
    'DURE_TRUSTED_PROXIES',
    `${bad}은(는) 주소나 범위가 아닙니다. 예: 10.0.0.0/8`,
    `has ${bad}, which is no address or range such as 10.0.0.0/8`,
  );
};

/** @throws {UserError} one of both is missing, or not there. */
const tlsIn = (environment: Environment): GatewayOptions['tls'] => {
  const { DURE_TLS_CERT_FILE: certFile = '', DURE_TLS_KEY_FILE: keyFile = '' } = environment;
  if (certFile === '' && keyFile === '') return undefined;
  for (const [name, file] of [
    ['DURE_TLS_CERT_FILE', certFile],
    ['DURE_TLS_KEY_FILE', keyFile],
  ] as const) {
    if (!existsSync(file)) {
      throw wrong(name, `${file || '?'} 파일이 없습니다`, `names no file that is there: ${file}`);
    }
  }
  return { certFile, keyFile };
};

/** Whoever ends the process waits for half a minute, in which it has to finish as well. */
const LEAVE_S_MAX = 10;

const leavingIn = ({ DURE_LEAVE_S: written }: Environment): Pick<GatewayOptions, 'leaveMs'> => {
  if (!written) return {};
  const isGood = /^\d{1,2}$/.test(written) && Number(written) <= LEAVE_S_MAX;
  if (isGood) return { leaveMs: Number(written) * S_MS };
  throw wrong(
    'DURE_LEAVE_S',
    `0부터 ${LEAVE_S_MAX}까지의 초여야 합니다. 예: 5`,
    `must be seconds from 0 to ${LEAVE_S_MAX}, such as 5`,
  );
};

export type FacingSettings = Pick<
  GatewayOptions,
  'limits' | 'origins' | 'trustedProxies' | 'tls' | 'leaveMs'
>;

/** @throws {UserError} a value is none that can be used. */
export const gatewaySettings = (environment: Environment): FacingSettings => {
  const tls = tlsIn(environment);
  return {
    ...limitsIn(environment),
    origins: originsIn(environment),
    trustedProxies: proxiesIn(environment),
    ...leavingIn(environment),
    ...(tls === undefined ? {} : { tls }),
  };
};
