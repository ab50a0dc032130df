// The file of a context is dropped whole, once and again, and no other one.

import { deepEqual, equal, rejects } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { BoundedContext } from '@dure/domain';
import { rehearsalOf } from '../businesses.ts';
import { dropStore, openStore } from './stores.ts';
import type { StoreOf } from './stores.ts';

describe('Dropping the file of a context', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-drop-'));
  const own = join(folder, 'lodging');
  let contexts: readonly BoundedContext[] = [];

  before(async () => {
    ({ contexts } = await rehearsalOf('lodging'));
    mkdirSync(own, { recursive: true });
    for (const name of ['payment', 'place']) await (await openStore(placeOf(name))).close();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const placeOf = (name: string): StoreOf => {
    const context = contexts.find((of) => of.name === name);
    if (!context) throw new Error(`There is no ${name}.`);
    return { url: `sqlite:${folder}`, business: 'lodging', context, password: undefined };
  };
  const files = (): readonly string[] => readdirSync(own).filter((name) => name.endsWith('.db'));

  it('takes it away, and leaves the others as they are', async () => {
    equal(await dropStore(placeOf('payment')), true);
    equal(await dropStore(placeOf('payment')), false);
    deepEqual(files(), ['place.db']);
  });

  it('leaves a file of another context alone, whatever it is called', async () => {
    renameSync(join(own, 'place.db'), join(own, 'payment.db'));
    await rejects(dropStore(placeOf('payment')), /place/);
    deepEqual(files(), ['payment.db']);
  });
});
