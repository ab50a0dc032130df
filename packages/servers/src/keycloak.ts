// Keycloak for tests: an issuer that others have written, with a realm of the test's own, in memory
// and on loopback. Its distribution comes by Maven, once, into the user's cache.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from './free-port.ts';
import { newFolder } from './places.ts';
import { runServer, unlessCi } from './server.ts';
import type { Server } from './server.ts';
import { aptInstall, untilInstalled } from './system-package.ts';

const VERSION = '26.5.6';
const ARTIFACT = `org.keycloak:keycloak-quarkus-dist:${VERSION}:zip`;
const ADMIN = 'admin';
const PASSWORD = 'a password of tests';

export type Keycloak = {
  readonly server: Server;
  /** Of the realm that was given. */
  readonly issuer: string;
  /** Sends to the administration of the realm; a path below it, such as `/logout-all`. */
  readonly administer: (method: string, path: string, body?: object) => Promise<Response>;
};

let looked: { readonly home?: string; readonly reason?: string } | undefined;

/** Why tests have to do without Keycloak here; nothing when it can be started. */
export const reasonNotToBeHad = (): string | undefined => unlessCi(found().reason);

/**
 * Starts an issuer with one realm, as the administration takes it.
 * @throws {Error} it cannot be had here, or does not start.
 */
export const startKeycloak = async (realm: {
  readonly realm: string;
  readonly [name: string]: unknown;
}): Promise<Keycloak> => {
  const { home, reason } = found();
  if (home === undefined) throw new Error(reason);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = await runServer({
    name: 'Keycloak',
    folder: newFolder('keycloak'),
    url,
    command: 'bash',
    args: [
      join(home, 'bin', 'kc.sh'),
      'start-dev',
      `--http-port=${port}`,
      '--http-host=127.0.0.1',
      '--db=dev-mem',
    ],
    env: {
      KC_BOOTSTRAP_ADMIN_USERNAME: ADMIN,
      KC_BOOTSTRAP_ADMIN_PASSWORD: PASSWORD,
      JAVA_OPTS_APPEND: '-Xmx400m -XX:TieredStopAtLevel=1',
    },
    isReady: () =>
      fetch(`${url}/realms/master`).then(
        ({ ok }) => ok,
        () => false,
      ),
  });
  const made = await asAdmin(url, 'POST', '', realm);
  if (!made.ok) throw new Error(`Keycloak does not take the realm: ${await made.text()}`);
  return {
    server,
    issuer: `${url}/realms/${realm.realm}`,
    administer: (method, path, body) => asAdmin(url, method, `/${realm.realm}${path}`, body),
  };
};

const tokenAt = async (url: string): Promise<string> => {
  const response = await fetch(`${url}/realms/master/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'password',
      client_id: 'admin-cli',
      username: ADMIN,
      password: PASSWORD,
    }),
  });
  // What a token endpoint answers.
  return ((await response.json()) as { readonly access_token: string }).access_token;
};

const asAdmin = async (
  ...[url, method, path, body]: readonly [string, string, string, object?]
): Promise<Response> =>
  fetch(`${url}/admin/realms${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await tokenAt(url)}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const found = (): { readonly home?: string; readonly reason?: string } => (looked ??= find());

const cacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'dure', 'keycloak');

const find = (): { readonly home?: string; readonly reason?: string } => {
  untilInstalled();
  const home = join(cacheFolder(), VERSION);
  const failure =
    missing('java', 'default-jre-headless') ??
    missing('unzip', 'unzip') ??
    (existsSync(home) ? undefined : (missing('mvn', 'maven') ?? fetchInto(home)));
  return failure === undefined ? { home } : { reason: `Keycloak cannot be had: ${failure}.` };
};

/** Why a program is not there, after it was looked for in the system's packages. */
const missing = (program: string, ofSystem: string): string | undefined => {
  if (isInPath(program)) return undefined;
  const reason = aptInstall([ofSystem]);
  return isInPath(program) ? undefined : `there is no ${program}, and ${reason ?? 'none came'}`;
};

/**
 * Beside its place first: what is in its place is whole, also for others who fetch it now.
 * @returns why it is not there; nothing when it is.
 */
const fetchInto = (home: string): string | undefined => {
  mkdirSync(cacheFolder(), { recursive: true });
  const beside = mkdtempSync(join(cacheFolder(), 'fetching-'));
  const run = (program: string, ...args: readonly string[]): string | undefined => {
    const { status, stdout } = spawnSync(program, args, { cwd: beside, encoding: 'utf8' });
    return status === 0 ? undefined : `${program} fails: ${stdout.trim().split('\n')[0]}`;
  };
  try {
    const failed =
      run('mvn', '-q', '-B', 'dependency:copy', `-Dartifact=${ARTIFACT}`, '-DoutputDirectory=.') ??
      run('unzip', '-q', `keycloak-quarkus-dist-${VERSION}.zip`);
    if (failed !== undefined) return failed;
    renameSync(join(beside, `keycloak-${VERSION}`), home);
    return undefined;
  } catch (cause) {
    // Another process may have been faster.
    return existsSync(home) ? undefined : String(cause);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
};

const isInPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
