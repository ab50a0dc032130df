// The businesses that ship: each is where the registry says, with its demo and its traffic.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { businessNames, documentsOf, shippedBusiness, systemOf } from './businesses.ts';
import { linesFor } from './start/tries.ts';

describe('a business that ships', () => {
  for (const name of businessNames)
    it(`is found, and has all that it needs: ${name}`, async () => {
      const business = shippedBusiness(name);
      const system = await business.rehearsal();
      assert.equal(system.name, name);
      assert.equal((await systemOf(name)).name, name);
      assert.ok((await documentsOf(name)).lines.length > 0);
      assert.ok(system.demo && system.demo.steps(Date.now()).length > 0);
      const { module, name: exported } = business.traffic;
      const { [exported]: traffic } = (await import(module)) as { readonly [name: string]: object };
      for (const part of ['setUp', 'next', 'finish']) assert.ok(part in (traffic ?? {}), part);
      const setting = { url: 'http://localhost:8088', logOptions: '' };
      assert.equal(linesFor(business, system, { ...setting, hasDemo: true }).length, 3);
      // What only the demo has is not named where there is no demo.
      assert.equal(linesFor(business, system, { ...setting, hasDemo: false }).length, 2);
    });
});
