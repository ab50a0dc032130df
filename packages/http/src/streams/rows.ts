// The rows of a view as they change.

import { reachOf, reaches, textOf } from '@dure/access';
import type { Business, Caller, ViewEntry } from '@dure/access';
import { messageOf } from '@dure/domain';
import { rowKey } from '@dure/kernel/ids';
import type { PlacedRecord, Position } from '@dure/kernel';
import { rowHref } from '../hal/paths.ts';
import type { Scope } from '../hal/paths.ts';
import type { Exchange } from '../server/exchange.ts';
import { isoIn } from '../views/represent.ts';
import { fanOutOf } from './fan-out.ts';
import type { Numbered } from './fan-out.ts';
import { openStream } from './open-stream.ts';
import { lastEventId, pumpTo } from './pump.ts';
import type { SendBatch } from './pump.ts';
import type { Stream } from './stream.ts';

const SEEN_TIMEOUT_MS = 2_000;

type Line = { readonly business: Business; readonly view: ViewEntry; readonly scope: Scope };

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
  readonly #stream: Stream;
  readonly #line: Line;
  readonly #caller: Caller;

  constructor(stream: Stream, line: Line, caller: Caller) {
    this.#stream = stream;
    this.#line = line;
    this.#caller = caller;
  }

  async send(batch: readonly Numbered[], idOf: (number: number) => string): Promise<void> {
    const { view } = this.#line;
    for (const [key, { position, number }] of touchedBy(view, batch)) {
      await view.kernel.seen(position, SEEN_TIMEOUT_MS);
      if (!this.#stream.isOpen) return;
      await this.#sendRow(key, idOf(number));
      await this.#stream.drained();
    }
  }

  async #sendRow(key: string, id: string): Promise<void> {
    const { business, view, scope } = this.#line;
    const reach = await reachOf(view, this.#caller);
    const found = await view.kernel.row(view.name, key);
    if (!found) {
      if (reach.is === 'all') this.#stream.send({ event: 'gone', data: { key }, id });
      return;
    }
    if (!reaches(reach, found)) return;
    const self = { href: rowHref(scope, view, found.row) };
    const lastEventAt = isoIn(business, found.lastEventAt);
    this.#stream.send({ event: 'row', data: { ...found.row, lastEventAt, _links: { self } }, id });
  }
}

export const followRows = (exchange: Exchange, line: Line, caller: Caller) => {
  const fanOut = fanOutOf(line.business.running);
  const seen = lastEventId(exchange);
  return openStream(exchange, (stream) => {
    const follower = new RowFollower(stream, line, caller);
    const send: SendBatch = (batch) => follower.send(batch, (number) => fanOut.idOf(number));
    pumpTo(stream, fanOut, { seen, send });
    // From here on nothing is missed: the client reads the list once, and then listens.
    const id = fanOut.idOf(fanOut.last);
    if (seen === undefined) stream.send({ event: 'ready', data: {}, id });
  });
};
