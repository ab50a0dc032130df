import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nearest, placeAt, serve } from './index.ts';
import type { Resource } from './index.ts';

const at = (name: string) => placeAt(name) ?? { latitude: 0, longitude: 0 };

const resource = (id: string, place: string, of: Partial<Resource> = {}): Resource => ({
  id,
  at: at(place),
  freeSince: 0,
  ...of,
});

const mapo = resource('b', '마포');
const sinchon = resource('a', '신촌');
const gangnam = resource('c', '강남');

const chosen = (to: string, ...free: readonly Resource[]) => nearest(at(to), free)?.resource.id;

describe('The nearest', () => {
  it('is the one with the shortest way', () => {
    assert.equal(chosen('마포', gangnam, sinchon, mapo), 'b');
    assert.equal(chosen('강남', gangnam, sinchon, mapo), 'c');
    assert.deepEqual(nearest(at('마포'), [gangnam]), { resource: gangnam, metres: 18_114 });
  });

  it('is nobody when nobody is free', () => assert.equal(nearest(at('마포'), []), undefined));

  it('is of the lower rank among the equally near', () => {
    const light = resource('z', '마포', { rank: 1, freeSince: 9 });
    assert.equal(chosen('마포', resource('a', '마포', { rank: 2 }), light), 'z');
  });

  it('is then the one free for longest, then the one with the lower id', () => {
    const longest = resource('z', '마포', { freeSince: -1 });
    assert.equal(chosen('마포', mapo, longest), 'z');
    assert.equal(chosen('마포', mapo, resource('a', '마포')), 'a');
  });
});

describe('A queue', () => {
  const wish = (name: string, place: string, isHeavy = false) => ({ name, at: at(place), isHeavy });

  it('is served in its order, each by the nearest that is left', () => {
    const waiting = [wish('first', '마포'), wish('second', '마포'), wish('third', '마포')];
    const served = serve(waiting, [gangnam, mapo]);
    assert.deepEqual(
      served.map((one) => [one.wish.name, one.resource.id, one.metres]),
      [
        ['first', 'b', 0],
        ['second', 'c', 18_114],
      ],
    );
  });

  it('is passed only by who is served with what does not fit the older ones', () => {
    const waiting = [wish('old', '강남', true), wish('new', '마포')];
    const fits = ({ id }: Resource, { isHeavy }: { isHeavy: boolean }) => !isHeavy || id === 'c';
    const passed = serve(waiting, [mapo], fits);
    assert.deepEqual(
      passed.map((one) => one.wish.name),
      ['new'],
    );
    const both = serve(waiting, [mapo, gangnam], fits);
    assert.deepEqual(
      both.map((one) => [one.wish.name, one.resource.id]),
      [
        ['old', 'c'],
        ['new', 'b'],
      ],
    );
  });
});
