// What the people, the fields and the systems around taxi call are called.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  actors: {
    Customer: ['고객', 'Customer'],
    Driver: ['택시기사', 'Driver or vehicle terminal'],
    TaxiManager: ['택시관리 담당', 'Taxi manager'],
    Operator: ['운영자', 'Operator'],
  },
  fields: {
    callId: ['호출번호', 'Call number'],
    orderId: ['호출번호(관리)', 'Call number as management calls it'],
    tel: ['휴대폰번호', 'Mobile number'],
    location: ['호출위치', 'Pick-up place'],
    destination: ['목적지', 'Destination'],
    taxiClass: ['택시등급', 'Taxi class'],
    status: ['호출상태', 'Status'],
    cost: ['예상요금', 'Estimated fare'],
    lateCancelFee: ['취소수수료', 'Late-cancel fee'],
    poolId: ['택시풀', 'Pool'],
    taxiid: ['택시번호', 'Taxi number plate'],
    driver: ['기사이름', "Driver's name"],
    drivertel: ['기사전화번호', "Driver's mobile number"],
    distanceM: ['거리(m)', 'Distance (m)'],
    reason: ['사유', 'Reason'],
    until: ['배정기한', 'Assign by'],
    requestedAt: ['호출일시', 'Called at'],
    confirmedAt: ['확정일시', 'Confirmed at'],
    cancelledAt: ['취소일시', 'Cancelled at'],
    retryAfter: ['재시도 대기(초)', 'Retry after (s)'],
    callStatus: ['호출상태', 'Call status'],
    assignStatus: ['할당상태', 'Assignment status'],
    taxiStatus: ['택시상태', 'Taxi status'],
    promiseId: ['수락번호', 'Promise number'],
    early: ['먼저 온 철회', 'Came first'],
    freeSince: ['대기 시작', 'Free since'],
    passedBy: ['돌려준 택시', 'Taxis whose offers came back'],
    lapses: ['연속 무응답', 'Lapses in a row'],
  },
};
