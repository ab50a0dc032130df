// S12 as the page has it: fifty at once on three replicas, of sixteen partitions each.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { rushed, sharesOut } from '@dure/dispatch/rush';
import type { Rush } from '@dure/dispatch/rush';
import type { AnyMessage } from '@dure/domain';
import { rehearsal } from './rehearsal.ts';
import * as Taxiassign from './taxiassign/contract.ts';
import * as Taxicall from './taxicall/contract.ts';

const { AcceptOffer, GoOnDuty, RegisterTaxi } = Taxiassign.command;
const { CancelCall, RequestCall } = Taxicall.command;

const CALLS = 50;
const poolId = '서울/대형';
const drivertel = '01031110031';

const asCustomer = (number: number, command: AnyMessage) => {
  const tel = `010222222${number + 9}`;
  return { as: 'Customer', claims: { tel, recipient: `customer:${tel}` }, command };
};

const called = (number: number) => {
  const tel = `010222222${number + 9}`;
  const ride = { tel, location: '마포', taxiClass: '대형' } as const;
  return asCustomer(number, RequestCall({ callId: `taxicall-${number}`, ...ride }));
};

/** Fifty calls of a class, and some taxis of it; that of another class is no help. */
const rush = (taxis: readonly string[]): Rush => {
  const fleet = [
    { poolId: '서울/고급', taxiid: '서울31아2201', location: '마포', drivertel },
    ...taxis.map((taxiid) => ({ poolId, taxiid, location: '중구', drivertel })),
  ];
  return {
    system: rehearsal,
    pool: { context: 'taxiassign', ledger: 'TaxiPool', gives: 'taxiid' },
    // Whoever is free again is given without that anybody looks again.
    settings: { ASSIGN_RETRY: 300 },
    setUp: fleet.map((one) => ({ as: 'TaxiManager', claims: {}, command: RegisterTaxi(one) })),
    ready: fleet.map((one) => {
      const { taxiid } = one;
      return { as: 'Driver', claims: { taxiid }, command: GoOnDuty(one) };
    }),
    come: Array.from({ length: CALLS }, (_, index) => called(index + 1)),
    accept: (caseId, taxiid) => {
      const callId = `taxicall-${Number(caseId.replace('taxicall-', ''))}` as const;
      return { as: 'Driver', claims: { taxiid }, command: AcceptOffer({ poolId, callId }) };
    },
    cancel: (caseId) => {
      const number = Number(caseId.replace('taxicall-', ''));
      return asCustomer(number, CancelCall({ callId: `taxicall-${number}` }));
    },
  };
};

const served = async (taxis: readonly string[], seed: number) => {
  const told = await rushed(rush(taxis), seed);
  const times = (type: string) => told.events.filter((event) => event.type === type).length;
  assert.equal(told.waiting.length, CALLS - taxis.length);
  sharesOut(told, taxis);
  assert.equal(times('TaxiassignCompleted'), 2 * taxis.length);
  assert.equal(times('TaxicallFailed'), CALLS - 2 * taxis.length);
};

it('S12, TAX-F3, TAX-F6: the only taxi is for one of fifty, and then for the oldest', () =>
  served(['서울32자3301'], 1));

it('S12, TAX-F3, TAX-F6: each of three taxis is for one of fifty, and then for the oldest', () =>
  served(['서울32자3301', '서울32자3302', '서울32자3303'], 2));
