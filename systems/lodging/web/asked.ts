// The stay that a customer looks for: it stands in the address, so that it can be kept and sent.

import { addDays, dayOf, daysBetween, serverNow, useInAddress, useVisit } from '@dure/web/kit';

export type Asked = {
  readonly from: string;
  readonly to: string;
  readonly rooms: number;
  /** 0 where the days are in the wrong order. */
  readonly nights: number;
};

const ROOMS_MAX = 50;
const DAYS_AHEAD = 7;

const roomsIn = (text: string): number =>
  Math.min(ROOMS_MAX, Math.max(1, Math.floor(Number(text)) || 1));

export const useToday = (): string => dayOf(serverNow(), useVisit().business.timeZone);

export const useAsked = () => {
  const today = useToday();
  const [from, setFrom] = useInAddress('from', addDays(today, DAYS_AHEAD));
  const [to, setTo] = useInAddress('to', addDays(from, 2));
  const [rooms, setRooms] = useInAddress('rooms', '1');
  const nights = Math.max(0, daysBetween(from, to) || 0);
  const asked: Asked = { from, to, rooms: roomsIn(rooms), nights };
  return { asked, setFrom, setTo, setRooms };
};

export const queryOf = ({ from, to, rooms }: Asked): string =>
  new URLSearchParams({ from, to, rooms: String(rooms) }).toString();

export const priceOf = ({ nights, rooms }: Asked, perNight: number): number =>
  perNight * nights * rooms;

/** The last day on which cancelling is free; nothing, where that is over already. */
export const freeUntil = (asked: Asked, freeDays: number, today: string): string | undefined => {
  const day = addDays(asked.from, -freeDays);
  return day < today ? undefined : day;
};
