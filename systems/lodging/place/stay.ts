// The terms of a stay: what may be asked for, and what it costs to give it back.

import { addDays, instantAt, invalid, nightsOf, together } from '@dure/domain';
import type { By, Known, Of } from '@dure/domain';
import { WON_MAX } from '@dure/domain/shapes';
import { fields } from '../fields.ts';
import { terms } from './contract.ts';
import type { command } from './contract.ts';

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

/** No payment is larger than what an amount can be. */
export const isTooDear = (dueAmt: number): boolean => dueAmt > WON_MAX;

export const wrong = {
  status: invalid('status', {
    ko: '새 예약의 상태는 예약처리입니다',
    en: 'A new reservation has the status 예약처리',
  }),
  past: invalid('strDt', {
    ko: '체크인 날짜가 지났습니다',
    en: 'The first night is in the past',
  }),
  reversed: invalid('endDt', {
    ko: '체크아웃 날짜는 체크인 날짜보다 뒤여야 합니다',
    en: 'The day of leaving must be after the first night',
  }),
  tooFarAhead: (days: number) =>
    invalid('strDt', {
      ko: `${days}일 뒤까지만 예약할 수 있습니다`,
      en: `Reservations are taken up to ${days} days ahead`,
    }),
  tooLong: (nights: number) =>
    invalid('endDt', {
      ko: `한 번에 ${nights}박까지 예약할 수 있습니다`,
      en: `A reservation has at most ${nights} nights`,
    }),
  tooDear: invalid('qty', {
    ko: '한 번에 결제할 수 있는 금액을 넘습니다',
    en: 'This is more than one payment can be',
  }),
} as const;

type Booked = { readonly strDt: string; readonly amount: number };

/** From the time of check-in on, a stay is not given back. */
export const isStarted = ({ strDt }: Pick<Booked, 'strDt'>, known: Known): boolean =>
  known.now >= instantAt(strDt, known.setting(terms.CHECK_IN_TIME));

/** Free until some days before; after that a share of the amount, in whole won. */
export const cancellationFee = (stay: Booked, freeCancelDays: number, known: Known): number => {
  if (known.today <= addDays(stay.strDt, -freeCancelDays)) return 0;
  return Math.floor((stay.amount * known.setting(terms.CANCEL_FEE_PERCENT)) / 100);
};

/** The phone that the customer's credential proves, for messages. */
export const phoneOf = ({ claims }: By): { readonly tel?: string } => {
  const proved = fields.tel.read(claims['tel']);
  return typeof proved === 'string' ? { tel: proved } : {};
};
