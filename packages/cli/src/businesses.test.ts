// The businesses that ship: each is where the registry says, with its demo and its traffic.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  businessNames,
  linesFor,
  documentsOf,
  modulesOf,
  rehearsalOf,
  systemOf,
} from './businesses.ts';

describe('a business that ships', () => {
  for (const name of businessNames)
    it(`is found, and has all that it needs: ${name}`, async () => {
      const system = await rehearsalOf(name);
      assert.equal(system.name, name);
      assert.equal((await systemOf(name)).name, name);
      assert.ok((await documentsOf(name)).lines.length > 0);
      assert.ok(system.demo && system.demo.steps(Date.now()).length > 0);
      const { module, name: exported } = modulesOf(name).traffic;
      const { [exported]: traffic } = (await import(module)) as { readonly [name: string]: object };
      for (const part of ['setUp', 'next', 'finish']) assert.ok(part in (traffic ?? {}), part);
      const place = { url: 'http://localhost:8088', logOptions: '' };
      assert.equal(linesFor([system], place).length, 3);
    });
});
