import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Item, Turn } from '../ports.ts';
import { Cache, Failure } from './items.ts';
import { Workspace } from './workspace.ts';

const turn: Turn = {
  head: { sequence: 0, turns: 0, facts: {} },
  read: () => Promise.resolve([]),
  write: () => Promise.resolve(),
};

const claim: Item = { collection: 'claim', id: 'Receipt.vehicle/1', body: 'receipt-1' };
const place = { collection: claim.collection, id: claim.id };

const workspace = () => new Workspace(turn, new Cache(() => true));

describe('A workspace', () => {
  it('does not insert what the same turn takes away again', () => {
    const of = workspace();
    of.insert(claim);
    of.remove(place);
    const { insert, put, remove } = of.changes();
    deepEqual({ insert, put, remove }, { insert: [], put: [], remove: [place] });
  });

  it('writes over what the same turn has taken away', () => {
    const of = workspace();
    of.remove(place);
    of.insert(claim);
    const { insert, put, remove } = of.changes();
    deepEqual({ insert, put, remove }, { insert: [], put: [claim], remove: [] });
  });

  it('has no trace of a unit that failed', async () => {
    const of = workspace();
    of.insert(claim);
    const failed = await of.attempt(() => {
      of.remove(place);
      of.setFact('next:order', 2);
      of.afterwards.push(() => {});
      throw new Error('A rule failed.');
    });
    deepEqual(failed instanceof Failure, true);
    deepEqual(of.changes(), { append: [], put: [], insert: [claim], remove: [], facts: {} });
    deepEqual(of.afterwards, []);
  });

  it('reads what a unit misses, and runs it again', async () => {
    const of = workspace();
    let runs = 0;
    const found = await of.attempt(() => {
      runs += 1;
      return of.get('claim', 'Receipt.vehicle/2');
    });
    deepEqual([found, runs], [undefined, 2]);
  });
});
