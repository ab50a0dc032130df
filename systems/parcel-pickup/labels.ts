// What the people, the fields and the systems around parcel pickup are called.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  actors: {
    Customer: ['고객', 'Customer'],
    Courier: ['택배기사', 'Courier'],
    PickupManager: ['픽업관리 담당', 'Pickup manager'],
    Operator: ['운영자', 'Operator'],
  },
  fields: {
    pickupId: ['픽업번호', 'Pickup number'],
    orderId: ['픽업번호(관리)', 'Pickup number as management calls it'],
    tel: ['휴대폰번호', 'Mobile number'],
    location: ['호출위치', 'Pickup place'],
    address: ['수거주소', 'Collection address'],
    contactTel: ['현장 연락처', 'Contact on site'],
    parcelType: ['택배유형', 'Parcel type'],
    wishedFrom: ['희망시간 시작', 'Wished from'],
    wishedTo: ['희망시간 끝', 'Wished until'],
    status: ['호출상태', 'Status'],
    cost: ['예상요금', 'Fee'],
    lateCancelFee: ['취소수수료', 'Late-cancel fee'],
    poolId: ['기사풀', 'Pool'],
    workerid: ['기사번호', 'Courier number'],
    worker: ['기사이름', "Courier's name"],
    workertel: ['기사전화번호', "Courier's mobile number"],
    capability: ['운반능력', 'Capability'],
    distanceM: ['거리(m)', 'Distance (m)'],
    reason: ['사유', 'Reason'],
    until: ['배정기한', 'Assign by'],
    requestedAt: ['요청일시', 'Requested at'],
    confirmedAt: ['확정일시', 'Confirmed at'],
    cancelledAt: ['취소일시', 'Cancelled at'],
    retryAfter: ['재시도 대기(초)', 'Retry after (s)'],
    pickupStatus: ['픽업상태', 'Pickup status'],
    assignStatus: ['할당상태', 'Assignment status'],
    courierStatus: ['기사상태', 'Courier status'],
    promiseId: ['수락번호', 'Promise number'],
    early: ['먼저 온 철회', 'Came first'],
    freeSince: ['대기 시작', 'Free since'],
  },
};
