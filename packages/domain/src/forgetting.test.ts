import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contract } from './contract.ts';
import { id, optional, text } from './shapes.ts';
import { take } from './views.ts';

const toolId = id('tool');
const { event, view } = contract('shed', {
  events: {
    Lent: { toolId, borrower: text },
    Returned: { toolId },
    Moved: { toolId, shelf: text },
  },
  views: { Tools: { toolId, borrower: optional(text), shelf: optional(text) } },
});
const Tools = view.Tools.follows([event], {
  key: ['toolId'],
  creates: { Lent: take },
  updates: {
    Lent: take,
    Moved: take,
    Returned: (returned, { borrower: _forgotten, ...row }) => ({ ...row, ...returned }),
  },
});

const about = { key: { toolId: 'tool-1' }, at: 0 };
const lent = { toolId: 'tool-1', borrower: 'Kim', shelf: 'left' };

describe('an update of a row', () => {
  it('that a function writes is the row: what it leaves out is gone', () => {
    const returned = Tools.updates['Returned']?.(event.Returned({ toolId: 'tool-1' }), lent, about);
    assert.deepEqual(returned, { toolId: 'tool-1', shelf: 'left' });
  });

  it('that takes leaves alone what the event does not have', () => {
    const moved = event.Moved({ toolId: 'tool-1', shelf: 'right' });
    assert.deepEqual(Tools.updates['Moved']?.(moved, lent, about), { ...lent, shelf: 'right' });
  });
});
