// The terms of a stay: what may be asked for, and what it costs to give it back.

import { shareOf } from '@dure/card-network';
import { addDays, nightsOf, together } from '@dure/domain';
import type { Known, Of } from '@dure/domain';
import { terms } from './contract.ts';
import type { command } from './contract.ts';
import { wrong } from './labels.ts';

type Request = Of<typeof command.PlaceReservation>;

/** What is wrong with a request, whatever the place; nothing, when it may be asked for. */
export const mistakeIn = ({ status, strDt, endDt }: Request, known: Known) => {
  const ahead = known.setting(terms.BOOK_AHEAD_MAX);
  const most = known.setting(terms.NIGHTS_MAX);
  const nights = nightsOf(strDt, endDt).length;
  return together(
    status !== undefined && status !== '예약처리' && wrong.status,
    strDt < known.today && wrong.past,
    strDt > addDays(known.today, ahead) && wrong.tooFarAhead(ahead),
    nights < 1 && wrong.reversed,
    nights > most && wrong.tooLong(most),
  );
};

type Nights = Pick<Request, 'strDt' | 'endDt' | 'qty'>;

/** What the rooms cost for all nights. */
export const priceOf = ({ strDt, endDt, qty }: Nights, pricePerNight: number): number =>
  pricePerNight * nightsOf(strDt, endDt).length * qty;

type Booked = { readonly strDt: string; readonly amount: number };

type Listed = { readonly is: string; readonly freeCancelDays?: number } | undefined;

/** Free until some days before; after that a share of the amount, in whole won, and never more. */
export const cancellationFee = (stay: Booked, place: Listed, { today, setting }: Known): number => {
  const freeDays = place?.freeCancelDays ?? setting(terms.FREE_CANCEL_DAYS);
  if (today <= addDays(stay.strDt, -freeDays)) return 0;
  return shareOf(stay.amount, setting(terms.CANCEL_FEE_PERCENT));
};
