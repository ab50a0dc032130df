// Whatever is broken in the file of a wall, something is made of it that can be read as a program:
// each value of a small wall is taken away, or is something else.

import assert from 'node:assert/strict';
import { stripTypeScriptTypes } from 'node:module';
import { describe, it } from 'node:test';
import { draftFiles } from './code.ts';
import { importWall } from './import.ts';
import { isMsaezWall } from './parse.ts';
import { sampleWall } from './sample.testing.ts';

type Path = readonly string[];

const hostile = 'it\'s `${x}` */ " \\ \n process.exit(1) // \u2028 throw 1';
/** What any value is replaced by; nothing, where it is left out. */
const others: readonly unknown[] = [undefined, null, [], hostile];
const names = ['name', 'displayName', 'projectName', 'from', 'to', 'className', 'message'];
const namedOtherwise: readonly unknown[] = ['', 0, '예약', 'constructor', '__proto__', 'default'];

const pathsIn = (of: unknown, at: Path = []): readonly Path[] =>
  typeof of === 'object' && of !== null
    ? Object.entries(of).flatMap(([name, value]) => [
        [...at, name],
        ...pathsIn(value, [...at, name]),
      ])
    : [];

/** The same with another value at a path. */
const changed = (of: unknown, [name = '', ...rest]: Path, value: unknown): unknown => {
  const entries = Object.entries(Object(of)).flatMap(([key, inner]): [string, unknown][] => {
    if (key !== name) return [[key, inner]];
    if (rest.length > 0) return [[key, changed(inner, rest, value)]];
    return value === undefined ? [] : [[key, value]];
  });
  return Array.isArray(of) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
};

const unreadable = (wall: unknown): string | undefined => {
  if (!isMsaezWall(wall)) return undefined;
  for (const [name, text] of draftFiles(importWall(wall, 'file'), 'en')) {
    if (!name.endsWith('.ts')) continue;
    try {
      stripTypeScriptTypes(text);
    } catch (cause) {
      return `${name}: ${String(cause)}`;
    }
    if (/^\s*(?:process|throw)/m.test(text)) return `${name} has what was written on the wall`;
  }
  return undefined;
};

describe('a wall of which something is broken', () => {
  it('becomes a program all the same, and none of its own', () => {
    const found: string[] = [];
    for (const path of pathsIn(sampleWall)) {
      const values = names.includes(path.at(-1) ?? '') ? [...others, ...namedOtherwise] : others;
      for (const value of values) {
        const why = unreadable(changed(sampleWall, path, value));
        if (why !== undefined) found.push(`${path.join('.')} = ${JSON.stringify(value)}: ${why}`);
      }
    }
    assert.deepEqual(found, []);
  });

  it('whose lines lead to nowhere, or from nowhere, says each of them', () => {
    const relations = {
      a: { _type: 'org.uengine.modeling.model.Relation', from: 'e1', to: 'nowhere' },
      b: { _type: 'org.uengine.modeling.model.Relation', from: 'nowhere', to: 'p1' },
      c: { _type: 'org.uengine.modeling.model.Relation' },
      d: null,
    };
    const { odd } = importWall({ ...sampleWall, relations }, 'file');
    const lines = odd.filter(({ en }) => /a line of which an end is not on the wall/.test(en));
    assert.equal(lines.length, 3);
  });
});
