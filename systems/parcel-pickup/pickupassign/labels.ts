// What the notes of pickup assignment are called.

import { invalid } from '@dure/domain';
import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['픽업할당', 'Pickup assignment'],
  commands: {
    RegisterCourier: ['택배기사 등록', 'Register courier'],
    GoOnDuty: ['근무 시작', 'Go on duty'],
    GoOffDuty: ['근무 종료', 'Go off duty'],
    ReportPosition: ['위치 보고', 'Report position'],
    AssignCourier: ['택배기사 자동 할당', 'Assign courier'],
    ServeWaiting: ['대기 픽업 배정', 'Serve waiting pickup'],
    ExpireAssignment: ['배정 기한 경과', 'Expire assignment'],
    CancelAssignment: ['할당 취소', 'Cancel assignment'],
    ExpireCollection: ['수거 기한 경과', 'Expire collection'],
    AcceptOffer: ['배정 수락', 'Accept offer'],
    DeclineOffer: ['배정 거절', 'Decline offer'],
    LapseOffer: ['응답 기한 경과', 'Lapse offer'],
    StartCollection: ['수거 시작', 'Start collection'],
    CompleteCollection: ['수거 완료', 'Complete collection'],
  },
  events: {
    CourierRegistered: ['택배기사 등록됨', 'Courier registered'],
    CourierWentOnDuty: ['근무 시작됨', 'Courier on duty'],
    CourierWentOffDuty: ['근무 종료됨', 'Courier off duty'],
    CourierMoved: ['위치 변경됨', 'Courier moved'],
    PickupassignQueued: ['배정대기됨', 'Queued for a courier'],
    PickupassignCompleted: ['할당확인됨', 'Courier assigned'],
    PickupassignFailed: ['할당실패됨', 'No courier found'],
    PickupassignCancelled: ['할당취소됨', 'Assignment cancelled'],
    OfferAccepted: ['배정수락됨', 'Offer accepted'],
    PickupassignReturned: ['배정반납됨', 'Offer returned'],
    CollectionStarted: ['수거시작됨', 'Collection started'],
    CollectionCompleted: ['수거완료됨', 'Collection completed'],
  },
  rejections: {
    CourierBusy: ['배정 중이거나 수거 중인 기사입니다', 'This courier is assigned or collecting'],
  },
  views: {
    Pickupassigns: ['할당 목록', 'Assignments'],
    CourierBoard: ['기사 현황', 'Courier board'],
  },
  aggregates: { CourierPool: ['기사풀', 'Courier pool'] },
  states: {
    'CourierPool.Assignment': {
      absent: ['없음', 'None'],
      waiting: ['할당대기', 'Waiting for a courier'],
      assigned: ['할당확정', 'Assigned'],
      accepted: ['할당수락', 'Accepted by the courier'],
      collecting: ['수거중', 'Collecting'],
      completed: ['수거완료', 'Completed'],
      cancelled: ['할당취소', 'Assignment cancelled'],
      failed: ['할당실패', 'Assignment failed'],
    },
    'CourierPool.Courier': {
      absent: ['없음', 'None'],
      off: ['휴무', 'Off duty'],
      free: ['대기', 'Free'],
      assigned: ['배정', 'Assigned'],
      collecting: ['수거', 'Collecting'],
    },
  },
  policies: {
    assignNearest: ['가까운 기사 할당', 'Assign the nearest'],
    cancelAssignment: ['할당 취소', 'Cancel the assignment'],
    serveWaiting: ['대기 픽업 배정', 'Serve who waits'],
  },
  deadlines: {
    ASSIGN_DEADLINE: ['배정 기한', 'Assign by'],
    ASSIGN_RETRY: ['배정 재시도', 'Look again'],
    OFFER_LAPSE: ['응답 기한', 'Answer by'],
    COLLECT_DEADLINE: ['수거 기한', 'Collect by'],
    COLLECTION_REMINDER: ['긴 수거', 'A long collection'],
  },
  settings: {
    ASSIGN_RETRY: ['배정 재시도 간격', 'Time between looking again'],
    OFFER_LAPSE: ['응답 기한', 'Time to answer an offer'],
    OFFER_LAPSES_MAX: ['연속 무응답 한도', 'Offers without an answer until off duty'],
    COLLECT_DEADLINE: ['수거 기한', 'Time to take a parcel over'],
    COLLECT_AFTER_WINDOW: ['희망시간 후 수거 기한', 'Time to take a parcel over after its window'],
    COLLECTION_REMINDER: ['긴 수거 시간', 'When a collection is long'],
    POOL_COURIERS_MAX: ['풀의 최대 기사', 'Couriers of a pool'],
    PICKUP_CENTRE: ['픽업센터', 'Pickup centre'],
  },
};

/** What is told of a courier that is not valid. */
export const wrong = {
  pool: invalid('poolId', { ko: '기사풀은 서울입니다', en: 'must be 서울' }),
  full: invalid('poolId', {
    ko: '이 기사풀은 가득 찼습니다',
    en: 'This pool has as many couriers as it can have',
  }),
} as const;

/** What the work list says of a case that waits. */
export const work = {
  COLLECTION_REMINDER: {
    ko: '수거가 오래 끝나지 않습니다. 확인하고 수거완료 처리해 주세요',
    en: 'A collection takes long; please look, and complete it',
  },
} as const;
