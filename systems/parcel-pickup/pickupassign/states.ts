// What an assignment and a courier of the pool can be.

import { final, initial, open, rest, states } from '@dure/domain';
import { of, visit, courier as whole } from '../fields.ts';

const errand = of('tel', 'location', 'parcelType', ...visit);
const given = of('tel', ...whole);

export const assignment = states({
  absent: initial(),
  waiting: open('할당대기', { ...errand, ...of('until') }),
  assigned: open('할당확정', given),
  collecting: open('수거중', given),
  completed: final('수거완료', of('workerid')),
  cancelled: final('할당취소'),
  failed: final('할당실패'),
});

const known = of('worker', 'workertel', 'capability', 'location');

export const courier = states({
  absent: initial(),
  off: rest('휴무', known),
  free: rest('대기', { ...known, ...of('freeSince') }),
  assigned: open('배정', { ...known, ...of('freeSince', 'pickupId') }),
  collecting: open('수거', { ...known, ...of('pickupId') }),
});

export type Waiting = ReturnType<typeof assignment.waiting>;
export type Courier = ReturnType<(typeof courier)[keyof typeof courier]>;
