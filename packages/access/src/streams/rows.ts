// The rows of a view as they change.

import { messageOf } from '@dure/domain';
import { rowKey } from '@dure/kernel/ids';
import type { PlacedRecord, Position, ViewRow } from '@dure/kernel';
import type { Caller } from '../caller.ts';
import type { Business, ViewEntry } from '../catalogue.ts';
import { reaches, reachOf } from '../reach.ts';
import { textOf } from '../text.ts';
import { fanOutOf } from './fan-out.ts';
import type { Numbered } from './fan-out.ts';
import type { Outlet } from './outlet.ts';
import { pumpTo } from './pump.ts';
import type { SendBatch } from './pump.ts';

const SEEN_TIMEOUT_MS = 2_000;

export type FollowedView = {
  readonly business: Business;
  readonly view: ViewEntry;
  readonly caller: Caller;
  /** The id of the last event that the client has had, if it comes back. */
  readonly after: string | undefined;
  /** A row as the client is to see it. */
  readonly show: (found: ViewRow) => unknown;
};

/** The keys of the rows that an event touches, as the kernel has them. */
const keysTouched = ({ view }: ViewEntry, record: PlacedRecord): readonly string[] => {
  // Who tells of it has just written it: it is of the present version.
  return view
    .rowsOf(messageOf(record), record.at)
    .map((fields) => rowKey(view.key.map((field) => textOf(fields[field]) ?? '')));
};

type Pending = { readonly position: Position; readonly number: number };

const isFollowed = ({ view }: ViewEntry) => {
  const followed = new Set(view.follows.map(({ type }) => type));
  return ({ kind, type }: PlacedRecord): boolean =>
    (kind === 'event' || kind === 'reminder') && followed.has(type);
};

/** The rows that commits have touched, each at its last one: in the order of these. */
const touchedBy = (
  view: ViewEntry,
  batch: readonly Numbered[],
): readonly (readonly [key: string, last: Pending])[] => {
  const isOf = isFollowed(view);
  const touched = new Map<string, Pending>();
  for (const { number, notice } of batch) {
    const { context, record } = notice;
    if (!isOf(record)) continue;
    const { partition, sequence } = record;
    for (const key of keysTouched(view, record)) {
      // Put behind those that were touched before it.
      touched.delete(key);
      touched.set(key, { position: { context, partition, sequence }, number });
    }
  }
  return [...touched];
};

/**
 * Sends changed rows one after the other; a row that changes meanwhile is sent once. The kernel
 * tells what was committed; which rows that touches the view says, and when it has seen it. The id
 * of a row is that of the last commit that touched it, so that all before it were sent.
 */
class RowFollower {
  readonly #outlet: Outlet;
  readonly #followed: FollowedView;

  constructor(outlet: Outlet, followed: FollowedView) {
    this.#outlet = outlet;
    this.#followed = followed;
  }

  async send(batch: readonly Numbered[], idOf: (number: number) => string): Promise<void> {
    const { view } = this.#followed;
    for (const [key, { position, number }] of touchedBy(view, batch)) {
      await view.kernel.seen(position, SEEN_TIMEOUT_MS);
      if (!this.#outlet.isOpen) return;
      await this.#sendRow(key, idOf(number));
      await this.#outlet.drained();
    }
  }

  async #sendRow(key: string, id: string): Promise<void> {
    const { view, caller, show } = this.#followed;
    const reach = await reachOf(view, caller);
    const found = await view.kernel.row(view.name, key);
    if (!found) {
      if (reach.is === 'all') this.#outlet.send({ event: 'gone', data: { key }, id });
      return;
    }
    if (!reaches(reach, found)) return;
    this.#outlet.send({ event: 'row', data: show(found), id });
  }
}

/** Sends the rows of a view as they change, from here on or from where the client stopped. */
export const followView = (outlet: Outlet, followed: FollowedView): void =>
  followAll(outlet, followed, [new RowFollower(outlet, followed)]);

type FollowedViews = Omit<FollowedView, 'view' | 'show'> & {
  readonly views: readonly ViewEntry[];
  readonly show: (found: ViewRow, view: ViewEntry) => unknown;
};

/** The same client; what it is sent says of which view it is, and has no id of its own. */
const outletOf = (outlet: Outlet, { view }: ViewEntry): Outlet => ({
  get isOpen() {
    return outlet.isOpen;
  },
  onEnd: (end) => outlet.onEnd(end),
  drained: () => outlet.drained(),
  mark: (id) => outlet.mark(id),
  end: () => outlet.end(),
  send: ({ event, data }) => outlet.send({ event, data: { view: view.path, row: data } }),
});

/**
 * The rows of several views. They are sent side by side: the client goes on from where all of them
 * were sent, and may get a row twice after a break.
 */
export const followViews = (outlet: Outlet, { views, show, ...of }: FollowedViews): void => {
  const followers = views.map((view) => {
    const followed = { ...of, view, show: (found: ViewRow) => show(found, view) };
    return new RowFollower(outletOf(outlet, view), followed);
  });
  followAll(outlet, of, followers);
};

const followAll = (
  outlet: Outlet,
  { business, after }: Pick<FollowedView, 'business' | 'after'>,
  followers: readonly RowFollower[],
): void => {
  const fanOut = fanOutOf(business.running);
  const idOf = (number: number): string => fanOut.idOf(number);
  const send: SendBatch = async (batch) => {
    await Promise.all(followers.map((follower) => follower.send(batch, idOf)));
  };
  pumpTo(outlet, fanOut, { seen: after, send });
  // From here on nothing is missed: the client reads the list once, and then listens.
  const id = fanOut.idOf(fanOut.last);
  if (after === undefined) outlet.send({ event: 'ready', data: {}, id });
};
