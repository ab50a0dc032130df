// Who may come in: anyone on this machine, the people of an issuer, or those of the one that ships.

import type { Identity } from '@dure/access';
import type { DevelopmentIssuer } from '@dure/identity';
import { UserError } from '../command.ts';
import type { Environment } from '../terminal.ts';
import type { Logger } from '../start/logger.ts';
import type { Chosen } from '../start/brought.ts';
import { signInSettings } from './settings.ts';

const MISTAKEN = 2;

export type SignInWish = {
  readonly environment: Environment;
  readonly publicUrl: string | undefined;
  readonly logger: Logger;
};

/** Nothing, where the house is open. */
export type SignIn = {
  readonly identity: Identity;
  /** The issuer that ships, where it is the one. */
  readonly issuer?: DevelopmentIssuer;
};

const reportTo =
  (logger: Logger) =>
  (what: string, cause: unknown): void =>
    logger.warn({ cause: cause instanceof Error ? cause.message : undefined }, what);

/** By the issuer of the environment. */
export const signInOf = async (wish: SignInWish): Promise<SignIn | undefined> => {
  const settings = signInSettings(wish.environment);
  if (!settings) return undefined;
  const { relyingParty } = await import('@dure/identity');
  const { publicUrl, logger } = wish;
  const isHttps = Boolean(wish.environment['DURE_TLS_CERT_FILE']);
  const report = reportTo(logger);
  return { identity: relyingParty({ settings, publicUrl, isHttps, report }) };
};

type Development = SignInWish & {
  readonly chosen: readonly Chosen[];
  readonly host: string | undefined;
  /** Of the gateway: the issuer has the next one. */
  readonly port: number;
};

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);

const elsewhere = new UserError(
  {
    ko:
      '--sign-in의 로그인에는 비밀번호가 없어 이 컴퓨터에서만 씁니다. ' +
      '--host를 빼거나 DURE_ISSUER를 주세요',
    en:
      'Signing in with --sign-in needs no password, so it is for this machine only. ' +
      'Leave --host out, or name an issuer with DURE_ISSUER',
  },
  MISTAKEN,
);

const both = new UserError(
  {
    ko: '--sign-in과 DURE_ISSUER 가운데 하나만 쓸 수 있습니다',
    en: 'Either --sign-in or DURE_ISSUER, not both',
  },
  MISTAKEN,
);

const portTaken = (port: number, cause: unknown): UserError =>
  new UserError(
    {
      ko: `로그인 서버의 ${port}번 포트를 열 수 없습니다. --port로 다른 자리를 고르세요`,
      en: `Port ${port}, for the sign-in server, cannot be opened. Choose another with --port`,
    },
    1,
    { cause },
  );

/** By the issuer that ships, which knows the people of the demos. */
export const developmentSignIn = async (wish: Development): Promise<SignIn> => {
  const { environment, chosen, host, port, publicUrl, logger } = wish;
  if (environment['DURE_ISSUER']) throw both;
  if (host !== undefined && !isLoopback(host)) throw elsewhere;
  const { openDevelopmentIssuer, peopleOf, relyingParty } = await import('@dure/identity');
  const casts = chosen.map(({ system: { name, label, demo } }) => ({
    business: name,
    label,
    personas: demo?.personas ?? [],
  }));
  const issuer = await openDevelopmentIssuer({
    people: peopleOf(casts),
    port: port === 0 ? 0 : port + 1,
    backChannel: () => (port === 0 ? undefined : backChannelAt(port)),
  }).catch((cause: unknown) => {
    throw portTaken(port + 1, cause);
  });
  const { settings } = issuer;
  return { issuer, identity: relyingParty({ settings, publicUrl, report: reportTo(logger) }) };
};

const backChannelAt = (port: number): string =>
  `http://127.0.0.1:${port}/session/back-channel-logout`;
