import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundedContext, deadline, reminder, saga, settings, system, whenever } from '@dure/domain';
import { Repair, Till, Workshop } from '../workshop.testing.ts';
import { wallOf } from '../wall.ts';
import { columnsOf } from './columns.ts';
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

describe('a wall as text in a terminal', () => {
  const { event, command } = Workshop;
  const { PATIENCE } = settings({ PATIENCE: [3, 'days'] });
  const Serve = saga('Serve', {
    startedBy: event.RepairRequested,
    followedBy: 'repairId',
    steps: [
      { name: 'quote', by: 'Smith', command: command.QuoteRepair, until: event.RepairQuoted },
      {
        name: 'accept',
        send: command.AcceptQuote,
        until: event.QuoteAccepted,
        unless: [event.RepairCompleted],
        undo: command.AcceptQuote,
      },
    ],
  });
  const [context] = workshop.contexts;
  assert.ok(context);
  const LATE = deadline({
    starts: event.RepairQuoted,
    after: PATIENCE,
    ends: [],
    due: command.AcceptQuote,
  });
  const contexts = [{ ...context, sagas: { Serve }, deadlines: { LATE } }];
  const full = wallOf(system('workshop', { ...workshop, contexts }));

  it('has the steps of a saga, what ends it, and what takes it back', () => {
    const lines = wallText(full, 'en').split('\n');
    const at = lines.findIndex((line) => line.includes('→ Serve →'));
    assert.deepEqual(lines.slice(at + 1, at + 3), [
      '      1. quote (Smith) → Quote → Repair quoted',
      '      2. accept → Accept quote → Quote accepted → ✗ Repair completed → (undo: Accept quote)',
    ]);
  });

  it('says how long a deadline is', () => {
    assert.match(wallText(full, 'en'), /Repair quoted → Late \(3 days\) → Accept quote/);
    assert.match(wallText(full, 'ko'), /LATE \(3일\)/);
  });

  it('says where a follower begins, and what is sent again from the work list', () => {
    const hurry = whenever(event.RepairQuoted, command.AcceptQuote, { from: 'beginning' });
    const STUCK = reminder({
      starts: event.RepairQuoted,
      after: PATIENCE,
      ends: [],
      work: { ko: '멈춤', en: 'Stuck' },
      resend: (quoted) => command.AcceptQuote(quoted),
    });
    const policies = { ...context.policies, hurry };
    const of = [{ ...context, policies, deadlines: { STUCK } }];
    const drawn = wallOf(system('workshop', { ...workshop, contexts: of }));
    const lines = wallText(drawn, 'en');
    assert.match(lines, /Hurry \(from the first event on\) → Accept quote/);
    assert.match(lines, /Repair quoted → Stuck \(3 days\) \(sends again: Accept quote\)/);
    assert.match(wallText(drawn, 'ko'), /\(처음 일부터\)/);
    assert.doesNotMatch(wallText(full, 'en'), /from the first event/);
  });

  it('is no wider than the terminal, and says the same', () => {
    for (const language of ['ko', 'en'] as const) {
      const lines = wallText(full, language, 40).split('\n');
      for (const line of lines) assert.ok(columnsOf(line) <= 40, line);
      const wordsIn = (text: string) => text.split(/\s+/).join(' ');
      assert.equal(wordsIn(lines.join('\n')), wordsIn(wallText(full, language)));
    }
  });
});
