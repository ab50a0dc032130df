// What an assignment and a courier of the pool can be.

import { final, initial, open, rest, states } from '@dure/domain';
import { of, visit, courier as whole } from '../fields.ts';

const errand = of('tel', 'location', 'parcelType', ...visit);
const given = of('tel', ...whole);

/** With what the next courier needs. What was assigned before offers could lapse lacks it. */
const offered = {
  ...given,
  ...of('location?', 'parcelType?', 'address?', 'contactTel?', 'wishedFrom?', 'wishedTo?'),
  ...of('until?', 'passedBy?'),
};

export const assignment = states({
  absent: initial(),
  waiting: open('할당대기', { ...errand, ...of('until', 'passedBy?') }),
  assigned: open('할당확정', offered),
  accepted: open('할당수락', offered),
  collecting: open('수거중', given),
  completed: final('수거완료', of('workerid')),
  cancelled: final('할당취소'),
  failed: final('할당실패'),
});

const known = of('worker', 'workertel', 'capability', 'location');

export const courier = states({
  absent: initial(),
  off: rest('휴무', known),
  free: rest('대기', { ...known, ...of('freeSince', 'lapses?') }),
  assigned: open('배정', { ...known, ...of('freeSince', 'pickupId', 'lapses?') }),
  collecting: open('수거', { ...known, ...of('pickupId') }),
});

export type Waiting = ReturnType<typeof assignment.waiting>;
export type Given = ReturnType<typeof assignment.assigned | typeof assignment.accepted>;
export type Courier = ReturnType<(typeof courier)[keyof typeof courier]>;
