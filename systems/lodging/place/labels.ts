// What the notes of places and reservations are called.

import { invalid } from '@dure/domain';
import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['숙소·예약', 'Places and reservations'],
  commands: {
    RegisterPlace: ['숙소 등록', 'Register place'],
    PlaceReservation: ['숙소 예약', 'Place reservation'],
    CompleteReservation: ['예약상태 변경', 'Complete reservation'],
    CancelReservation: ['예약 취소', 'Cancel reservation'],
    CloseCanceled: ['취소 완료', 'Close cancelled reservation'],
    FinishStay: ['이용 완료', 'Finish stay'],
  },
  events: {
    PlaceRegistered: ['숙소 등록됨', 'Place registered'],
    ReservationPlaced: ['예약됨', 'Reservation placed'],
    ReservationStatusChanged: ['예약상태 변경됨', 'Reservation completed'],
    ReservationCancelRequested: ['예약취소 요청됨', 'Cancellation requested'],
    ReservationCanceled: ['예약취소됨', 'Reservation cancelled'],
    StayFinished: ['이용완료됨', 'Stay finished'],
  },
  rejections: {
    UnknownPlace: ['없는 숙소입니다', 'There is no such place'],
    PriceMismatch: [
      '요금이 바뀌었습니다. 금액을 확인해 주세요',
      'The price differs; please check the amount',
    ],
    PaymentDeclined: ['결제가 거절되었습니다', 'The payment was declined'],
    PaymentUnavailable: [
      '결제가 잠시 되지 않습니다. 예약되지 않았고 청구되지 않았으니 잠시 후 다시 시도해 주세요',
      'Payment is paused. Nothing was reserved or charged; please try again shortly',
    ],
    StayStarted: [
      '체크인 이후에는 취소할 수 없습니다',
      'Cancelling is not possible after check-in',
    ],
  },
  views: {
    Places: ['숙소 목록', 'Places'],
    Accommodations: ['예약 목록', 'Reservations'],
  },
  aggregates: {
    Place: ['숙소', 'Place'],
    Accommodation: ['예약', 'Reservation'],
  },
  states: {
    Place: {
      absent: ['없음', 'None'],
      listed: ['등록', 'Listed'],
    },
    Accommodation: {
      absent: ['없음', 'None'],
      placed: ['예약처리', 'Being confirmed'],
      booked: ['예약완료', 'Confirmed'],
      cancelRequested: ['취소처리', 'Cancelling'],
      canceled: ['예약취소', 'Cancelled'],
      finished: ['이용완료', 'Stay finished'],
    },
  },
  policies: {
    closeCanceled: ['취소 마무리', 'Close what was cancelled'],
    finishStay: ['이용 마무리', 'Finish the stay'],
  },
  sagas: { BookStay: ['예약 한 건', 'Book a stay'] },
  settings: {
    FREE_CANCEL_DAYS: ['무료취소 일수 기본값', 'Free-cancel days unless a place says so'],
    CANCEL_FEE_PERCENT: ['취소수수료 비율', 'Cancellation fee, of the amount'],
    CHECK_IN_TIME: ['체크인 시각', 'Check-in'],
    CHECK_OUT_TIME: ['체크아웃 시각', 'Check-out'],
    NIGHTS_MAX: ['최대 숙박일수', 'Nights a reservation may have'],
    BOOK_AHEAD_MAX: ['예약 가능 기간', 'How far ahead may be reserved'],
  },
};

/** What is told of a request that is not valid. */
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
