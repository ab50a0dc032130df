// rehearsal call in one process, on a clock that a test moves, and the people who ride and drive.

import type { By } from '@dure/domain';
import { Business } from '@dure/acceptance/business';
import type { Opening } from '@dure/acceptance/business';
import { rehearsal } from './rehearsal.ts';

export type Town = Business;

export const Town = {
  opened: (day: string, opening: Opening = {}): Promise<Town> =>
    Business.opened(rehearsal, day, opening),
};

export const customer = (tel: string): By => ({
  kind: 'actor',
  name: 'Customer',
  subject: `customer-${tel}`,
  claims: { tel },
});

export const driver = (taxiid: string): By => ({
  kind: 'actor',
  name: 'Driver',
  subject: `driver-${taxiid}`,
  claims: { taxiid },
});

export const manager: By = { kind: 'actor', name: 'TaxiManager', claims: {} };
