// A registry of this machine: it has the packages as they would be published, and sends for all
// others to the registry that npm is set up with. So the lines of the pages run as printed.

import { execFile } from 'node:child_process';
import { once } from 'node:events';
import {
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from './build.ts';

const run = promisify(execFile);
const OUTPUT_BYTES_MAX = 2 ** 26;

/** What `npm pack --json` says of a package. */
type Packed = {
  readonly name: string;
  readonly version: string;
  readonly filename: string;
  readonly integrity: string;
  readonly shasum: string;
};

export type Registry = {
  /** What a process needs in its environment, so that npm asks here. */
  readonly environment: { readonly [name: string]: string };
  /** A folder that goes away with the registry. */
  readonly folder: string;
  readonly close: () => Promise<void>;
};

const pack = async (packages: readonly string[], into: string): Promise<readonly Packed[]> => {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', into, ...packages];
  const { stdout } = await run('npm', args, { maxBuffer: OUTPUT_BYTES_MAX });
  const packed: unknown = JSON.parse(stdout);
  // Older versions of npm print a list, newer ones an object by name.
  return Object.values(packed as { readonly [key: string]: Packed });
};

const packument = (
  { name, version, filename, integrity, shasum }: Packed,
  of: { readonly manifest: object; readonly url: string },
): object => {
  const dist = { tarball: `${of.url}/-/${filename}`, integrity, shasum };
  const versions = { [version]: { ...of.manifest, dist } };
  return { name, 'dist-tags': { latest: version }, versions };
};

const answerWith = (response: ServerResponse, body: object): void => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
};

type Shelf = {
  readonly packed: ReadonlyMap<string, { readonly of: Packed; readonly manifest: object }>;
  readonly folder: string;
  readonly upstream: string;
};

const listenOn = async ({ packed, folder, upstream }: Shelf) => {
  const server = createServer((request, response) => {
    const asked = (request.url ?? '/').replace(`/${basename(folder)}/`, '/');
    const path = decodeURIComponent(asked).slice(1);
    const url = `http://${request.headers.host ?? ''}`;
    const found = packed.get(path);
    const [, file] = /^-\/([\w.-]+\.tgz)$/.exec(path) ?? [];
    if (found) answerWith(response, packument(found.of, { manifest: found.manifest, url }));
    else if (file !== undefined) createReadStream(join(folder, file)).pipe(response);
    else response.writeHead(307, { location: new URL(asked, upstream).href }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

/** A `node` alone on the path: nothing of the repository can stand in for what is missing. */
const pathWith = (folder: string, node: string): string => {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  symlinkSync(node, join(folder, 'bin', 'node'));
  return `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`
    .split(':')
    .filter((entry) => !entry.includes('node_modules'))
    .join(':');
};

/**
 * A cache of its own, that shares what npm has downloaded. `npm create` would else find what an
 * earlier registry gave it under the same name and version.
 */
const cacheIn = (folder: string, shared: string): string => {
  const cache = join(folder, 'cache');
  mkdirSync(cache);
  mkdirSync(join(shared, '_cacache'), { recursive: true });
  symlinkSync(join(shared, '_cacache'), join(cache, '_cacache'));
  return cache;
};

type Around = { readonly path: string; readonly cache: string };

const environmentFor = (url: string, { path, cache }: Around): Registry['environment'] => ({
  PATH: path,
  npm_config_cache: cache,
  LANG: 'C.UTF-8',
  npm_config_registry: url,
  npm_config_prefer_offline: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
  npm_config_yes: 'true',
});

/** Builds, packs and serves every package. Whoever opens it closes it. */
export const openRegistry = async (): Promise<Registry> => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-registry-'));
  const packages = build(join(folder, 'dist'));
  const all = await pack(packages, folder);
  const manifests = packages.map((one) => readFileSync(join(one, 'package.json'), 'utf8'));
  const byName = new Map(
    manifests.map((text): readonly [string, object] => {
      const manifest = JSON.parse(text) as { readonly name: string };
      return [manifest.name, manifest];
    }),
  );
  const packed = new Map(
    all.map((of) => [of.name, { of, manifest: byName.get(of.name) ?? {} }] as const),
  );
  const configured = async (name: string): Promise<string> =>
    (await run('npm', ['config', 'get', name], { cwd: folder })).stdout.trim();
  const cache = cacheIn(folder, await configured('cache'));
  const server = await listenOn({ packed, folder, upstream: await configured('registry') });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    environment: environmentFor(`http://127.0.0.1:${port}/${basename(folder)}/`, {
      path: pathWith(folder, process.execPath),
      cache,
    }),
    folder,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
