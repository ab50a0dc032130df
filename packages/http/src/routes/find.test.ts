import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { methodsAt, nearMisses } from './find.ts';

const served = [
  { method: 'GET', path: '/accommodations' },
  { method: 'POST', path: '/accommodations' },
  { method: 'GET', path: '/accommodations/{orderId}' },
  { method: 'POST', path: '/accommodations/{orderId}/cancel-reservation' },
  { method: 'GET', path: '/택시호출s' },
  { method: 'GET', path: '/places' },
  { method: 'GET', path: '/taxi/drivers' },
];

describe('a path', () => {
  it('has the methods that are served there', () => {
    assert.deepEqual(methodsAt(served, '/accommodations'), ['GET', 'POST', 'HEAD', 'OPTIONS']);
    assert.deepEqual(methodsAt(served, '/accommodations/4/'), ['GET', 'HEAD', 'OPTIONS']);
    assert.deepEqual(methodsAt(served, '/%ED%83%9D%EC%8B%9C%ED%98%B8%EC%B6%9Cs'), [
      'GET',
      'HEAD',
      'OPTIONS',
    ]);
    assert.deepEqual(methodsAt(served, '/nowhere'), []);
  });

  it('that is not served is near to those that are like it', () => {
    const nearest = (path: string) => nearMisses(served, path)[0];
    assert.equal(nearest('/accomodations'), '/accommodations');
    assert.equal(nearest('/accommodation/4'), '/accommodations/{orderId}');
    assert.equal(nearest('/Places'), '/places');
    assert.equal(nearest('/driver'), '/taxi/drivers');
    const cancel = '/accommodations/{orderId}/cancel-reservation';
    assert.equal(nearest('/accommodations/4/cancelReservation'), cancel);
  });

  it('that is like nothing is near to nothing', () => {
    assert.deepEqual(nearMisses(served, '/xyz'), []);
    assert.deepEqual(nearMisses(served, '/%zz'), []);
    assert.ok(nearMisses(served, `/${'x'.repeat(10_000)}/y`).length <= 3);
  });
});
