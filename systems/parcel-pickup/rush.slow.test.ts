// S13 as the page has it: fifty at once on three replicas, of sixteen partitions each.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { rushed, sharesOut } from '@dure/dispatch/rush';
import type { Rush } from '@dure/dispatch/rush';
import type { AnyMessage } from '@dure/domain';
import { errandOf, lee, park, telOf } from './parcel-pickup.testing.ts';
import * as Pickupassign from './pickupassign/contract.ts';
import * as Pickupcall from './pickupcall/contract.ts';
import { rehearsal } from './rehearsal.ts';

const { AcceptOffer, GoOnDuty, RegisterCourier } = Pickupassign.command;
const { CancelPickup, RequestPickup } = Pickupcall.command;

const PICKUPS = 50;

type Courier = typeof park;

const asCustomer = (number: number, command: AnyMessage) => {
  const tel = telOf(number);
  return { as: 'Customer', claims: { tel, recipient: `customer:${tel}` }, command };
};

const requested = (number: number) => {
  const { pickupId } = errandOf(number);
  const parcel = { tel: telOf(number), location: '이수', parcelType: '10KG_OVER' } as const;
  return asCustomer(number, RequestPickup({ pickupId, ...parcel }));
};

/** Fifty heavy parcels, and some who can carry them; whoever carries little is no help. */
const rush = (strong: readonly Courier[]): Rush => {
  const couriers = [lee, ...strong];
  return {
    system: rehearsal,
    pool: { context: 'pickupassign', ledger: 'CourierPool', gives: 'workerid' },
    // Whoever is free again is given without that anybody looks again.
    settings: { ASSIGN_RETRY: 300 },
    setUp: couriers.map((one) => ({
      as: 'PickupManager',
      claims: {},
      command: RegisterCourier(one),
    })),
    ready: couriers.map((one) => {
      const { workerid } = one;
      return { as: 'Courier', claims: { workerid }, command: GoOnDuty(one) };
    }),
    come: Array.from({ length: PICKUPS }, (_, index) => requested(index + 1)),
    accept: (caseId, workerid) => {
      const errand = errandOf(Number(caseId.replace('pickupcall-', '')));
      return { as: 'Courier', claims: { workerid }, command: AcceptOffer(errand) };
    },
    cancel: (caseId) => {
      const number = Number(caseId.replace('pickupcall-', ''));
      return asCustomer(number, CancelPickup({ pickupId: errandOf(number).pickupId }));
    },
  };
};

const served = async (strong: readonly Courier[], seed: number) => {
  const told = await rushed(rush(strong), seed);
  const times = (type: string) => told.events.filter((event) => event.type === type).length;
  assert.equal(told.waiting.length, PICKUPS - strong.length);
  sharesOut(
    told,
    strong.map(({ workerid }) => workerid),
  );
  assert.equal(times('PickupassignCompleted'), 2 * strong.length);
  assert.equal(times('PickupcallFailed'), PICKUPS - 2 * strong.length);
};

it('S13, PIC-F3, PIC-F6: the only courier is for one of fifty, and then for the oldest', () =>
  served([park], 1));

it('S13, PIC-F3, PIC-F6: each of three couriers is for one of fifty, then for the oldest', () =>
  served([park, { ...park, workerid: 'P4' }, { ...park, workerid: 'P6', location: '송파구' }], 2));
