// Whether who listens to a stream may still do so. A request is looked at once; a stream is open
// for hours, in which a credential runs out or is revoked, a session ends, or a role is taken away.

import type { Caller, Credentials, Identified, Identity } from '../caller.ts';
import type { Business } from '../catalogue.ts';
import { refusal } from '../refusals.ts';
import type { Refusal } from '../refusals.ts';
import type { Outlet } from './outlet.ts';

/** So long at the most a stream goes on after the gateway has learnt that it must not. */
const LOOK_MS = 5_000;

export type Listening = {
  readonly identity: Identity;
  readonly credentials: Credentials;
  readonly business: Business;
  /** As whom the stream was begun. */
  readonly caller: Caller;
};

const changed = refusal('Unauthenticated', {
  words: {
    ko: '권한이 바뀌어 연결을 끝냈습니다. 다시 연결해 주세요',
    en: 'What you may do has changed, so the stream has ended. Connect again',
  },
});

/** Somebody who may do the same as before, whatever was asked anew meanwhile. */
const isSame = (one: Caller, other: Caller): boolean =>
  one === other ||
  (one.actor === other.actor &&
    one.subject === other.subject &&
    one.ownsAll === other.ownsAll &&
    JSON.stringify(one.claims) === JSON.stringify(other.claims));

/** Why it has to end; nothing, where it goes on. While the issuer is away, nothing has changed. */
const endingFor = (identified: Identified, caller: Caller): Refusal | undefined => {
  if (identified.is === 'known') return isSame(identified.caller, caller) ? undefined : changed;
  return identified.refusal.kind === 'unavailable' ? undefined : identified.refusal;
};

/**
 * Ends a stream when who listens is not who began it any more: the client comes back by itself, and
 * is told what it may do now. Looking keeps no session from falling idle.
 */
export const endWhenOver = (
  outlet: Pick<Outlet, 'onEnd'>,
  { identity, credentials, business, caller }: Listening,
  end: (why: Refusal) => void,
): void => {
  if (identity.isLocalOnly) return;
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    const identified = await identity.identify({ ...credentials, isLook: true }, business);
    isLooking = false;
    const why = endingFor(identified, caller);
    if (why) end(why);
  };
  const looking = setInterval(() => void look(), identity.looksMs ?? LOOK_MS).unref();
  outlet.onEnd(() => clearInterval(looking));
};
