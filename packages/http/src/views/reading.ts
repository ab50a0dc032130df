// What comes before any answer from a view: who asks, whether he may, and whether it is there.

import type { Problem } from '../answers/problem.ts';
import { problem } from '../answers/refusals.ts';
import type { Business, ViewEntry } from '../business/business.ts';
import type { Caller } from '../identity/caller.ts';
import { mayRead, reachOf } from '../identity/reach.ts';
import type { Reach } from '../identity/reach.ts';
import type { Exchange } from '../server/exchange.ts';
import { caughtUp } from './wait.ts';

export type Admitted =
  | { readonly is: 'admitted'; readonly caller: Caller; readonly reach: Reach }
  | { readonly is: 'refused'; readonly problem: Problem };

const refused = (of: Problem): Admitted => ({ is: 'refused', problem: of });

const AWAY_RETRY_S = 1;

/** A context that is switched off answers nothing, as if its process were gone. */
const isAway = ({ running }: Business, { context }: ViewEntry): boolean =>
  running.faults()[context.name] === 'down';

export const admit = async (
  exchange: Exchange,
  business: Business,
  view: ViewEntry,
): Promise<Admitted> => {
  const identified = await exchange.door.identity.identify(exchange.request, business);
  if (identified.is === 'refused') return identified;
  const { caller } = identified;
  if (!mayRead(view, caller)) return refused(problem('Forbidden'));
  if (isAway(business, view)) return refused(problem('Unavailable', { retryAfter: AWAY_RETRY_S }));
  const behind = await caughtUp(exchange, view, business);
  if (behind) return refused(behind);
  return { is: 'admitted', caller, reach: await reachOf(view, caller) };
};
