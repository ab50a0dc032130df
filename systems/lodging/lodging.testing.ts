// rehearsal in one process, on a clock that a test moves, and the people who come there.

import type { By } from '@dure/domain';
import { Business } from '@dure/acceptance/business';
import { rehearsal } from './rehearsal.ts';

export type House = Business;

export const House = {
  opened: (day: string, time = '10:00'): Promise<House> =>
    Business.opened(rehearsal, day, { time }),
};

export const customer = (number: number): By => ({
  kind: 'actor',
  name: 'Customer',
  subject: `customer-${number}`,
  claims: { usrId: `customer-${number}`, tel: `0101111111${number}` },
});

export const owner: By = {
  kind: 'actor',
  name: 'Owner',
  subject: 'owner-2',
  claims: { ownerId: 'owner-2' },
};

export const operator: By = { kind: 'actor', name: 'Operator', claims: {} };
