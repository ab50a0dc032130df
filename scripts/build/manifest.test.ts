// What is published: manifests that lead to JavaScript, and nothing that cannot be installed.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { publishedManifest, unpublished } from './manifest.ts';
import { published, workspaces } from './workspaces.ts';
import type { Manifest } from './workspaces.ts';

const made: Manifest = {
  name: '@dure/made',
  version: '1.2.3',
  license: 'Apache-2.0',
  exports: { '.': './src/index.ts', './parts/*': './*/part.ts' },
  bin: { made: './bin/made.mjs' },
  publishConfig: { bin: { made: './src/main.ts' } },
  dependencies: { '@dure/other': '*', fastify: '5.0.0' },
};

describe('a published manifest', () => {
  const versions = new Map([['@dure/other', '1.2.4']]);
  const manifest = publishedManifest(made, versions, ['src']);

  it('leads to JavaScript and declarations, never to sources', () => {
    assert.doesNotMatch(JSON.stringify(manifest), /(?<!\.d)\.ts"/);
    assert.deepEqual(Reflect.get(manifest, 'exports'), {
      '.': { types: './src/index.d.ts', default: './src/index.js' },
      './parts/*': { types: './*/part.d.ts', default: './*/part.js' },
      './package.json': './package.json',
    });
    assert.deepEqual(Reflect.get(manifest, 'bin'), { made: './src/main.js' });
  });

  it('names what was released together, and leaves other versions alone', () =>
    assert.deepEqual(Reflect.get(manifest, 'dependencies'), {
      '@dure/other': '1.2.4',
      fastify: '5.0.0',
    }));

  it('says which Node it needs, and what is in the package', () => {
    assert.deepEqual(Reflect.get(manifest, 'engines'), { node: '>=22.18.0' });
    assert.deepEqual(Reflect.get(manifest, 'files'), ['src']);
    assert.equal(Reflect.get(manifest, 'private'), undefined);
  });
});

describe('a package that is published', () => {
  const all = workspaces();

  it('needs only packages that are published too', () => {
    const complaints = published().flatMap((one) =>
      unpublished(one, all).map((name) => `${one.folder} needs ${name}, which is private`),
    );
    assert.deepEqual(complaints, []);
  });

  it('is caught where it needs a private one', () => {
    const secret = { name: '@dure/other', version: '1.0.0', private: true };
    const others = [{ folder: 'packages/other', manifest: secret }];
    const found = unpublished({ folder: 'packages/made', manifest: made }, others);
    assert.deepEqual(found, ['@dure/other']);
  });

  it('has a license and a version, and says in a sentence what it is', () => {
    for (const { folder, manifest } of published()) {
      const { license, version, description = '' } = manifest;
      assert.deepEqual([license, version], ['Apache-2.0', all[0]?.manifest.version], folder);
      assert.match(description, /^[A-Z].*\.$/, folder);
    }
  });
});
