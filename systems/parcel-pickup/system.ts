// Parcel pickup (택배 픽업): a phone asks for a pickup, management takes it, a pool sends the nearest.

import { system } from '@dure/domain';
import { Customer } from './customer/board.ts';
import { labels } from './labels.ts';
import { PickupAssignment } from './pickupassign/board.ts';
import { PickupRequesting } from './pickupcall/board.ts';
import { PickupManagement } from './pickupmanage/board.ts';

export const ParcelPickup = system('parcel-pickup', {
  label: ['택배 픽업', 'Parcel pickup'],
  businessKey: 'pickupId',
  timeZone: 'Asia/Seoul',
  contexts: [PickupRequesting, PickupManagement, PickupAssignment, Customer],
  labels,
});
