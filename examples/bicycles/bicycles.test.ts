// What the reference shows does what it says.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lifted, readValue, valueMistakes } from '@dure/domain';
import type { Shape } from '@dure/domain';
import { refused, scenario } from '@dure/testing';
import { Inspection } from './garage/board.ts';
import * as Garage from './garage/contract.ts';
import { Bike, Hires } from './rental/board.ts';
import { command, event, reject } from './rental/contract.ts';
import { perDay, shapes } from './shapes.ts';
import { Bicycles } from './system.ts';

const bikeId = 'bike-1';
const memberId = 'member-1';
const registered = event.BikeRegistered({ bikeId, frameNo: 'F1', deposit: 50_000 });
const rent = command.RentBike({ bikeId, memberId, days: 3 });
const rented = event.BikeRented({ ...rent, status: 'rented' });
const returned = event.BikeReturned({ bikeId, memberId, status: 'in the stand' });

/** What people may write, what is kept of it, and what is refused. */
const written: { readonly [name in keyof typeof shapes]?: readonly [unknown, unknown, unknown] } = {
  frameColour: [' red ', 'red', ''],
  remark: ['Fine', 'Fine', 'x'.repeat(501)],
  plate: ['AB-123', 'AB-123', 'AB-1'],
  hasBasket: ['true', true, 'perhaps'],
  days: ['3', 3, 31],
  batteryLevel: [0.25, 0.25, 1.5],
  wheelInches: ['26.5', 26.5, 26.55],
  firstDay: ['20260301', '2026-03-01', '2026-02-30'],
  collectedAt: ['2026-03-01T09:00', '2026-03-01T09:00:00+01:00', 'tomorrow'],
  servicedAt: ['2026-03-01T09:00', '2026-03-01T09:00:00+09:00', 'tomorrow'],
  deposit: ['5000.0', 5000, -1],
  mobile: ['010-1234-5678', '01012345678', '02-123-4567'],
  bikeId: [7, 'bike-7', 'member-7'],
  size: ['small', 'small', 'tiny'],
  lastMember: [null, null, 'bike-1'],
  accessories: [['bell'], ['bell'], Array.from({ length: 11 }, () => 'bell')],
  kilometresByDay: [{ '2026-03-01': 12.5 }, { '2026-03-01': 12.5 }, { '2026-03-01': 'far' }],
  stand: [{ street: 'A', place: '2' }, { street: 'A', place: 2 }, { street: 'A' }],
  stands: ['[1, 2]', [1, 2], '[0]'],
};

describe('a shape', () => {
  for (const [name, [given, kept, wrong]] of Object.entries(written))
    it(`reads what is right, and refuses what is not: ${name}`, () => {
      const shape: Shape | undefined = Object.entries(shapes).find(([of]) => of === name)?.[1];
      assert.ok(shape);
      assert.deepEqual(readValue(shape, given, name), { value: kept });
      assert.notEqual(valueMistakes(shape, shape.read(wrong), name).length, 0);
    });

  it('may be rounded to its scale', () => assert.equal(perDay(10, 3), 3.3));
});

describe('a bicycle', () => {
  const bike = scenario(Bike, { by: { kind: 'actor', name: 'Clerk', claims: {} } });

  it('is rented against a deposit', () =>
    bike.given(registered).answered({ holdDeposit: {} }).when(rent).then(rented));

  it('is not rented without one', () =>
    bike
      .given(registered)
      .answered({ holdDeposit: refused({ remark: 'No money' }) })
      .when(rent)
      .then(reject.DepositDeclined({ bikeId })));

  it('comes back', () =>
    bike.given(registered, rented).when(command.ReturnBike({ bikeId })).then(returned));
});

it('a ledger lets one member hire at a time', () =>
  scenario(Hires)
    .given(registered, event.BikeRented({ ...rent, memberId: 'member-2', status: 'running' }))
    .when(rent)
    .then(reject.DepositDeclined({ bikeId })));

it('a release changes nothing', () =>
  scenario(Inspection)
    .given(Garage.event.BikeInspected({ bikeId, mechanic: 'Kim' }))
    .when(Garage.command.ReleaseBike({ bikeId }))
    .then(Garage.event.BikeReleased({ bikeId })));

it('what was written under a former name is lifted', () => {
  const { vocabulary } = event.BikeRetired;
  const old = { type: 'BikeScrapped', data: { bikeId, frameNo: 'F1' } };
  assert.deepEqual(
    lifted(vocabulary, old).map(({ type }) => type),
    ['BikeRetired'],
  );
  assert.deepEqual(lifted(vocabulary, { type: 'BikeWashed', data: { bikeId } }), []);
});

it('the wall is whole', () => assert.equal(Bicycles.contexts.length, 2));
