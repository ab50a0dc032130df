// PostgreSQL for tests: the system's own, durable as it comes, on loopback unless told otherwise.

import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { freePort } from './free-port.ts';
import { newFolder } from './places.ts';
import { runServer, unlessCi } from './server.ts';
import type { Server } from './server.ts';
import { aptInstall, untilInstalled } from './system-package.ts';
import { isRoot, userNamed } from './users.ts';
import type { User } from './users.ts';

export type PostgresServer = Server & {
  /** A server that follows another one takes its place: it can be written from now on. */
  promote(): Promise<void>;
};

export type PostgresOptions = {
  /** The server that this one follows, and that it has the data of; it can be read only. */
  readonly follows?: Server;
  /** An address of this machine beside loopback, for whoever knows the password. */
  readonly host?: string;
  /** Lines of `postgresql.conf`: `{ max_connections: '20' }`. */
  readonly settings?: { readonly [name: string]: string };
};

const USER = 'dure';
const PASSWORD = 'a password of tests';
const DATABASE = 'postgres';

/** Where packages put the programs of PostgreSQL; the newest comes last. */
const places = [
  '/opt/homebrew/opt/postgresql@*/bin',
  '/usr/local/opt/postgresql@*/bin',
  '/usr/lib/postgresql/*/bin',
];

let looked: { readonly bin?: string; readonly reason?: string } | undefined;

/** Why tests have to do without PostgreSQL here; nothing when it can be started. */
export const reasonNotToBeHad = (): string | undefined => unlessCi(found().reason);

/**
 * Starts a server with an empty database.
 * @throws {Error} it cannot be had here, or does not start.
 */
export const startPostgres = async (options: PostgresOptions = {}): Promise<PostgresServer> => {
  const { bin, reason } = found();
  if (bin === undefined) throw new Error(reason);
  const { settings = {}, follows, host = LOOPBACK } = options;
  const user = isRoot() ? userNamed('postgres') : undefined;
  const folder = newFolder('postgres', user);
  const port = await freePort();
  const data = join(folder, 'data');
  const place = { bin, folder, data, user };
  if (follows) copyData(place, follows);
  else makeData(place);
  const listen_addresses = [...new Set([LOOPBACK, host])].join(',');
  const lines = { port: String(port), listen_addresses, ...defaults, ...settings };
  appendFileSync(join(data, 'postgresql.conf'), settingsText(lines));
  if (host !== LOOPBACK) appendFileSync(join(data, 'pg_hba.conf'), FROM_ANYWHERE);
  const server = await runServer({
    name: 'PostgreSQL',
    folder,
    url: `postgres://${USER}:${encodeURIComponent(PASSWORD)}@${host}:${port}/${DATABASE}`,
    command: join(bin, 'postgres'),
    args: ['-D', data],
    user,
    endsBy: 'SIGINT',
    prepare: () => rmSync(join(data, 'postmaster.pid'), { force: true }),
    isReady: async () => isReady(bin, port),
  });
  return { ...server, promote: async () => run(place, 'pg_ctl', ['-D', data, '-w', 'promote']) };
};

const LOOPBACK = '127.0.0.1';
const FROM_ANYWHERE = 'host all all 0.0.0.0/0 scram-sha-256\n';

const defaults = {
  unix_socket_directories: '',
  shared_buffers: '64MB',
  log_line_prefix: '%m [%p] %a ',
};

const settingsText = (settings: { readonly [name: string]: string }): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join('');

type DataPlace = {
  readonly bin: string;
  readonly folder: string;
  readonly data: string;
  readonly user: User | undefined;
};

/** What `initdb` has written need not be on the disk before the server starts; all after does. */
const makeData = (place: DataPlace): void => {
  const password = join(place.folder, 'password');
  writeFileSync(password, `${PASSWORD}\n`, { mode: 0o644 });
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync', '--data-checksums'];
  const access = ['-U', USER, `--pwfile=${password}`, '--auth=scram-sha-256'];
  run(place, 'initdb', ['-D', place.data, ...access, ...locale]);
  rmSync(password);
};

/** The data of a server that runs, to follow it from there. */
const copyData = (place: DataPlace, { url }: Server): void =>
  run(place, 'pg_basebackup', ['-d', url, '-D', place.data, '-R', '-X', 'stream', '-c', 'fast']);

const run = ({ bin, folder, user }: DataPlace, name: string, args: readonly string[]): void => {
  const options = { encoding: 'utf8', cwd: folder, ...user } as const;
  const { status, stderr } = spawnSync(join(bin, name), [...args], options);
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
};

const isReady = (bin: string, port: number): boolean => {
  const args = ['-q', '-h', '127.0.0.1', '-p', String(port), '-d', DATABASE, '-U', USER];
  return spawnSync(join(bin, 'pg_isready'), args).status === 0;
};

const found = (): { readonly bin?: string; readonly reason?: string } => (looked ??= find());

const find = (): { readonly bin?: string; readonly reason?: string } => {
  untilInstalled();
  const bin = binFolder();
  if (bin !== undefined) return { bin };
  keepPackageFromStarting();
  const reason = aptInstall(['postgresql']);
  const installed = binFolder();
  if (installed !== undefined) return { bin: installed };
  return { reason: `PostgreSQL is not installed, and ${reason ?? 'was not found when it was'}.` };
};

const binFolder = (): string | undefined => {
  const paths = (process.env['PATH'] ?? '').split(delimiter);
  const folders = [...paths, ...places.flatMap((place) => globSync(place).toSorted(byVersion))];
  return folders.findLast((folder) =>
    ['postgres', 'initdb', 'pg_isready'].every((name) => existsSync(join(folder, name))),
  );
};

const byVersion = (a: string, b: string): number => versionIn(a) - versionIn(b);

const versionIn = (folder: string): number => Number(/\d+/.exec(dirname(folder))?.[0] ?? 0);

/** The package would make a cluster of its own and start it; nobody has asked for that. */
const keepPackageFromStarting = (): void => {
  const file = '/etc/postgresql-common/createcluster.conf';
  if (!isRoot() || existsSync(file) || !existsSync('/usr/bin/apt-get')) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'create_main_cluster = false\n');
};
