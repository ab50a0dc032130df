// The terms of a pickup: what may be asked for, and what it costs to call it off.

import { lateFeeAt, placeAt, unknownPlace } from '@dure/dispatch';
import { HOUR_MS, instantOf, invalid, MINUTE_MS, together } from '@dure/domain';
import type { Known, Of } from '@dure/domain';
import { terms } from './contract.ts';
import type { command } from './contract.ts';
import { wrong } from './labels.ts';

type Request = Of<typeof command.RequestPickup>;

/** The pickup as it is asked for: without what a client tells and the server knows. */
export const pickupOf = ({ status: _status, cost: _cost, ...request }: Request, known: Known) => ({
  location: known.setting(terms.DEFAULT_LOCATION),
  contactTel: request.tel,
  parcelType: '10KG_UNDER' as const,
  ...request,
  orderId: request.pickupId,
});

/** Pickups are on demand: a window is still open, and begins within hours. */
const isBookable = ({ wishedFrom, wishedTo }: Request, known: Known): boolean => {
  const from = wishedFrom ?? wishedTo;
  const to = wishedTo ?? wishedFrom;
  if (from === undefined || to === undefined) return true;
  const latest = known.now + known.setting(terms.WINDOW_AHEAD_MAX) * HOUR_MS;
  return instantOf(to) > known.now && instantOf(from) <= latest;
};

const isReversed = ({ wishedFrom, wishedTo }: Request): boolean =>
  wishedFrom !== undefined &&
  wishedTo !== undefined &&
  instantOf(wishedTo) <= instantOf(wishedFrom);

/** What is wrong with a request; nothing, when it may be asked for. */
export const mistakeIn = (request: Request, known: Known) =>
  together(
    request.status !== undefined && request.status !== '호출' && wrong.status,
    !placeAt(request.location ?? known.setting(terms.DEFAULT_LOCATION)) &&
      invalid('location', unknownPlace),
    isReversed(request) && wrong.reversed,
    !isBookable(request, known) && wrong.window,
  );

type Confirmed = { readonly confirmedAt: string; readonly parcelType: '10KG_UNDER' | '10KG_OVER' };

/** Free for some minutes after the confirmation; after that a fee by parcel type. */
export const lateCancelFee = (pickup: Confirmed, { now, setting: of }: Known): number =>
  lateFeeAt(now, {
    confirmedAt: instantOf(pickup.confirmedAt),
    freeMs: of(terms.FREE_CANCEL_AFTER_CONFIRM) * MINUTE_MS,
    fee: of(terms.LATE_CANCEL_FEE)[pickup.parcelType],
  });
