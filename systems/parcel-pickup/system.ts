// Parcel pickup (택배 픽업): a phone asks for a pickup, management takes it, a pool sends the nearest.

import { as, system } from '@dure/domain';
import { simulatedGateway } from '@dure/notification';
import { Customer } from './customer/board.ts';
import * as CustomerContract from './customer/contract.ts';
import { demo } from './demo.ts';
import { invariants } from './invariants/index.ts';
import { labels } from './labels.ts';
import { PickupAssignment } from './pickupassign/board.ts';
import * as PickupassignContract from './pickupassign/contract.ts';
import { PickupRequesting } from './pickupcall/board.ts';
import * as PickupcallContract from './pickupcall/contract.ts';
import { PickupManagement } from './pickupmanage/board.ts';
import * as PickupmanageContract from './pickupmanage/contract.ts';

export { traffic } from './traffic.ts';

const pickup = PickupcallContract.command;
const assignment = PickupassignContract.command;

export const ParcelPickup = system('parcel-pickup', {
  label: ['택배 픽업', 'Parcel pickup'],
  businessKey: 'pickupId',
  contexts: [PickupRequesting, PickupManagement, PickupAssignment, Customer],

  documented: [
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
  documentedPorts: { pickupcall: 8081, pickupmanage: 8082, pickupassign: 8083 },

  externals: [simulatedGateway],
  invariants,
  demo,
  labels,
});
