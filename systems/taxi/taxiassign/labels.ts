// What the notes of taxi assignment are called.

import { invalid } from '@dure/domain';
import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['택시할당', 'Taxi assignment'],
  commands: {
    RegisterTaxi: ['택시 등록', 'Register taxi'],
    GoOnDuty: ['운행 시작 대기', 'Go on duty'],
    GoOffDuty: ['휴무 전환', 'Go off duty'],
    ReportPosition: ['위치 보고', 'Report position'],
    AssignTaxi: ['택시 자동 할당', 'Assign taxi'],
    ServeWaiting: ['대기 호출 배정', 'Serve waiting call'],
    ExpireAssignment: ['배정 기한 경과', 'Expire assignment'],
    CancelAssignment: ['할당 취소', 'Cancel assignment'],
    ExpireBoarding: ['탑승 기한 경과', 'Expire boarding'],
    AcceptOffer: ['배정 수락', 'Accept offer'],
    DeclineOffer: ['배정 거절', 'Decline offer'],
    LapseOffer: ['응답 기한 경과', 'Lapse offer'],
    StartRide: ['운행 시작', 'Start ride'],
    CompleteRide: ['운행 완료', 'Complete ride'],
  },
  events: {
    TaxiRegistered: ['택시 등록됨', 'Taxi registered'],
    TaxiWentOnDuty: ['대기 전환됨', 'Taxi on duty'],
    TaxiWentOffDuty: ['휴무 전환됨', 'Taxi off duty'],
    TaxiMoved: ['위치 변경됨', 'Taxi moved'],
    TaxiassignQueued: ['배정대기됨', 'Queued for a taxi'],
    TaxiassignCompleted: ['할당확인됨', 'Taxi assigned'],
    TaxiassignFailed: ['할당실패됨', 'No taxi found'],
    TaxiassignCancelled: ['할당취소됨', 'Assignment cancelled'],
    OfferAccepted: ['배정수락됨', 'Offer accepted'],
    TaxiassignReturned: ['배정반납됨', 'Offer returned'],
    RideStarted: ['운행시작됨', 'Ride started'],
    RideCompleted: ['운행완료됨', 'Ride completed'],
  },
  rejections: {
    TaxiBusy: ['배정 중이거나 운행 중인 택시입니다', 'This taxi is assigned or riding'],
  },
  views: {
    Taxiassigns: ['할당 목록', 'Assignments'],
    TaxiBoard: ['택시 현황', 'Taxi board'],
  },
  aggregates: { TaxiPool: ['택시풀', 'Taxi pool'] },
  states: {
    'TaxiPool.Assignment': {
      absent: ['없음', 'None'],
      waiting: ['할당대기', 'Waiting for a taxi'],
      assigned: ['할당확정', 'Assigned'],
      accepted: ['할당수락', 'Accepted by the driver'],
      riding: ['운행중', 'Riding'],
      completed: ['운행완료', 'Completed'],
      cancelled: ['할당취소', 'Assignment cancelled'],
      failed: ['할당실패', 'Assignment failed'],
    },
    'TaxiPool.Taxi': {
      absent: ['없음', 'None'],
      off: ['휴무', 'Off duty'],
      free: ['대기', 'Free'],
      assigned: ['배정', 'Assigned'],
      riding: ['운행', 'Riding'],
    },
  },
  policies: {
    assignNearest: ['가까운 택시 할당', 'Assign the nearest'],
    cancelAssignment: ['할당 취소', 'Cancel the assignment'],
    serveWaiting: ['대기 호출 배정', 'Serve who waits'],
  },
  deadlines: {
    ASSIGN_DEADLINE: ['배정 기한', 'Assign by'],
    ASSIGN_RETRY: ['배정 재시도', 'Look again'],
    OFFER_LAPSE: ['응답 기한', 'Answer by'],
    BOARDING_DEADLINE: ['탑승 기한', 'Board by'],
    RIDE_REMINDER: ['긴 운행', 'A long ride'],
  },
  settings: {
    ASSIGN_RETRY: ['배정 재시도 간격', 'Time between looking again'],
    OFFER_LAPSE: ['응답 기한', 'Time to answer an offer'],
    OFFER_LAPSES_MAX: ['연속 무응답 한도', 'Offers without an answer until off duty'],
    BOARDING_DEADLINE: ['탑승 기한', 'Time to board'],
    RIDE_REMINDER: ['긴 운행 시간', 'When a ride is long'],
    POOL_TAXIS_MAX: ['풀의 최대 택시', 'Taxis of a pool'],
    CONTROL_ROOM_TEL: ['관제실 전화번호', 'Number of the control room'],
  },
};

/** What is told of a taxi that is not valid. */
export const wrong = {
  pool: invalid('poolId', {
    ko: '다음 중 하나여야 합니다: 서울/일반, 서울/고급, 서울/대형',
    en: 'must be one of: 서울/일반, 서울/고급, 서울/대형',
  }),
  full: invalid('poolId', {
    ko: '이 택시풀은 가득 찼습니다',
    en: 'This pool has as many taxis as it can have',
  }),
} as const;

/** What the work list says of a case that waits. */
export const work = {
  RIDE_REMINDER: {
    ko: '운행이 오래 끝나지 않습니다. 확인하고 운행완료 처리해 주세요',
    en: 'A ride takes long; please look, and complete it',
  },
} as const;
