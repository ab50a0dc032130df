// The clock of a demo that is moved on by hand.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rehearsal } from '@dure/lodging/rehearsal';
import { openBusinessHost } from './business-host.ts';
import type { BusinessHost } from './business-host.ts';
import { checkMovable, movableClock } from './movable-clock.ts';

const values = { 'movable-clock': true, memory: true, 'documented-replay': false };
const around = { businesses: 1, hasIssuerOfOthers: false, reachesOthers: false };
const YEAR_MS = 365 * 86_400_000;

describe('a clock that may be moved', () => {
  let host: BusinessHost;
  before(async () => {
    host = await openBusinessHost({
      system: rehearsal,
      folder: undefined,
      settings: {},
      isReplay: false,
      withDemo: true,
      logger: { incident: () => {}, happened: () => {}, warn: () => {} },
    });
  });
  after(() => host.close());

  const nextDeadline = async (): Promise<number> => {
    const due = Object.values(host.running.kernels).map((kernel) => kernel.nextDeadline());
    return Math.min(...(await Promise.all(due)).map((at) => at ?? Number.POSITIVE_INFINITY));
  };

  it('rings what falls due by an instant, and has it done, before it is there', async () => {
    const { clock } = movableClock([host], values);
    const due = await nextDeadline();
    assert.ok(due < Number.POSITIVE_INFINITY);
    await clock?.passUntil(due);
    assert.ok((clock?.now() ?? 0) >= due);
    assert.ok((await nextDeadline()) > due);
  });

  it('passes by a part that is switched off', async () => {
    const { clock } = movableClock([host], values);
    host.running.fault('place', 'down');
    const until = (clock?.now() ?? 0) + YEAR_MS;
    await clock?.passUntil(until);
    assert.ok((clock?.now() ?? 0) >= until);
    host.running.fault('place', 'none');
  });

  it('is there only where it was asked for', () => {
    assert.deepEqual(movableClock([host], { ...values, 'movable-clock': false }), {});
  });

  it('is refused where its time would be kept, or is not that of others', () => {
    checkMovable(values, around);
    checkMovable(
      { ...values, 'movable-clock': false, memory: false },
      { ...around, businesses: 6 },
    );
    const refused = [
      [values, { ...around, businesses: 2 }, /Name one business/],
      [{ ...values, memory: false }, around, /--memory/],
      [values, { ...around, hasIssuerOfOthers: true }, /their own time/],
      [values, { ...around, reachesOthers: true }, /their own time/],
    ] as const;
    for (const [of, in_, words] of refused)
      assert.throws(() => checkMovable(of, in_), { message: words });
  });
});
