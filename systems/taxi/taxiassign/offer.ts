// What comes of an offer that a driver does not take: it goes back, and on to the next nearest.

import { lapsedAgain, passedBy } from '@dure/dispatch';
import { nothing } from '@dure/domain';
import { isoOf } from '@dure/domain/korea';
import type { Known } from '@dure/domain';
import { event, terms } from './contract.ts';
import type { Given, Taxi } from './states.ts';

type Offer = { readonly poolId: string; readonly callId: `taxicall-${string}` };
type Pool = { readonly ledger: { readonly Taxi: ReadonlyMap<string, Taxi> } };
type Back = { readonly reason: string; readonly lapses: number; readonly taxiStatus: string };

/** A call that does not say until when it is assigned ends by its deadline to board alone. */
const returned = (offer: Offer, given: Given, back: Back & { readonly freeSince: string }) =>
  given.until === undefined
    ? undefined
    : event.TaxiassignReturned({
        ...given,
        ...offer,
        ...back,
        until: given.until,
        passedBy: passedBy(given.taxiid, given),
      });

export const declined = (offer: Offer, given: Given, { now }: Known) => {
  const back = { reason: 'DECLINED', lapses: 0, taxiStatus: '대기', freeSince: isoOf(now) };
  return returned(offer, given, back) ?? nothing;
};

/** Whoever has not answered often enough is off duty, so that no other call waits for them. */
export const lapsed = (offer: Offer, given: Given, known: Known & Pool) => {
  const { poolId } = offer;
  const { taxiid } = given;
  const taxi = known.ledger.Taxi.get(taxiid);
  const before = taxi?.is === 'assigned' ? taxi.lapses : 0;
  const { lapses, isAbsent } = lapsedAgain(before, known.setting(terms.OFFER_LAPSES_MAX));
  const reason = 'NO_ANSWER';
  const taxiStatus = isAbsent ? '휴무' : '대기';
  const freeSince = isoOf(known.now);
  const back = returned(offer, given, { reason, lapses, taxiStatus, freeSince });
  if (!back) return nothing;
  return isAbsent ? [back, event.TaxiWentOffDuty({ poolId, taxiid, reason })] : back;
};
