// The rows of a view as they change.

import type { ViewRow } from '@dure/kernel';
import type { Caller } from '../caller.ts';
import type { Business, ViewEntry } from '../catalogue.ts';
import { isLookedUp, reaches, reachOf } from '../reach.ts';
import type { RowReach } from '../reach.ts';
import { seenThrough } from '../sight.ts';
import { fanOutOf } from './fan-out.ts';
import type { Changed, Live } from './listeners.ts';
import { fromTimeToTime } from './marks.ts';
import type { Outlet } from './outlet.ts';
import { hubOf } from './row-hub.ts';
import type { RowHub } from './row-hub.ts';

export type FollowedView = {
  readonly business: Business;
  readonly view: ViewEntry;
  readonly caller: Caller;
  /** The id of the last event that the client has had, if it comes back. */
  readonly after: string | undefined;
  /** A row as the client is to see it. */
  readonly show: (found: ViewRow) => unknown;
};

type Followed = Pick<FollowedView, 'view' | 'caller' | 'show'>;

/**
 * Sends changed rows; one that changes again before it was sent is sent once. The id of a row is
 * that of the last commit that touched it, so that all before it were sent. A client that is handed
 * rows faster than it takes them reads them by itself, until it has them all.
 */
class RowFollower implements Live {
  readonly #outlet: Outlet;
  readonly #followed: Followed;
  readonly #hub: RowHub;
  reach: RowReach | undefined;
  #at = 0;
  #isLive = false;

  constructor(outlet: Outlet, hub: RowHub, followed: Followed) {
    this.#outlet = outlet;
    this.#hub = hub;
    this.#followed = followed;
  }

  /** All that was for the client up to this commit was sent. */
  get sentTo(): number {
    return this.#isLive ? Math.max(this.#at, this.#hub.at) : this.#at;
  }

  enter(): void {
    const leave = this.#hub.enter();
    this.#outlet.onEnd(() => {
      this.#hub.listeners.remove(this);
      leave();
    });
  }

  /** Goes on after a commit. */
  begin(at: number): void {
    this.#at = at;
    const { view, caller } = this.#followed;
    const look = async (): Promise<void> => {
      if (!isLookedUp(view, caller)) this.reach = await reachOf(view, caller);
      await this.#catchUp();
    };
    look().catch(() => this.#outlet.end());
  }

  take(changed: Changed): void {
    // It was sent while it caught up.
    if (changed.number <= this.#at) return;
    if (this.reach && !this.#outlet.isBehind) this.#send(changed, this.reach);
    else this.#fallBehind();
  }

  missed(): void {
    this.#outlet.send({ event: 'reset', data: {} });
  }

  #fallBehind(): void {
    this.#hub.listeners.remove(this);
    this.#isLive = false;
    this.#at = Math.max(this.#at, this.#hub.at);
    this.#catchUp().catch(() => this.#outlet.end());
  }

  async #catchUp(): Promise<void> {
    // What is being handed out is so to its end first.
    await this.#outlet.drained();
    while (this.#outlet.isOpen && this.#at < this.#hub.at) {
      const { end, changes } = await this.#hub.after(this.#at);
      if (!changes) this.missed();
      for (const changed of changes ?? []) await this.#sendOwn(changed);
      this.#at = end;
    }
    if (!this.#outlet.isOpen) return;
    this.#isLive = true;
    this.#hub.listeners.add(this);
  }

  async #sendOwn(changed: Changed): Promise<void> {
    const { view, caller } = this.#followed;
    this.#send(changed, this.reach ?? (await reachOf(view, caller)));
    await this.#outlet.drained();
  }

  #send({ key, found, number }: Changed, reach: RowReach): void {
    if (!this.#outlet.isOpen) return;
    const id = this.#hub.fanOut.idOf(number);
    if (!found) {
      if (reach.is === 'all') this.#outlet.send({ event: 'gone', data: { key }, id });
    } else if (reaches(reach, found)) {
      const seen = seenThrough(reach.sees, found);
      this.#outlet.send({ event: 'row', data: this.#followed.show(seen), id });
    }
  }
}

/** Sends the rows of a view as they change, from here on or from where the client stopped. */
export const followView = (outlet: Outlet, followed: FollowedView): void =>
  followAll(outlet, followed, [{ outlet, followed }]);

type FollowedViews = Omit<FollowedView, 'view' | 'show'> & {
  readonly views: readonly ViewEntry[];
  readonly show: (found: ViewRow, view: ViewEntry) => unknown;
};

/** The same client; what it is sent says of which view it is, and has no id of its own. */
const outletOf = (outlet: Outlet, { view: { path } }: ViewEntry): Outlet => ({
  get isOpen() {
    return outlet.isOpen;
  },
  get isBehind() {
    return outlet.isBehind;
  },
  onEnd: (end) => outlet.onEnd(end),
  drained: () => outlet.drained(),
  mark: (id) => outlet.mark(id),
  end: () => outlet.end(),
  send: ({ event, data }) =>
    outlet.send(event === 'reset' ? { event, data } : { event, data: { view: path, row: data } }),
});

/**
 * The rows of several views. They are sent side by side: the client goes on from where all of them
 * were sent, and may get a row twice after a break.
 */
export const followViews = (outlet: Outlet, { views, show, ...of }: FollowedViews): void => {
  const followers = views.map((view) => ({
    outlet: outletOf(outlet, view),
    followed: { ...of, view, show: (found: ViewRow) => show(found, view) },
  }));
  followAll(outlet, of, followers);
};

type Begun = { readonly outlet: Outlet; readonly followed: Followed };

const followAll = (
  outlet: Outlet,
  { business, after }: Pick<FollowedView, 'business' | 'after'>,
  all: readonly Begun[],
): void => {
  const fanOut = fanOutOf(business.running);
  const followers = all.map(
    ({ outlet: to, followed }) => new RowFollower(to, hubOf(fanOut, followed.view), followed),
  );
  // From here on nothing is missed: the client reads the list once, and then listens.
  for (const follower of followers) follower.enter();
  const from = after === undefined ? fanOut.last : fanOut.numberOf(after);
  const at = from ?? fanOut.last;
  if (from === undefined) outlet.send({ event: 'reset', data: {}, id: fanOut.idOf(at) });
  else if (after === undefined) outlet.send({ event: 'ready', data: {}, id: fanOut.idOf(at) });
  for (const follower of followers) follower.begin(at);
  let marked = at;
  const mark = (): void => {
    const to = Math.min(...followers.map(({ sentTo }) => sentTo));
    if (to > marked) outlet.mark(fanOut.idOf(to));
    marked = Math.max(marked, to);
  };
  outlet.onEnd(fromTimeToTime(mark));
};
