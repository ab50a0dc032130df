// The terms of a call: what may be asked for, and what it costs to call it off.

import { lateFeeAt, placeAt, unknownPlace } from '@dure/dispatch';
import { instantOf, invalid, MINUTE_MS, together } from '@dure/domain';
import type { Known, Of } from '@dure/domain';
import { terms } from './contract.ts';
import type { command } from './contract.ts';
import { wrong } from './labels.ts';

type Request = Of<typeof command.RequestCall>;

/** What is written in other letters is called by the name of its district. */
const named = (place: string): string =>
  /^[a-z]/i.test(place) ? (placeAt(place)?.district ?? place) : place;

/** The call as it is asked for: without what a client tells and the server knows. */
export const callOf = (request: Request, known: Known) => {
  const { callId, tel, taxiClass = '일반', destination } = request;
  return {
    callId,
    orderId: callId,
    tel,
    taxiClass,
    location: named(request.location ?? known.setting(terms.DEFAULT_LOCATION)),
    ...(destination === undefined ? {} : { destination: named(destination) }),
  };
};

/** The one line of the documents that is written in English has `call`. */
const newStatuses: readonly (string | undefined)[] = [undefined, '호출', 'call'];

/** What is wrong with a request; nothing, when it may be asked for. */
export const mistakeIn = ({ status, location, destination }: Request, known: Known) =>
  together(
    !newStatuses.includes(status) && wrong.status,
    !placeAt(location ?? known.setting(terms.DEFAULT_LOCATION)) &&
      invalid('location', unknownPlace),
    destination !== undefined && !placeAt(destination) && invalid('destination', unknownPlace),
  );

type Confirmed = { readonly confirmedAt: string; readonly taxiClass: '일반' | '고급' | '대형' };

/** Free for some minutes after the confirmation; after that a fee by class. */
export const lateCancelFee = (call: Confirmed, { now, setting: of }: Known): number =>
  lateFeeAt(now, {
    confirmedAt: instantOf(call.confirmedAt),
    freeMs: of(terms.FREE_CANCEL_AFTER_CONFIRM) * MINUTE_MS,
    fee: of(terms.LATE_CANCEL_FEE)[call.taxiClass],
  });
