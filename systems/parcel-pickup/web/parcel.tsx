// What everyone sees of a parcel: its type, its place, and when it may be collected.

import { Phone, textIn, timeIn, useLanguage, useVisit, useWords } from '@dure/web/kit';
import type { Row, Tone } from '@dure/web/kit';
import { pickupWords } from './words.ts';
import type { PickupSay } from './words.ts';

/** The city: all couriers are in one pool. */
export const POOL = '서울';

export const parcelTypes = ['10KG_UNDER', '10KG_OVER'] as const;

/** How a courier stands: free ones are green, those off duty are grey. */
const courierTones: { readonly [status: string]: Tone } = {
  대기: 'good',
  배정: 'warn',
  수거: 'open',
};

export const courierTone = (status: string): Tone => courierTones[status] ?? 'final';

export type ParcelType = (typeof parcelTypes)[number];

export const typeOf = (row: Row, say: PickupSay): string => {
  const type = parcelTypes.find((one) => one === textIn(row, 'parcelType'));
  return type === undefined ? '' : say(type);
};

/** `오후 9:30 – 오후 10:00`; empty, where it is to be collected as soon as possible. */
export const useWindow = (row: Row): string => {
  const say = useWords(pickupWords);
  const language = useLanguage();
  const { timeZone } = useVisit().business;
  const [from, to] = [textIn(row, 'wishedFrom'), textIn(row, 'wishedTo')];
  if (from === '' || to === '') return '';
  return say('span', {
    from: timeIn(language, from, timeZone),
    to: timeIn(language, to, timeZone),
  });
};

/** Where the courier rings, and whom they call there; hidden from them before and after. */
export const Door = ({ row }: { readonly row: Row }) => {
  const window = useWindow(row);
  const say = useWords(pickupWords);
  const [address, contact] = [textIn(row, 'address'), textIn(row, 'contactTel')];
  return (
    <div className="door">
      {address === '' ? null : <p>{address}</p>}
      {contact === '' ? null : <Phone number={contact} />}
      {window === '' ? null : (
        <p className="faint">
          {say('window')} {window}
        </p>
      )}
    </div>
  );
};
