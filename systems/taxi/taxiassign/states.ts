// What an assignment and a taxi of a pool can be.

import { final, initial, open, rest, states } from '@dure/domain';
import { of, taxi as whole } from '../fields.ts';

const pickUp = of('tel', 'location', 'destination?');
/** Until when it is assigned at all; what was assigned before offers could lapse does not say. */
const given = { ...pickUp, ...of(...whole, 'until?', 'passedBy?') };

export const assignment = states({
  absent: initial(),
  waiting: open('할당대기', { ...pickUp, ...of('until', 'passedBy?') }),
  assigned: open('할당확정', given),
  accepted: open('할당수락', given),
  riding: open('운행중', given),
  completed: final('운행완료', of('taxiid')),
  cancelled: final('할당취소'),
  failed: final('할당실패'),
});

const known = of('driver', 'drivertel', 'location');

export const taxi = states({
  absent: initial(),
  off: rest('휴무', known),
  free: rest('대기', { ...known, ...of('freeSince', 'lapses?') }),
  assigned: open('배정', { ...known, ...of('freeSince', 'callId', 'lapses?') }),
  riding: open('운행', { ...known, ...of('callId') }),
});

export type Waiting = ReturnType<typeof assignment.waiting>;
export type Given = ReturnType<typeof assignment.assigned | typeof assignment.accepted>;
export type Taxi = ReturnType<(typeof taxi)[keyof typeof taxi]>;
