// A second issuer that others have written: the library of Zitadel, built once from a module of Go
// into the cache of the user, with one person and one client of the test's own.

import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { goIn } from './go.ts';
import { freePort } from './free-port.ts';
import { newFolder } from './places.ts';
import { runServer, unlessCi } from './server.ts';
import type { Server } from './server.ts';

const MODULE = 'github.com/zitadel/oidc/v3';
const VERSION = '3.52.0';
const source = join(import.meta.dirname, 'zitadel', 'main.go');

export type Zitadel = {
  readonly server: Server;
  readonly issuer: string;
  /** Of the one person there is. */
  readonly name: string;
  readonly password: string;
  /** Signs with a new key from now on, and shows no other. */
  readonly rotate: () => Promise<void>;
  /** The person has no role any more. */
  readonly dismiss: () => Promise<void>;
};

const build = (): string => {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const digest = createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 12);
  const folder = join(cache, 'dure', 'zitadel', `${VERSION}-${digest}`);
  const program = join(folder, 'issuer');
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  const place = newFolder('zitadel-build');
  copyFileSync(source, join(place, 'main.go'));
  const needs = `module local/issuer\n\ngo 1.25.0\n\nrequire ${MODULE} v${VERSION}\n`;
  writeFileSync(join(place, 'go.mod'), needs);
  goIn(place, ['build', '-trimpath', '-ldflags', '-s -w', '-o', program, '.']);
  return program;
};

let looked: { readonly program?: string; readonly reason?: string } | undefined;

const found = (): NonNullable<typeof looked> => {
  if (looked) return looked;
  try {
    looked = { program: build() };
  } catch (cause) {
    looked = { reason: String(cause) };
  }
  return looked;
};

/** Why tests have to do without it here; nothing when it can be started. */
export const reasonNotToBeHad = (): string | undefined => unlessCi(found().reason);

const NAME = 'yujin';
const PASSWORD = 'a password of tests';
const USER = { ID: 'person-1', Username: NAME, Password: PASSWORD, PreferredLanguage: 'ko' };

/**
 * @param of where its client is, without a path, and the secret of that.
 * @throws {Error} it cannot be built here, or does not start.
 */
export const startZitadel = async (of: {
  readonly gateway: string;
  readonly secret: string;
}): Promise<Zitadel> => {
  const { program, reason } = found();
  if (program === undefined) throw new Error(reason);
  const folder = newFolder('zitadel');
  const users = join(folder, 'users.json');
  writeFileSync(users, JSON.stringify({ [USER.ID]: USER }));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = await runServer({
    name: 'Zitadel',
    folder,
    url,
    command: program,
    args: [],
    env: { PORT: String(port), GATEWAY: of.gateway, SECRET: of.secret, USERS_FILE: users },
    isReady: () =>
      fetch(`${url}/.well-known/openid-configuration`).then(
        ({ ok }) => ok,
        () => false,
      ),
  });
  const post = async (path: string): Promise<void> => {
    const { ok, status } = await fetch(`${url}${path}`, { method: 'POST' });
    if (!ok) throw new Error(`${path} was answered with ${status}.`);
  };
  return {
    server,
    issuer: url,
    name: NAME,
    password: PASSWORD,
    rotate: () => post('/test/rotate'),
    dismiss: () => post('/test/dismiss'),
  };
};
