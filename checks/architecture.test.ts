// The walls between the layers hold, and each of them bites.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  brokenLayers,
  exportedFiles,
  exportsOf,
  importsOf,
  isOfPages,
  undeclaredImports,
} from './layers.ts';
import { isTest, isTypeScript, textFiles } from './sources.ts';

const files = textFiles();
const sources = files.filter(isTypeScript);

const line = (specifier: string) => `import { thing } from '${specifier}';\n`;
const broken = (path: string, specifier: string) =>
  brokenLayers({ path, text: line(specifier) }).length > 0;

const board = 'systems/inn/desk/board.ts';
const contract = 'systems/inn/desk/contract.ts';

const forbidden: readonly [rule: string, path: string, specifier: string][] = [
  ['domain knows no Node', 'packages/domain/src/a.ts', 'node:fs'],
  ['domain depends on no library', 'packages/domain/src/a.ts', 'typebox'],
  ['domain knows no kernel', 'packages/domain/src/a.ts', '@dure/kernel'],
  ['domain knows no wall', 'packages/domain/src/a.ts', '@dure/wall'],
  ['domain knows no rehearsal', 'packages/domain/src/a.ts', '@dure/rehearsal'],
  ['domain knows no HTTP', 'packages/domain/src/a.ts', '@dure/http/documents'],
  ['the wall knows no rehearsal', 'packages/wall/src/a.ts', '@dure/rehearsal'],
  ['the wall knows no kernel', 'packages/wall/src/a.ts', '@dure/kernel'],
  ['rehearsal knows no kernel', 'packages/rehearsal/src/a.ts', '@dure/kernel'],
  ['rehearsal knows no HTTP', 'packages/rehearsal/src/a.ts', '@dure/http/documents'],
  ['the kernel knows no rehearsal', 'packages/kernel/src/a.ts', '@dure/rehearsal'],
  ['a board knows no rehearsal', board, '@dure/rehearsal'],
  ['a board knows no simulated system', board, '@dure/card-network/rehearsal'],
  ['a board knows no HTTP', board, '@dure/http/documents'],
  ['a system knows no rehearsal', 'systems/inn/system.ts', '@dure/rehearsal'],
  ['documents know no server', 'systems/inn/documents.ts', '@dure/http'],
  ['documents know no board', 'systems/inn/documents.ts', './desk/board.ts'],
  ['the words for documents know no server', 'packages/http/src/documents.ts', './gateway.ts'],
  ['testing knows the ports, not the engine', 'packages/testing/src/a.ts', '@dure/kernel'],
  ['testing knows no adapter', 'packages/testing/src/a.ts', '@dure/store-sqlite'],
  ['testing knows no gateway', 'packages/testing/src/a.ts', '@dure/http'],
  ['testing knows no whole business', 'packages/testing/src/a.ts', '@dure/acceptance/business'],
  ['acceptance knows no business', 'packages/acceptance/src/a.ts', '@dure/lodging'],
  ['acceptance knows no command line', 'packages/acceptance/src/a.ts', 'dure'],
  ['access knows no protocol', 'packages/access/src/a.ts', '@dure/http'],
  ['access knows no Node', 'packages/access/src/a.ts', 'node:http'],
  ['access knows no library', 'packages/access/src/a.ts', 'fastify'],
  ['access knows no store', 'packages/access/src/a.ts', '@dure/store-memory'],
  ['access knows no business', 'packages/access/src/a.ts', '@dure/lodging'],
  ['the kernel does not know who comes in', 'packages/kernel/src/a.ts', '@dure/access'],
  ['what is no test imports none', 'packages/cli/src/a.ts', './b.testing.ts'],
  ['kernel knows no adapter', 'packages/kernel/src/a.ts', '@dure/store-memory'],
  ['kernel knows no embedded host', 'packages/kernel/src/a.ts', '@dure/embedded'],
  ['an embedded host knows no store', 'packages/embedded/src/a.ts', '@dure/store-sqlite'],
  ['http knows no embedded host', 'packages/http/src/a.ts', '@dure/embedded'],
  ['kernel knows no driver', 'packages/kernel/src/a.ts', 'pg'],
  ['kernel knows no business', 'packages/kernel/src/a.ts', '@dure/lodging'],
  ['an adapter knows the ports, not the engine', 'packages/store-x/src/a.ts', '@dure/kernel'],
  ['an adapter knows no other adapter', 'packages/store-x/src/a.ts', '@dure/store-memory'],
  ['a sender knows no business', 'packages/sender-x/src/a.ts', '@dure/lodging'],
  ['a sender knows the ports, not the engine', 'packages/sender-x/src/a.ts', '@dure/kernel'],
  ['simulator keeps to the store in memory', 'packages/simulator/src/a.ts', '@dure/store-sqlite'],
  ['http knows no store', 'packages/http/src/a.ts', '@dure/store-sqlite'],
  ['http knows no business', 'packages/http/src/a.ts', '@dure/lodging'],
  ['a contract knows no board', contract, './board.ts'],
  ['a contract knows no other inside', contract, '../till/receipt.ts'],
  ['a board knows no other board', board, '../till/board.ts'],
  ['a board knows no other inside', board, '../till/receipt.ts'],
  ['a board knows no Node', board, 'node:crypto'],
  ['a board knows no library', board, 'typebox'],
  ['a board knows no kernel', board, '@dure/kernel'],
  ['a board does not know its system', board, '../system.ts'],
  ['a board does not know another business', board, '@dure/taxi'],
  ['http knows no contract of a business', 'packages/http/src/a.ts', '@dure/taxi/contracts/a'],
  ['fields know no contract', 'systems/inn/fields.ts', './desk/contract.ts'],
  ['labels know no board', 'systems/inn/labels.ts', './desk/board.ts'],
  ['a system knows no kernel', 'systems/inn/system.ts', '@dure/kernel'],
  ['a system does not know another', 'systems/inn/system.ts', '../taxi/system.ts'],
  ['a package is entered by its exports', 'packages/cli/src/a.ts', '../../kernel/src/turn.ts'],
  ['a test enters by exports as well', 'packages/cli/src/a.test.ts', '../../kernel/src/turn.ts'],
  ['the bench enters by exports as well', 'bench/a.ts', '../packages/kernel/src/turn.ts'],
  ['every file has a layer', 'packages/unheard-of/src/a.ts', './b.ts'],
];

