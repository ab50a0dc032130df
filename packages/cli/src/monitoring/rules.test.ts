// Each alarm has its section in the runbook, and windows and months are what they are said to be.

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { durationsAt } from './durations.ts';
import { alertsOf, anchorOf } from './rules.ts';
import { spanOf } from './sla.ts';

const runbook = readFileSync(join(import.meta.dirname, '../../../../docs/runbook.md'), 'utf8');

describe('the rules of dure monitoring', () => {
  it('have a section each in the runbook, with what it means and what to do', () => {
    const sections = new Map(
      runbook.split(/^## /m).map((text) => [text.slice(0, text.indexOf('\n')).trim(), text]),
    );
    const names = [...new Set(alertsOf(['lodging']).map(({ name }) => name))];
    for (const name of names) match(sections.get(name) ?? '', /\*\*Do\*\*/, name);
    const known = [...sections.keys()].filter((name) => name.startsWith('Dure'));
    deepEqual(new Set(known), new Set(names));
  });

  it('lead to the section of the runbook', () => {
    for (const alert of alertsOf(['lodging'])) match(anchorOf(alert), /^dure[a-z]+$/);
  });

  it('last as long as their drill, where it is shorter', () => {
    deepEqual([60, 5400, 86_400, 90].map(durationsAt(1).window), ['1m', '90m', '1d', '90s']);
    deepEqual([60, 3600].map(durationsAt(0.01).window), ['600ms', '36000ms']);
  });
});

describe('the month of dure sla', () => {
  const now = Date.parse('2026-11-15T00:00:00+09:00');
  it('is that of the business, and ends now at the latest', () => {
    const october = spanOf('2026-10', 'Asia/Seoul', now);
    equal(new Date(october.fromMs).toISOString(), '2026-09-30T15:00:00.000Z');
    equal(new Date(october.toMs).toISOString(), '2026-10-31T15:00:00.000Z');
    equal(spanOf('2026-11', 'Asia/Seoul', now).toMs, now);
  });

  it('has begun, and is a month', () => {
    for (const month of ['2026-12', '2026-13', 'November']) {
      try {
        spanOf(month, 'Asia/Seoul', now);
      } catch (cause) {
        match(String(cause), /is written as 2026-10/);
        continue;
      }
      ok(false, month);
    }
  });
});
