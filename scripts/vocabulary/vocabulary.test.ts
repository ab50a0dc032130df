// The reference of the vocabulary is what the docstrings say, and has every word.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import * as domain from '@dure/domain';
import * as korea from '@dure/domain/korea';
import { root } from '../../checks/sources.ts';
import { docstringFor, optionsOf } from './docstrings.ts';
import { forHosts, sections } from './sections.ts';
import { formattedPage, PAGE, undescribed } from './vocabulary.ts';

const source = {
  path: 'a.ts',
  text: [
    '/** What it is. */',
    'export const word = 1;',
    'export const silent = 2;',
    'type Options = {',
    '  /** Its name. */',
    '  readonly name: string;',
    '  readonly note?: string;',
    '  readonly gone?: never;',
    '} & ({ readonly at: number } | { /** Its instant. */ readonly at: string });',
    'type Group = { readonly [name: string]: { /** Whose. */ readonly owns?: string } };',
  ].join('\n'),
};

describe('the reference of the vocabulary', () => {
  it('is what the docstrings say', async () => {
    const kept = readFileSync(join(root, PAGE), 'utf8');
    const say = 'Write it again: node_modules/.bin/node scripts/vocabulary/vocabulary.ts';
    assert.ok(kept === (await formattedPage()), say);
  });

  it('describes every word and every option', () => assert.deepEqual(undescribed(), []));

  it('has every word that a board may use', () => {
    const exported = [...Object.keys(domain), ...Object.keys(korea)];
    const shown = new Set(sections.flatMap(({ entries }) => entries.map(({ name }) => name)));
    const missing = exported.filter((name) => !shown.has(name) && !forHosts.has(name));
    assert.deepEqual(missing, []);
    assert.deepEqual(
      [...forHosts].filter((name) => !exported.includes(name)),
      [],
    );
  });
});

describe('a docstring', () => {
  it('is found above its word', () => {
    assert.equal(docstringFor([source], 'word'), 'What it is.');
    assert.equal(docstringFor([source], 'silent'), undefined);
    assert.equal(docstringFor([source], 'absent'), undefined);
  });

  it('is found above an option, in whatever part of the type', () => {
    assert.deepEqual(optionsOf(source, 'Options'), [
      { name: 'name', is: 'required', says: 'Its name.' },
      { name: 'note', is: 'optional', says: undefined },
      { name: 'at', is: 'or', says: 'Its instant.' },
    ]);
    assert.deepEqual(optionsOf(source, 'Group'), [
      { name: 'owns', is: 'optional', says: 'Whose.' },
    ]);
  });
});
