import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundedContext, whenever, system } from '@dure/domain';
import { Repair, Till, Workshop } from '../workshop.testing.ts';
import { wallOf } from '../wall.ts';
import { wallMermaid } from './mermaid.ts';
import { wallText } from './text.ts';

const Repairs = Workshop.view.Repairs.follows([Workshop.event], {
  key: ['repairId'],
  creates: { RepairRequested: (asked) => ({ ...asked, progress: 'open' }) },
});

const workshop = system('workshop', {
  label: ['수리점', 'Workshop'],
  businessKey: 'repairId',
  contexts: [
    boundedContext('workshop', {
      actors: {
        Owner: { issues: ['RequestRepair', 'AcceptQuote'], reads: { Repairs: 'own' } },
        Smith: { issues: ['QuoteRepair'] },
      },
      aggregates: { Repair },
      policies: {
        finishPaid: whenever(
          Till.event.InvoicePaid,
          ({ repairId }) => Workshop.command.CompleteRepair({ repairId, isPaid: true }),
          { sends: [Workshop.command.CompleteRepair] },
        ),
        hurry: whenever(Workshop.event.RepairQuoted, Workshop.command.AcceptQuote),
      },
      views: { Repairs },
      labels: {
        context: ['"작업"', 'Bench <1>'],
        commands: { QuoteRepair: ['견적', 'Quote'] },
        policies: { hurry: ['서두르기', 'Hurry'] },
      },
    }),
  ],
});

const wall = wallOf(workshop);

describe('a wall as text', () => {
  const lines = wallText(wall, 'en').split('\n');

  it('says who does what, and what comes of it', () => {
    assert.ok(lines.includes('    Smith → Quote → Repair quoted'), lines.join('\n'));
    assert.ok(lines.includes('    Owner, Hurry → Accept quote → Quote accepted'));
  });

  it('says what is set off, and what is seen', () => {
    assert.ok(lines.includes('    Repair quoted → Hurry → Accept quote'));
    assert.ok(lines.includes('    Repairs ← Repair requested'));
  });

  it('ends with the hot spots', () => {
    const from = lines.indexOf('Hot spots');
    assert.equal(lines.slice(from + 1, -1).length, wall.hotspots.length);
    assert.notEqual(wall.hotspots.length, 0);
  });

  it('is Korean or English, and always the same', () => {
    assert.match(wallText(wall, 'ko'), /Smith → 견적 → RepairQuoted/);
    assert.equal(wallText(wallOf(workshop), 'ko'), wallText(wall, 'ko'));
  });
});

describe('a wall as a flowchart', () => {
  const text = wallMermaid(wall, 'en');

  it('draws every note once, and no refusals', () => {
    const nodes = [...text.matchAll(/(n\d+)\["([^"]*)"\]:::(\w+)/g)];
    const notes = wall.contexts.flatMap((context) => context.notes);
    assert.equal(nodes.length, notes.filter(({ kind }) => kind !== 'rejection').length);
    assert.equal(new Set(nodes.map(([, id]) => id)).size, nodes.length);
    assert.ok(!text.includes('Part out of stock'));
  });

  it('draws arrows between notes that are there', () => {
    const ids = new Set([...text.matchAll(/(n\d+)\[/g)].map(([, id]) => id));
    const arrows = [...text.matchAll(/^ {2}(n\d+) -\.?->? ?>? ?(n\d+)$/gm)];
    assert.ok(arrows.length > 10);
    for (const [, from, to] of arrows) assert.ok(ids.has(from) && ids.has(to));
  });

  it('is not broken by what stands in a label', () => {
    assert.ok(text.includes('["Bench &lt;1>"]'));
    assert.ok(wallMermaid(wall, 'ko').includes('["&quot;작업&quot;"]'));
  });
});
