// What the first page of a new project shows: one tool is lent, two are on the shelf.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { instantAt } from '@dure/domain/korea';
import { Business } from '@dure/acceptance/business';
import { itIsTold, played } from '@dure/acceptance/demos';
import { demo } from './demo.ts';
import { rehearsal } from './rehearsal.ts';

describe('the demo', () => {
  it('leaves one tool lent, and one neighbour thanked', async () => {
    const shed = await Business.opened(rehearsal, '2026-03-01');
    await played(shed, demo, instantAt('2026-03-10', '10:00'));
    const rows = await Promise.all(
      ['tool-ladder', 'tool-drill', 'tool-saw'].map((key) => shed.row('Tools', key)),
    );
    assert.deepEqual(
      rows.map((row) => row?.['status']),
      ['on the shelf', 'lent', 'on the shelf'],
    );
    assert.equal((await shed.row('Neighbours', 'neighbour-1'))?.['times'], 1);
  });

  itIsTold(demo, { timeZone: 'Asia/Seoul', from: '2026-03-05', to: '2026-03-10' });
});
