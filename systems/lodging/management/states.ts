// What a place and a booking can be.

import { final, initial, open, rest, states } from '@dure/domain';
import {
  decideBy,
  instantConfirmation,
  ownerId,
  placeNm,
  stay,
  stock,
  stockByNight,
  takenByNight,
  toDt,
} from '../fields.ts';

const adopted = { placeNm, ownerId, instantConfirmation };

export const rooms = states({
  absent: initial(),
  adopted: rest('준비중', adopted),
  open: rest('판매중', { ...adopted, stock, toDt, nights: stockByNight, taken: takenByNight }),
});

export const booking = states({
  absent: initial(),
  held: open('확인대기', { ...stay, decideBy }),
  confirmed: open('예약확정', stay),
  ended: rest('이용종료', stay),
  released: final('객실반환'),
});

export type Rooms = ReturnType<(typeof rooms)[keyof typeof rooms]>;
export type Booked = Omit<ReturnType<typeof booking.confirmed>, 'is'>;
