// What the notes of reservation management are called.

import { invalid } from '@dure/domain';
import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['예약관리', 'Reservation management'],
  commands: {
    AdoptPlace: ['숙소 인수', 'Adopt place'],
    OpenStock: ['재고 생성', 'Open stock'],
    SetNightStock: ['날짜별 재고 설정', 'Set stock of nights'],
    SetInstantConfirmation: ['즉시확정 설정', 'Set instant confirmation'],
    OfferReservation: ['예약 전달', 'Offer reservation'],
    ConfirmReservation: ['예약 확정', 'Confirm reservation'],
    RejectReservation: ['예약 거절·취소', 'Reject or cancel reservation'],
    ReleaseRooms: ['객실 반환', 'Release rooms'],
    EndStay: ['이용 종료', 'End stay'],
    OpenNights: ['새 숙박일 열기', 'Open nights'],
  },
  events: {
    PlaceAdopted: ['숙소 인수됨', 'Place adopted'],
    StockOpened: ['재고 생성됨', 'Stock opened'],
    NightStockSet: ['날짜별 재고 설정됨', 'Stock of nights set'],
    InstantConfirmationSet: ['즉시확정 설정됨', 'Instant confirmation set'],
    ReservationHeld: ['객실 확보됨', 'Rooms held'],
    ReservationConfirmed: ['예약확정됨', 'Reservation confirmed'],
    ReservationCancelConfirmed: ['예약취소 확정됨', 'Cancellation confirmed'],
    StayEnded: ['이용종료됨', 'Stay ended'],
    NightsOpened: ['새 숙박일 열림', 'Nights opened'],
  },
  reminders: { OwnerReminded: ['주인에게 확인 요청됨', 'Owner reminded'] },
  rejections: {
    StockAlreadyOpen: ['이미 재고가 생성된 숙소입니다', 'Stock of this place is already open'],
    StockBelowBooked: [
      '이미 예약된 객실보다 적게 설정할 수 없습니다',
      'Fewer rooms than already reserved',
    ],
    StayBegun: ['체크인 이후에는 취소할 수 없습니다', 'Not possible after check-in'],
  },
  views: {
    ReservationManagements: ['예약관리 목록', 'Managed places'],
    NightStocks: ['날짜별 객실', 'Rooms by night'],
    OwnerTasks: ['업소주인 할 일', "Owner's task list"],
  },
  aggregates: { ReservationManagement: ['예약관리', 'Reservation management'] },
  states: {
    'ReservationManagement.Rooms': {
      absent: ['없음', 'None'],
      adopted: ['준비중', 'No stock yet'],
      open: ['판매중', 'On sale'],
    },
    'ReservationManagement.Booking': {
      absent: ['없음', 'None'],
      held: ['확인대기', 'Waiting for the owner'],
      confirmed: ['예약확정', 'Confirmed'],
      ended: ['이용종료', 'Stay ended'],
      released: ['객실반환', 'Released'],
    },
  },
  policies: {
    adoptPlace: ['숙소 인수', 'Adopt the place'],
    releaseRooms: ['객실 반환', 'Release the rooms'],
  },
  deadlines: {
    OWNER_DECISION: ['주인 확인 기한', "Owner's decision"],
    OWNER_REMINDER: ['주인 확인 알림', 'Reminder to the owner'],
    CHECK_OUT: ['체크아웃', 'Check-out'],
    NEXT_NIGHT: ['새 숙박일', 'Next night'],
  },
  settings: {
    OWNER_DECISION: ['주인 확인 기한', 'Time for the owner to decide'],
    OWNER_DECISION_MIN: ['최소 확인 시간', 'Least time for the owner to decide'],
  },
};

/** What is told of a setting that is not valid. */
export const wrong = {
  past: invalid('fromDt', {
    ko: '지난 날짜의 재고는 바꿀 수 없습니다',
    en: 'The stock of a past night cannot be changed',
  }),
  reversed: invalid('toDt', {
    ko: '종료일은 시작일보다 뒤여야 합니다',
    en: 'The end must be after the beginning',
  }),
  notOpenYet: (night: string) =>
    invalid('toDt', {
      ko: `${night} 전의 날짜까지만 설정할 수 있습니다`,
      en: `Only nights before ${night} are open yet`,
    }),
} as const;
