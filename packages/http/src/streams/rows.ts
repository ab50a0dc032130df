// The rows of a view as they change.

import { isoOf } from '@dure/domain';
import type { Notice } from '@dure/kernel';
import type { Business, ViewEntry } from '../business/business.ts';
import { rowHref } from '../hal/paths.ts';
import type { Scope } from '../hal/paths.ts';
import type { Caller } from '../identity/caller.ts';
import { reaches, reachOf } from '../identity/reach.ts';
import type { Exchange } from '../server/exchange.ts';
import { hubOf } from './hub.ts';
import { openStream } from './stream.ts';
import type { Stream } from './stream.ts';

/** Beyond so many changes at once, the client reads the list again. */
const PENDING_MAX = 1_000;

type Line = { readonly business: Business; readonly view: ViewEntry; readonly scope: Scope };

/** Sends changed rows one after the other; a row that changes meanwhile is sent once. */
class RowFollower {
  readonly #stream: Stream;
  readonly #line: Line;
  readonly #caller: Caller;
  readonly #pending = new Set<string>();
  #isSending = false;

  constructor(stream: Stream, line: Line, caller: Caller) {
    this.#stream = stream;
    this.#line = line;
    this.#caller = caller;
  }

  hear(notice: Notice): void {
    if (notice.is !== 'rows' || notice.view !== this.#line.view.name) return;
    for (const key of notice.keys) this.#pending.add(key);
    if (this.#pending.size > PENDING_MAX) {
      this.#pending.clear();
      this.#stream.send({ event: 'reset', data: {} });
    }
    if (!this.#isSending) this.#begin();
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
    for (let [key] = this.#pending; key !== undefined; [key] = this.#pending) {
      this.#pending.delete(key);
      if (this.#stream.isOpen) await this.#sendRow(key);
    }
  }

  async #sendRow(key: string): Promise<void> {
    const { view, scope } = this.#line;
    const reach = await reachOf(view, this.#caller);
    const found = await view.kernel.row(view.name, key);
    if (!found) {
      if (reach.is === 'all') this.#stream.send({ event: 'gone', data: { key } });
      return;
    }
    if (!reaches(reach, found)) return;
    const self = { href: rowHref(scope, view, found.row) };
    const lastEventAt = isoOf(found.lastEventAt);
    this.#stream.send({ event: 'row', data: { ...found.row, lastEventAt, _links: { self } } });
  }
}

export const followRows = (exchange: Exchange, line: Line, caller: Caller) =>
  openStream(exchange, (stream) => {
    const follower = new RowFollower(stream, line, caller);
    stream.onEnd(hubOf(line.business.running).listen((notice) => follower.hear(notice)));
    // From here on nothing is missed: the client reads the list once, and then listens.
    stream.send({ event: 'ready', data: {} });
  });
