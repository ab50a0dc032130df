// What the doctor says of a machine: of a disk that fills, of clocks, and of certificates.

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY_MS } from '@dure/domain';
import { certificateOf, clockOf, diskFilled } from './machine.ts';

const NOW = Date.parse('2026-11-30T09:00:00Z');

describe('a clock', () => {
  it('that is some seconds off is named, whichever way, with what to do', () => {
    for (const aheadMs of [600_000, -600_000, 2_001]) {
      const { level, check, advice } = clockOf('http://node-2', aheadMs);
      deepEqual([check, level], ['clock', 'bad']);
      match(advice?.en ?? '', /NTP/);
      ok(advice?.ko);
    }
    match(clockOf('http://node-2', -600_000).words.en, /-600\.0 s ahead/);
  });

  it('that is right within what an answer can tell is well', () => {
    for (const aheadMs of [0, 1_999, -2_000]) equal(clockOf('x', aheadMs).level, 'well');
  });
});

describe('a disk', () => {
  const levelAt = (free: number) => diskFilled('/data', { bavail: free, blocks: 100 }).level;

  it('is named before it is full, and is bad when little is left', () => {
    deepEqual([40, 15, 14, 5, 4, 0].map(levelAt), ['well', 'well', 'soon', 'soon', 'bad', 'bad']);
  });
});

describe('a certificate', () => {
  const levelIn = (days: number) => certificateOf('cert.pem', NOW + days * DAY_MS, NOW).level;

  it('is named two weeks before it ends, and is bad when it has ended', () => {
    deepEqual([90, 14, 13, 0, -1].map(levelIn), ['well', 'well', 'soon', 'soon', 'bad']);
  });
});