const allowed: readonly [path: string, specifier: string][] = [
  ['packages/domain/src/a.ts', './b.ts'],
  ['packages/domain/src/a.test.ts', '@dure/testing'],
  ['packages/testing/src/conformance/store.ts', '@dure/kernel/ports'],
  ['packages/wall/src/a.ts', '@dure/domain'],
  ['packages/rehearsal/src/a.ts', '@dure/domain'],
  ['packages/http/src/a.ts', '@dure/wall'],
  ['packages/http/src/a.ts', '@dure/rehearsal'],
  ['packages/http/src/documents.ts', '@dure/domain'],
  ['packages/kernel/src/a.ts', '@dure/domain'],
  ['packages/embedded/src/a.ts', '@dure/kernel'],
  ['packages/store-sqlite/src/a.ts', 'node:sqlite'],
  ['packages/store-sqlite/src/a.ts', '@dure/kernel/ports'],
  ['packages/sender-alimtalk/src/a.ts', '@dure/kernel/ports'],
  ['packages/simulator/src/a.ts', '@dure/store-memory'],
  ['packages/http/src/a.ts', 'fastify'],
  ['packages/http/src/a.ts', '@dure/access'],
  ['packages/access/src/a.ts', '@dure/kernel'],
  ['packages/acceptance/src/a.ts', '@dure/http'],
  ['packages/acceptance/src/a.ts', '@dure/testing/clock'],
  ['packages/cli/src/a.ts', '@dure/lodging'],
  [contract, '../till/contract.ts'],
  [contract, '../fields.ts'],
  [contract, '@dure/domain/shapes'],
  [board, './receipt.ts'],
  [board, '@dure/taxi/contracts/taxicall'],
  [contract, '@dure/taxi/contracts/taxicall'],
  [board, './contract.ts'],
  [board, '../till/contract.ts'],
  [board, '../labels.ts'],
  [board, '@dure/notification'],
  ['systems/inn/desk/board.test.ts', './board.ts'],
  ['systems/inn/system.ts', './desk/board.ts'],
  ['systems/inn/documents.ts', './desk/contract.ts'],
  ['systems/inn/documents.ts', '@dure/http/documents'],
  ['systems/inn/rehearsal.ts', '@dure/rehearsal'],
  ['systems/inn/rehearsal.ts', '@dure/card-network/rehearsal'],
  ['systems/inn/rehearsal.ts', './system.ts'],
  ['systems/inn/invariants/rules.ts', '@dure/rehearsal/log'],
  ['systems/inn/system.test.ts', '@dure/simulator'],
  ['systems/notification/index.ts', './board.ts'],
  ['bench/main.ts', '@dure/embedded'],
];

