import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { repeatedMember } from './repeated-member.ts';

const DEEP = 40;

const deep = (json: string): string => `${'{"n":'.repeat(DEEP)}${json}${'}'.repeat(DEEP)}`;

const repeated: readonly (readonly [json: string, name: string])[] = [
  ['{"a":1,"a":2}', 'a'],
  ['{"a":1,"\\u0061":2}', 'a'],
  ['{"a":{"b":1,"b":1}}', 'b'],
  ['{"a":[{"b":1},{"c":1,"c":[]}]}', 'c'],
  ['{"a":"{\\"a\\":1}","b":1,"b":2}', 'b'],
  ['{"":1,"":2}', ''],
  [deep('{"a":1,"a":2}'), 'a'],
  ['{"__proto__":1,"__proto__":{"a":1}}', '__proto__'],
];

const single = [
  '{}',
  '{"a":{"a":{"a":1}}}',
  '{"a":[{"a":1},{"a":1}]}',
  '{"a":"a\\":\\"b","b":"a"}',
  '{"a":"x","b":["a","a",{"a":1}]}',
  '{"a\\\\":1,"a":2}',
  '{"__proto__":1,"constructor":2}',
  '{"a:b":":","c":[":","\\":"]}',
  deep('{"a":{"a":2}}'),
];

const foundIn = (json: string): string | undefined => repeatedMember(json, JSON.parse(json));

describe('a name in JSON', () => {
  for (const [json, name] of repeated) {
    it(`stands twice in ${json}`, () => assert.equal(foundIn(json), name));
  }
  for (const json of single) {
    it(`stands once in ${json}`, () => assert.equal(foundIn(json), undefined));
  }
});
