// What people do with taxis all day, driven by chance: more of them want one than there are.

import { dispatchTraffic } from '@dure/dispatch/traffic';
import type { Sent } from '@dure/dispatch/traffic';
import { anyId, pick } from '@dure/rehearsal/traffic';
import * as Taxiassign from './taxiassign/contract.ts';
import * as Taxicall from './taxicall/contract.ts';

const { CancelCall, RequestCall } = Taxicall.command;
const assignment = Taxiassign.command;

const classes = ['일반', '고급'] as const;
const places = ['마포', '신촌', '강남', '서울역', '37.5172,127.0473', '홍대'] as const;

const taxi = (taxiClass: string, id: string, location: string): Sent => ({
  id,
  poolId: `서울/${taxiClass}`,
  location,
});

const theTaxi = ({ id, poolId, location }: Sent) => ({ poolId, taxiid: id, location });

const isCall = (id: unknown): id is `taxicall-${string}` =>
  typeof id === 'string' && id.startsWith('taxicall-');

export const traffic = dispatchTraffic<`taxicall-${string}`>({
  places,
  // Two of a class are few for seven phones.
  fleet: [
    taxi('일반', '서울33바1101', '마포구'),
    taxi('일반', '서울33바1102', '강남구'),
    taxi('고급', '서울33바2101', '마포구'),
    taxi('고급', '서울33바2102', '강남구'),
  ],
  manager: 'TaxiManager',
  sent: { as: 'Driver', claim: 'taxiid', recipient: 'driver' },
  requests: 'Taxicalls',
  assignments: 'Taxiassigns',
  serving: '운행중',
  caseIn: ({ callId }) => (isCall(callId) ? callId : undefined),

  register: (one) =>
    assignment.RegisterTaxi({ ...theTaxi(one), drivertel: `0103111${one.id.slice(-4)}` }),
  // One call in thirty goes where no taxi can.
  request: (random, _seen, tel) => {
    const destination = random() < 1 / 30 ? '달' : pick(random, places, '강남');
    return RequestCall({
      callId: anyId(random, 'taxicall'),
      tel,
      location: pick(random, places, '마포'),
      taxiClass: pick(random, classes, '일반'),
      ...(random() < 0.5 ? { destination } : {}),
    });
  },
  cancel: (callId) => CancelCall({ callId }),
  accept: ({ caseId, poolId }) => assignment.AcceptOffer({ callId: caseId, poolId }),
  decline: ({ caseId, poolId }) => assignment.DeclineOffer({ callId: caseId, poolId }),
  start: ({ caseId, poolId }) => assignment.StartRide({ callId: caseId, poolId }),
  complete: ({ caseId, poolId }) => assignment.CompleteRide({ callId: caseId, poolId }),
  goOnDuty: (one) => assignment.GoOnDuty(theTaxi(one)),
  goOffDuty: (one) => assignment.GoOffDuty(theTaxi(one)),
  report: (one) => assignment.ReportPosition(theTaxi(one)),
});
