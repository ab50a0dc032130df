// What an assignment and a taxi of a pool can be.

import { final, initial, open, rest, states } from '@dure/domain';
import { of, taxi as whole } from '../fields.ts';

const pickUp = of('tel', 'location', 'destination?');
const given = { ...pickUp, ...of(...whole) };

export const assignment = states({
  absent: initial(),
  waiting: open('할당대기', { ...pickUp, ...of('until') }),
  assigned: open('할당확정', given),
  riding: open('운행중', given),
  completed: final('운행완료', of('taxiid')),
  cancelled: final('할당취소'),
  failed: final('할당실패'),
});

const known = of('driver', 'drivertel', 'location');

export const taxi = states({
  absent: initial(),
  off: rest('휴무', known),
  free: rest('대기', { ...known, ...of('freeSince') }),
  assigned: open('배정', { ...known, ...of('freeSince', 'callId') }),
  riding: open('운행', { ...known, ...of('callId') }),
});

export type Waiting = ReturnType<typeof assignment.waiting>;
export type Taxi = ReturnType<(typeof taxi)[keyof typeof taxi]>;