describe('layers', () => {
  it('are kept by every file', () =>
    assert.deepEqual(
      sources.flatMap((file) => brokenLayers(file)),
      [],
    ));

  it('are checked on more than nothing', () => {
    assert.ok(sources.length > 10);
    assert.ok(sources.flatMap(importsOf).length > 20);
  });

  for (const [rule, path, specifier] of forbidden)
    it(`bite: ${rule}`, () => assert.ok(broken(path, specifier)));

  for (const [path, specifier] of allowed)
    it(`let ${path} import ${specifier}`, () => assert.ok(!broken(path, specifier)));

  it('bite: what is exported has a layer, even when it is called a test', () => {
    const path = 'packages/domain/src/a.testing.ts';
    const file = { path, text: line('@dure/kernel') };
    assert.deepEqual(brokenLayers(file, new Set()), []);
    assert.equal(brokenLayers(file, new Set([path])).length, 1);
  });

  it('bite: a kit that a system exports knows no store', () => {
    const path = 'systems/inn/rush.testing.ts';
    const file = { path, text: line('@dure/store-sqlite') };
    assert.equal(brokenLayers(file, new Set([path])).length, 1);
  });

  it('know what the packages export', () => {
    const text = '{ "exports": { ".": "./src/index.ts", "./b": "./src/b.testing.ts" } }';
    const manifest = { path: 'packages/a/package.json', text };
    assert.deepEqual(exportsOf(manifest), [
      'packages/a/src/index.ts',
      'packages/a/src/b.testing.ts',
    ]);
    assert.deepEqual(exportsOf({ path: 'packages/a/src/data/package.json', text }), []);
    assert.ok(exportedFiles().has('packages/domain/src/index.ts'));
  });

  it('see every way to name a module', () => {
    const ways = [
      `import type { A } from 'a';`,
      `import 'b';`,
      `export { C } from 'c';`,
      `export * from 'd';`,
      `const e = await import('e');`,
      `type F = import('f').F;`,
      `import G = require('g');`,
    ];
    const text = ways.join('\n');
    assert.equal(importsOf({ path: 'a.ts', text }).join(''), 'abcdefg');
  });
});

describe('manifests', () => {
  const manifestOf = (path: string) => {
    const folder = /^((packages|systems)\/[^/]+|web)\//.exec(path)?.[0];
    return folder && files.find((file) => file.path === `${folder}package.json`)?.text;
  };

  it('name every package that the code imports', () => {
    const complaints = sources
      .filter((file) => !isTest(file))
      .flatMap((file) => {
        // The pages of all businesses are built together, with what the web brings.
        const owner = isOfPages(file) ? 'web/' : file.path;
        return undeclaredImports(file, manifestOf(owner) ?? '{}');
      });
    const inWorkspaces = complaints.filter((complaint) =>
      /^(packages|systems|web)/.test(complaint),
    );
    assert.deepEqual(inWorkspaces, []);
  });

  it('bite when they do not', () => {
    const file = { path: 'packages/x/src/a.ts', text: line('fastify') + line('@dure/domain/x') };
    assert.equal(undeclaredImports(file, '{ "name": "@dure/x" }').length, 2);
    const manifest = '{ "dependencies": { "fastify": "1.0.0", "@dure/domain": "*" } }';
    assert.equal(undeclaredImports(file, manifest).length, 0);
  });
});
