// What the reference documents promise of parcel pickup over HTTP.

import { as, documents as promised } from '@dure/http/documents';
import * as CustomerContract from './customer/contract.ts';
import * as PickupassignContract from './pickupassign/contract.ts';
import * as PickupcallContract from './pickupcall/contract.ts';
import * as PickupmanageContract from './pickupmanage/contract.ts';

const pickup = PickupcallContract.command;
const assignment = PickupassignContract.command;

export const documents = promised({
  lines: [
    as('Customer', 'POST /pickupcalls', pickup.RequestPickup),
    as('Customer', 'DELETE /pickupcalls/{pickupId}', pickup.CancelPickup),
    as('Customer', 'PATCH /pickupcalls/{pickupId}', { status: { 호출취소: pickup.CancelPickup } }),
    as('Customer', 'GET /pickupcalls', PickupcallContract.view.Pickupcalls),
    as('Customer', 'POST /pickupmanages', PickupmanageContract.command.AcceptPickup),
    as('PickupManager', 'GET /pickupmanages', PickupmanageContract.view.Pickupmanages),
    as('PickupManager', 'GET /pickupassigns', PickupassignContract.view.Pickupassigns),
    as('Customer', 'GET /pickupstatuses', CustomerContract.view.PickupStatus),
    as('Courier', 'PATCH /pickupassigns/{pickupId}', {
      status: { 수거중: assignment.StartCollection, 수거완료: assignment.CompleteCollection },
    }),
  ],
  fieldAliases: {
    휴대폰번호: 'tel',
    고객휴대폰번호: 'tel',
    호출위치: 'location',
    호출상태: 'status',
    예상요금: 'cost',
    택배유형: 'parcelType',
    수거주소: 'address',
  },
  gateway: 8088,
  ports: { pickupcall: 8081, pickupmanage: 8082, pickupassign: 8083 },
});
