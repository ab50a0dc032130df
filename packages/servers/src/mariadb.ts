// MariaDB for tests: the system's own, durable as it comes, on loopback.

import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, globSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { freePort } from './free-port.ts';
import { newFolder } from './places.ts';
import { runServer, unlessCi } from './server.ts';
import type { Server } from './server.ts';
import { aptInstall, untilInstalled } from './system-package.ts';
import { isRoot, userNamed } from './users.ts';
import type { User } from './users.ts';

export type MariadbOptions = {
  /** Lines of the section `[mariadbd]`: `{ max_connections: '20' }`. */
  readonly settings?: { readonly [name: string]: string };
};

const USER = 'dure';
const PASSWORD = 'a password of tests';
const DATABASE = 'tests';

/** Where packages put the programs of MariaDB beside the usual folders. */
const places = ['/usr/sbin', '/opt/homebrew/opt/mariadb*/bin', '/usr/local/opt/mariadb*/bin'];

const programs = ['mariadbd', 'mariadb-install-db', 'mariadb-admin'] as const;

type Programs = { readonly [name in (typeof programs)[number]]: string };

let looked: { readonly paths?: Programs; readonly reason?: string } | undefined;

/** Why tests have to do without MariaDB here; nothing when it can be started. */
export const reasonNotToBeHad = (): string | undefined => unlessCi(found().reason);

/**
 * Starts a server with an empty database and one user, who may do everything.
 * @throws {Error} it cannot be had here, or does not start.
 */
export const startMariadb = async ({ settings = {} }: MariadbOptions = {}): Promise<Server> => {
  const { paths, reason } = found();
  if (paths === undefined) throw new Error(reason);
  const user = isRoot() ? userNamed('mysql') : undefined;
  const folder = newFolder('mariadb', user);
  const port = await freePort();
  const config = writeConfig(folder, user, { port: String(port), ...settings });
  makeData(paths, folder, user);
  const login = ['-h', '127.0.0.1', '-P', String(port), '-u', USER, `-p${PASSWORD}`];
  return runServer({
    name: 'MariaDB',
    folder,
    url: `mariadb://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${DATABASE}`,
    command: paths.mariadbd,
    args: [`--defaults-file=${config}`],
    user,
    isReady: async () => {
      const args = ['--no-defaults', '--connect-timeout=1', ...login, 'ping'];
      return spawnSync(paths['mariadb-admin'], args).status === 0;
    },
  });
};

/** The user is made at the first start; at later ones the same lines have no effect. */
const init = `
CREATE DATABASE IF NOT EXISTS ${DATABASE};
CREATE USER IF NOT EXISTS '${USER}'@'%' IDENTIFIED BY '${PASSWORD}';
GRANT ALL ON *.* TO '${USER}'@'%' WITH GRANT OPTION;
`;

const writeConfig = (
  folder: string,
  user: User | undefined,
  settings: { readonly [name: string]: string },
): string => {
  const lines = {
    datadir: join(folder, 'data'),
    tmpdir: folder,
    socket: join(folder, 'socket'),
    'pid-file': join(folder, 'pid'),
    'init-file': join(folder, 'init.sql'),
    'bind-address': '127.0.0.1',
    innodb_buffer_pool_size: '64M',
    innodb_flush_log_at_trx_commit: '1',
    performance_schema: 'OFF',
    ...settings,
  };
  const text = Object.entries(lines).map(([name, value]) => `${name}=${value}\n`);
  const files = { 'my.cnf': `[mariadbd]\n${text.join('')}`, 'init.sql': init };
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), content);
    if (user) chownSync(join(folder, name), user.uid, user.gid);
  }
  return join(folder, 'my.cnf');
};

const makeData = (paths: Programs, folder: string, user: User | undefined): void => {
  const args = [`--datadir=${join(folder, 'data')}`, `--tmpdir=${folder}`, '--skip-test-db'];
  const access = ['--auth-root-authentication-method=normal'];
  const options = { encoding: 'utf8', cwd: folder, ...user } as const;
  const all = ['--no-defaults', ...args, ...access];
  const made = spawnSync(paths['mariadb-install-db'], all, options);
  if (made.status !== 0) throw new Error(`mariadb-install-db failed: ${made.stderr}`);
};

const found = (): NonNullable<typeof looked> => (looked ??= find());

const find = (): NonNullable<typeof looked> => {
  untilInstalled();
  const paths = installed();
  if (paths) return { paths };
  const reason = withoutStarting(() => aptInstall(['mariadb-server']));
  const now = installed();
  if (now) return { paths: now };
  return { reason: `MariaDB is not installed, and ${reason ?? 'was not found when it was'}.` };
};

const installed = (): Programs | undefined => {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const all = [...folders, ...places.flatMap((place) => globSync(place))];
  const paths = programs.map((name) => {
    const folder = all.find((one) => existsSync(join(one, name)));
    return folder === undefined ? undefined : ([name, join(folder, name)] as const);
  });
  const isWhole = paths.every((path) => path !== undefined);
  // All of them are there.
  return isWhole ? (Object.fromEntries(paths) as Programs) : undefined;
};

/** The package would start a server of its own; nobody has asked for that. */
const withoutStarting = <T>(install: () => T): T => {
  const file = '/usr/sbin/policy-rc.d';
  if (!isRoot() || existsSync(file) || !existsSync('/usr/bin/apt-get')) return install();
  writeFileSync(file, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return install();
  } finally {
    rmSync(file, { force: true });
  }
};
