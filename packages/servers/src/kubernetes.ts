// The API server of Kubernetes for drills, with its etcd: what it takes is what a cluster takes. No
// node belongs to it, so nothing is run. Both are built once, from modules of Go, into the cache of
// the user, which takes some minutes.

import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { goIn } from './go.ts';
import { freePort } from './free-port.ts';
import { newFolder } from './places.ts';
import { runServer } from './server.ts';
import type { Server } from './server.ts';

const VERSION = '1.37.2';
const ETCD_VERSION = '3.7.3';

/** What was built. */
export type Programs = { readonly etcd: string; readonly api: string };

export type ApiServer = {
  readonly url: string;
  /** Whoever has it may do everything. */
  readonly token: string;
  /** The certificate that signs the server's own. */
  readonly ca: string;
  stop(): Promise<void>;
};

const cacheFolder = (): string => {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(cache, 'dure', 'kubernetes', VERSION);
};

/** Why it cannot be had here; nothing where it was built, or can be. */
export const reasonNotToBeHad = (): string | undefined => {
  if (existsSync(join(cacheFolder(), 'kube-apiserver'))) return undefined;
  const { status } = spawnSync('go', ['version']);
  return status === 0 ? undefined : 'kube-apiserver is built with Go, which is not installed';
};

const flags = ['build', '-trimpath', '-buildvcs=false', '-ldflags'];

const buildEtcd = (to: string): void => {
  const folder = newFolder('etcd-build');
  writeFileSync(join(folder, 'go.mod'), 'module local/etcd\n\ngo 1.26.0\n');
  goIn(folder, ['get', '-tool', `go.etcd.io/etcd/server/v3@v${ETCD_VERSION}`]);
  goIn(folder, [...flags, '-s -w', '-o', to, 'go.etcd.io/etcd/server/v3']);
};

/** The module replaces its own parts by folders that are not in it: here by what is published. */
const replacementsIn = (goMod: string): string =>
  [...goMod.matchAll(/^\t(k8s\.io\/[a-z-]*) => \.\/staging/gm)]
    .map(([, name]) => `\t${name} => ${name} v0.${VERSION.slice(2)}`)
    .join('\n');

const buildApi = (to: string): void => {
  const folder = newFolder('kubernetes-build');
  const module = `k8s.io/kubernetes@v${VERSION}`;
  // Go says where it has put it.
  const { GoMod } = JSON.parse(goIn(folder, ['mod', 'download', '-json', module])) as {
    readonly GoMod: string;
  };
  const replaced = replacementsIn(readFileSync(GoMod, 'utf8'));
  const head = `module local/k8s\n\ngo 1.26.0\n\nrequire k8s.io/kubernetes v${VERSION}\n`;
  const text = `${head}\ngodebug default=go1.26\n\nreplace (\n${replaced}\n)\n`;
  writeFileSync(join(folder, 'go.mod'), text);
  const version = `-s -w -X k8s.io/component-base/version.gitVersion=v${VERSION}`;
  goIn(folder, [...flags, version, '-o', to, 'k8s.io/kubernetes/cmd/kube-apiserver']);
};

const programs = (): Programs => {
  const folder = cacheFolder();
  mkdirSync(folder, { recursive: true });
  const [etcd, api] = [join(folder, 'etcd'), join(folder, 'kube-apiserver')];
  if (!existsSync(etcd)) buildEtcd(etcd);
  if (!existsSync(api)) buildApi(api);
  return { etcd, api };
};

const openssl = (folder: string, args: readonly string[]): void => {
  const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl ${args[0]} failed: ${stderr}`);
};

const makeKeys = (folder: string): void => {
  const own = ['-subj', '/CN=api', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', 'api.key', '-out', 'api.crt', '-days', '2'];
  openssl(folder, ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...own, ...files]);
  openssl(folder, ['genrsa', '-out', 'sa.key', '2048']);
  openssl(folder, ['rsa', '-in', 'sa.key', '-pubout', '-out', 'sa.pub']);
};

const answers = (url: string, ca: string, token: string): Promise<boolean> =>
  new Promise((resolve) => {
    const headers = { authorization: `Bearer ${token}` };
    get(`${url}/readyz`, { ca, headers }, ({ statusCode }) => resolve(statusCode === 200)).on(
      'error',
      () => resolve(false),
    );
  });

const optionsOf = (options: { readonly [name: string]: string }): readonly string[] =>
  Object.entries(options).map(([name, value]) => `--${name}=${value}`);

const startEtcd = async (command: string): Promise<Server> => {
  const folder = newFolder('etcd');
  const url = `http://127.0.0.1:${await freePort()}`;
  const peer = `http://127.0.0.1:${await freePort()}`;
  const args = optionsOf({
    'data-dir': join(folder, 'data'),
    'log-level': 'warn',
    'listen-client-urls': url,
    'advertise-client-urls': url,
    'listen-peer-urls': peer,
    'initial-advertise-peer-urls': peer,
    'initial-cluster': `default=${peer}`,
  });
  const isReady = (): Promise<boolean> =>
    fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  return runServer({ name: 'etcd', folder, url, command, args, isReady });
};

const apiArgs = (folder: string, etcd: Server, port: number): readonly string[] =>
  optionsOf({
    'etcd-servers': etcd.url,
    'bind-address': '127.0.0.1',
    'secure-port': String(port),
    'tls-cert-file': join(folder, 'api.crt'),
    'tls-private-key-file': join(folder, 'api.key'),
    'token-auth-file': join(folder, 'tokens.csv'),
    'authorization-mode': 'RBAC',
    'service-account-key-file': join(folder, 'sa.pub'),
    'service-account-signing-key-file': join(folder, 'sa.key'),
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-cluster-ip-range': '10.96.0.0/16',
    'cert-dir': folder,
  });

const startApi = async (command: string, etcd: Server, token: string): Promise<Server> => {
  const folder = newFolder('kubernetes');
  makeKeys(folder);
  writeFileSync(join(folder, 'tokens.csv'), `${token},admin,admin,system:masters\n`);
  const ca = readFileSync(join(folder, 'api.crt'), 'utf8');
  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  const args = apiArgs(folder, etcd, port);
  const isReady = (): Promise<boolean> => answers(url, ca, token);
  return runServer({ name: 'kube-apiserver', folder, url, command, args, isReady });
};

/**
 * Starts an empty one.
 * @throws {Error} it cannot be built here, or does not start.
 */
export const startApiServer = async (): Promise<ApiServer> => {
  const { etcd: etcdProgram, api: apiProgram } = programs();
  const token = randomBytes(16).toString('hex');
  const etcd = await startEtcd(etcdProgram);
  const api = await startApi(apiProgram, etcd, token);
  return {
    url: api.url,
    token,
    ca: readFileSync(join(api.folder, 'api.crt'), 'utf8'),
    stop: async () => {
      await api.stop();
      await etcd.stop();
    },
  };
};
