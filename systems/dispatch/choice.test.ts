import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serveAtOnce, serveWaiting } from './index.ts';
import type { Resource } from './index.ts';

const noon = '2024-02-20T12:00:00+09:00';
const earlier = '2024-02-20T11:00:00+09:00';

const resource = (id: string, location: string, of: Partial<Resource> = {}): Resource => ({
  id,
  location,
  freeSince: noon,
  ...of,
});

const mapo = resource('b', '마포');
const sinchon = resource('a', '신촌');
const gangnam = resource('c', '강남');

const wish = (name: string, location: string, isHeavy = false) => ({ name, location, isHeavy });

type Wish = ReturnType<typeof wish>;

/** Who is heavy is for gangnam alone. */
const pool = (waiting: readonly Wish[], ...free: readonly Resource[]) => ({
  waiting,
  free,
  fits: ({ id }: Resource, { isHeavy }: Wish) => !isHeavy || id === 'c',
});

const served = (...of: Parameters<typeof pool>) =>
  serveWaiting(pool(...of)).map(({ name, id, distanceM }) => [name, id, distanceM]);

const chosen = (location: string, ...free: readonly Resource[]) =>
  serveWaiting(pool([wish('one', location)], ...free))[0]?.id;

describe('The nearest', () => {
  it('is the one with the shortest way', () => {
    assert.equal(chosen('마포', gangnam, sinchon, mapo), 'b');
    assert.equal(chosen('강남', gangnam, sinchon, mapo), 'c');
    assert.deepEqual(serveWaiting(pool([wish('one', '마포')], gangnam)), [
      { ...gangnam, ...wish('one', '마포'), distanceM: 18_114 },
    ]);
  });

  it('is none when none is free, or no place is known', () => {
    assert.equal(chosen('마포'), undefined);
    assert.equal(chosen('마포', resource('z', '달')), undefined);
    assert.equal(chosen('달', mapo), undefined);
  });

  it('is of the lower rank among the equally near', () => {
    const light = resource('z', '마포', { rank: 1 });
    const strong = resource('a', '마포', { rank: 2, freeSince: earlier });
    assert.equal(chosen('마포', strong, light), 'z');
  });

  it('is then the one free for longest, then the one with the lower id', () => {
    assert.equal(chosen('마포', mapo, resource('z', '마포', { freeSince: earlier })), 'z');
    assert.equal(chosen('마포', mapo, resource('a', '마포')), 'a');
  });
});

describe('A queue', () => {
  it('is served in its order, each by the nearest that is left', () => {
    const waiting = [wish('first', '마포'), wish('second', '마포'), wish('third', '마포')];
    assert.deepEqual(served(waiting, gangnam, mapo), [
      ['first', 'b', 0],
      ['second', 'c', 18_114],
    ]);
  });

  it('is passed only by who is served with what does not fit the older ones', () => {
    const waiting = [wish('old', '강남', true), wish('new', '마포')];
    assert.deepEqual(served(waiting, mapo), [['new', 'b', 0]]);
    assert.deepEqual(served(waiting, mapo, gangnam), [
      ['old', 'c', 0],
      ['new', 'b', 0],
    ]);
  });
});

describe('Somebody new', () => {
  const atOnce = (newcomer: Wish, ...of: Parameters<typeof pool>) =>
    serveAtOnce(newcomer, pool(...of))?.id;

  it('is served by the nearest where no one waits', () => {
    assert.equal(atOnce(wish('new', '마포'), [], gangnam, sinchon), 'a');
    assert.equal(atOnce(wish('new', '마포', true), [], sinchon), undefined);
  });

  it('passes those who wait only with whom none of them can use', () => {
    const heavy = [wish('old', '강남', true)];
    assert.equal(atOnce(wish('new', '강남'), heavy, gangnam), undefined);
    assert.equal(atOnce(wish('new', '강남'), heavy, gangnam, sinchon), 'a');
    assert.equal(atOnce(wish('new', '강남'), [wish('old', '강남')], gangnam, sinchon), undefined);
  });
});
