// A place in lodging that is reserved again and again, on whatever stores it runs.

import { equal, ok } from 'node:assert/strict';
import type { By } from '@dure/domain';
import { DAY_MS } from '@dure/domain';
import { dayOf } from '@dure/domain/korea';
import type { Running } from './move.testing.ts';

const QUIET_MS = 60_000;

const owner: By = { kind: 'actor', name: 'Owner', claims: { ownerId: 'owner-1' } };
const guest: By = { kind: 'actor', name: 'Customer', claims: { usrId: 'customer-2' } };

/** Opens a place with rooms enough. */
export const openPlace = async ({ host }: Running): Promise<void> => {
  const own = { placeNm: '한옥', ownerId: 'owner-1', pricePerNight: 5_000 };
  for (const command of [
    { type: 'RegisterPlace', placeId: 'place-9', ...own, instantConfirmation: true },
    { type: 'OpenStock', placeId: 'place-9', stock: 10_000 },
  ]) {
    const { is } = await host.issue({ command, by: owner });
    equal(is, 'done');
    ok(await host.quiet(QUIET_MS));
  }
};

/** Reserves a stay; its number. */
export const reserve = async ({ host }: Running): Promise<string> => {
  const [strDt, endDt] = [7, 8].map((days) => dayOf(Date.now() + days * DAY_MS));
  const stay = { placeId: 'place-9', usrId: 'customer-2', qty: 1, strDt, endDt };
  const outcome = await host.issue({
    command: { type: 'PlaceReservation', ...stay },
    by: guest,
  });
  equal(outcome.is, 'done', JSON.stringify(outcome));
  return outcome.is === 'done' ? outcome.caseId : '';
};
