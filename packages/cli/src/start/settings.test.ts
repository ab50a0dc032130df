// What is given with `--set` is refused at the start, where no business could live with it.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { System } from '@dure/domain';
import { businessNames, systemOf } from '../businesses.ts';
import { UserError } from '../command.ts';
import { linesOf, readSettings } from './settings.ts';

const given = (system: System, line: string): unknown =>
  Object.values(readSettings([line], [system]))[0];

const refused = (system: System, line: string): string => {
  try {
    return `taken as ${JSON.stringify(given(system, line))}`;
  } catch (cause) {
    assert.ok(cause instanceof UserError);
    return cause.words.en;
  }
};

const lodging = await systemOf('lodging');
const taxi = await systemOf('taxi');

describe('a setting on the command line', () => {
  it('is read as what it is', () => {
    assert.equal(given(lodging, 'NIGHTS_MAX=14'), 14);
    assert.equal(given(lodging, 'CHECK_IN_TIME=16:30'), '16:30');
    assert.equal(given(lodging, 'ALIMTALK=off'), false);
    const fees = { 일반: 0, 고급: 1, 대형: 2 };
    assert.deepEqual(given(taxi, `LATE_CANCEL_FEE=${JSON.stringify(fees)}`), fees);
  });

  it('is refused with its bounds', () => {
    assert.equal(
      refused(lodging, 'CANCEL_FEE_PERCENT=150'),
      '--set CANCEL_FEE_PERCENT=150: must be a whole number from 0 to 100. ' +
        'Try --set CANCEL_FEE_PERCENT=30',
    );
    assert.match(refused(lodging, 'CHECK_IN_TIME=99:99'), /time of day.*CHECK_IN_TIME=15:00$/);
    assert.match(refused(lodging, 'OWNER_DECISION=-1'), /from 1 to .*OWNER_DECISION=24$/);
    assert.match(refused(lodging, 'NIGHTS_MAX='), /NIGHTS_MAX=30$/);
    assert.match(refused(lodging, 'NIGHT_MAX=3'), /no setting.*NIGHTS_MAX/);
  });

  it('reaches the business that it is about, where there are several', () => {
    const lines = ['NIGHTS_MAX=14', 'ASSIGN_DEADLINE=20'];
    assert.deepEqual(linesOf(lines, lodging), ['NIGHTS_MAX=14']);
    assert.deepEqual(linesOf(lines, taxi), ['ASSIGN_DEADLINE=20']);
    assert.deepEqual(Object.keys(readSettings(lines, [lodging, taxi])), [
      'NIGHTS_MAX',
      'ASSIGN_DEADLINE',
    ]);
  });

  for (const name of businessNames)
    it(`has bounds, whichever it is: ${name}`, async () => {
      const system = await systemOf(name);
      for (const { settings } of system.contexts)
        for (const setting of Object.values(settings)) {
          const value = typeof setting.standard === 'string' ? 'x'.repeat(201) : '-1';
          const line = `${setting.name}=${value}`;
          assert.doesNotMatch(refused(system, line), /^taken/, line);
        }
    });
});
