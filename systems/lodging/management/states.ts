// What a place and a booking can be.

import { final, initial, open, rest, states } from '@dure/domain';
import { fields, of, stay } from '../fields.ts';

const adopted = of('placeNm', 'ownerId', 'instantConfirmation');
const nights = { nights: fields.stockByNight, taken: fields.takenByNight };

export const rooms = states({
  absent: initial(),
  adopted: rest('준비중', adopted),
  open: rest('판매중', { ...adopted, ...of('stock', 'toDt'), ...nights }),
});

export const booking = states({
  absent: initial(),
  held: open('확인대기', of(...stay, 'decideBy')),
  confirmed: open('예약확정', of(...stay)),
  ended: rest('이용종료', of(...stay)),
  released: final('객실반환'),
});
