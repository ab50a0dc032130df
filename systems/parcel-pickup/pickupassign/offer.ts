// What comes of an offer that a courier does not take: it goes back, and on to the next nearest.

import { lapsedAgain, passedBy } from '@dure/dispatch';
import { nothing } from '@dure/domain';
import { isoOf } from '@dure/domain/korea';
import type { Known } from '@dure/domain';
import { event, terms } from './contract.ts';
import type { Courier, Given } from './states.ts';

type Offer = { readonly poolId: string; readonly pickupId: `pickupcall-${string}` };
type Pool = { readonly ledger: { readonly Courier: ReadonlyMap<string, Courier> } };
type Back = { readonly reason: string; readonly lapses: number; readonly courierStatus: string };

/** A pickup that does not say what the next courier needs ends by its deadline to collect alone. */
const returned = (offer: Offer, given: Given, back: Back & { readonly freeSince: string }) => {
  const { until, location, parcelType, contactTel } = given;
  if (until === undefined || location === undefined) return undefined;
  if (parcelType === undefined || contactTel === undefined) return undefined;
  const errand = { until, location, parcelType, contactTel };
  const passed = { passedBy: passedBy(given.workerid, given) };
  return event.PickupassignReturned({ ...given, ...offer, ...back, ...errand, ...passed });
};

export const declined = (offer: Offer, given: Given, { now }: Known) => {
  const back = { reason: 'DECLINED', lapses: 0, courierStatus: '대기', freeSince: isoOf(now) };
  return returned(offer, given, back) ?? nothing;
};

/** Whoever has not answered often enough is off duty, so that no other pickup waits for them. */
export const lapsed = (offer: Offer, given: Given, known: Known & Pool) => {
  const { poolId } = offer;
  const { workerid } = given;
  const courier = known.ledger.Courier.get(workerid);
  const before = courier?.is === 'assigned' ? courier.lapses : 0;
  const { lapses, isAbsent } = lapsedAgain(before, known.setting(terms.OFFER_LAPSES_MAX));
  const reason = 'NO_ANSWER';
  const courierStatus = isAbsent ? '휴무' : '대기';
  const freeSince = isoOf(known.now);
  const back = returned(offer, given, { reason, lapses, courierStatus, freeSince });
  if (!back) return nothing;
  return isAbsent ? [back, event.CourierWentOffDuty({ poolId, workerid, reason })] : back;
};
