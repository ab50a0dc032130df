// The `.proto` files of the businesses that ship: as linters want them, and with recorded numbers.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { businessNames, systemOf } from 'dure/businesses';
import type { FieldNumbers } from './numbers.ts';
import { protoOf } from './proto-of.ts';
import { brokenRules } from './rules.testing.ts';

const recordedFor = (name: string): FieldNumbers => {
  const file = fileURLToPath(import.meta.resolve(`@dure/${name}/grpc/${name}.json`));
  return JSON.parse(readFileSync(file, 'utf8')) as FieldNumbers;
};

for (const name of businessNames) {
  describe(`the .proto of ${name}`, () => {
    it('keeps the rules that linters have for such files', async () => {
      assert.deepEqual(brokenRules(protoOf(await systemOf(name), recordedFor(name)).file), []);
    });

    it('has the number of every field in its record', async () => {
      const recorded = recordedFor(name);
      const { numbers } = protoOf(await systemOf(name), recorded);
      const how = `The wall has changed: npx dure wall ${name} --format proto --record`;
      assert.deepEqual(numbers, recorded, how);
    });
  });
}
