// The rows of a view as they change.

import { reachOf, reaches, textOf } from '@dure/access';
import type { Business, Caller, ViewEntry } from '@dure/access';
import { messageOf } from '@dure/domain';
import { rowKey } from '@dure/kernel/ids';
import type { CommitNotice, PlacedRecord, Position } from '@dure/kernel';
import { rowHref } from '../hal/paths.ts';
import type { Scope } from '../hal/paths.ts';
import type { Exchange } from '../server/exchange.ts';
import { isoIn } from '../views/represent.ts';
import { fanOutOf } from './fan-out.ts';
import { openStream } from './open-stream.ts';
import type { Stream } from './stream.ts';

/** Beyond so many changes at once, the client reads the list again. */
const PENDING_MAX = 1_000;
const SEEN_TIMEOUT_MS = 2_000;

type Line = { readonly business: Business; readonly view: ViewEntry; readonly scope: Scope };

/** The keys of the rows that an event touches, as the kernel has them. */
const keysTouched = ({ view }: ViewEntry, record: PlacedRecord): readonly string[] => {
  // Who tells of it has just written it: it is of the present version.
  return view
    .rowsOf(messageOf(record), record.at)
    .map((fields) => rowKey(view.key.map((field) => textOf(fields[field]) ?? '')));
};

/**
 * Sends changed rows one after the other; a row that changes meanwhile is sent once. The kernel
 * tells what was committed; which rows that touches the view says, and when it has seen it.
 */
class RowFollower {
  readonly #stream: Stream;
  readonly #line: Line;
  readonly #caller: Caller;
  readonly #followed: ReadonlySet<string>;
  readonly #pending = new Map<string, Position>();
  #isSending = false;

  constructor(stream: Stream, line: Line, caller: Caller) {
    this.#stream = stream;
    this.#line = line;
    this.#caller = caller;
    this.#followed = new Set(line.view.view.follows.map(({ type }) => type));
  }

  hear(notice: CommitNotice): void {
    if (!this.#isFollowed(notice.record)) return;
    const { context, record } = notice;
    const { partition, sequence } = record;
    for (const key of keysTouched(this.#line.view, record)) {
      this.#pending.set(key, { context, partition, sequence });
    }
    if (this.#pending.size > PENDING_MAX) {
      this.#pending.clear();
      this.#stream.send({ event: 'reset', data: {} });
    }
    if (!this.#isSending) this.#begin();
  }

  #isFollowed({ kind, type }: PlacedRecord): boolean {
    return (kind === 'event' || kind === 'reminder') && this.#followed.has(type);
  }

  #begin(): void {
    this.#isSending = true;
    this.#send()
      .catch(() => this.#stream.end())
      .finally(() => {
        this.#isSending = false;
        if (this.#pending.size > 0 && this.#stream.isOpen) this.#begin();
      });
  }

  async #send(): Promise<void> {
    const { kernel } = this.#line.view;
    for (let [next] = this.#pending; next; [next] = this.#pending) {
      const [key, position] = next;
      // Taken out first: what changes from now on is sent again.
      this.#pending.delete(key);
      await kernel.seen(position, SEEN_TIMEOUT_MS);
      if (this.#stream.isOpen) await this.#sendRow(key);
    }
  }

  async #sendRow(key: string): Promise<void> {
    const { business, view, scope } = this.#line;
    const reach = await reachOf(view, this.#caller);
    const found = await view.kernel.row(view.name, key);
    if (!found) {
      if (reach.is === 'all') this.#stream.send({ event: 'gone', data: { key } });
      return;
    }
    if (!reaches(reach, found)) return;
    const self = { href: rowHref(scope, view, found.row) };
    const lastEventAt = isoIn(business, found.lastEventAt);
    this.#stream.send({ event: 'row', data: { ...found.row, lastEventAt, _links: { self } } });
  }
}

export const followRows = (exchange: Exchange, line: Line, caller: Caller) =>
  openStream(exchange, (stream) => {
    const follower = new RowFollower(stream, line, caller);
    stream.onEnd(fanOutOf(line.business.running).listen((notice) => follower.hear(notice)));
    // From here on nothing is missed: the client reads the list once, and then listens.
    stream.send({ event: 'ready', data: {} });
  });
