import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { standardLimits } from '../limits.ts';
import { Breakers } from './circuit-breaker.ts';

const { breakerFailures, breakerOpenMs, asksAtOnceMax, retryFirstMs } = standardLimits;

const opened = () => {
  let now = 0;
  const breakers = new Breakers(() => now, standardLimits);
  const call = (callee: string, isFailed: boolean): void => {
    breakers.begin(callee);
    breakers.end(callee, isFailed);
  };
  const fail = (callee: string, times: number): void => {
    for (let of = 0; of < times; of += 1) call(callee, true);
  };
  const pass = (ms: number): void => {
    now += ms;
  };
  return { breakers, call, fail, pass };
};

describe('A circuit breaker', () => {
  it('opens after failures in a row, for its callee alone', () => {
    const { breakers, fail } = opened();
    fail('till', breakerFailures - 1);
    equal(breakers.closedIn('till'), 0);
    fail('till', 1);
    equal(breakers.closedIn('till'), breakerOpenMs);
    equal(breakers.closedIn('store'), 0);
    deepEqual(breakers.open(), ['till']);
  });

  it('stays closed until half of the last twenty calls have failed', () => {
    const { breakers, call } = opened();
    for (let of = 0; of < 19; of += 1) call('till', of % 2 === 0);
    equal(breakers.closedIn('till'), 0);
    call('till', true);
    equal(breakers.closedIn('till'), breakerOpenMs);
  });

  it('lets one trial through, which closes it or keeps it open', () => {
    const { breakers, call, fail, pass } = opened();
    fail('till', breakerFailures);
    pass(breakerOpenMs);
    equal(breakers.closedIn('till'), 0);
    breakers.begin('till');
    equal(breakers.closedIn('till'), retryFirstMs, 'one at a time');
    breakers.end('till', true);
    equal(breakers.closedIn('till'), breakerOpenMs);
    pass(breakerOpenMs);
    call('till', false);
    equal(breakers.closedIn('till'), 0);
    fail('till', breakerFailures - 1);
    equal(breakers.closedIn('till'), 0, 'what was before is forgotten');
  });

  it('is not kept open for longer by what was asked before it opened', () => {
    const { breakers, fail, pass } = opened();
    breakers.begin('till');
    fail('till', breakerFailures);
    pass(breakerOpenMs / 2);
    breakers.end('till', true);
    equal(breakers.closedIn('till'), breakerOpenMs / 2);
  });

  it('lets so many calls be under way at once', () => {
    const { breakers } = opened();
    for (let of = 0; of < asksAtOnceMax; of += 1) breakers.begin('till');
    ok(breakers.closedIn('till') > 0);
    breakers.end('till', false);
    equal(breakers.closedIn('till'), 0);
  });
});
