// Shares one kernel subscription among all streams, and keeps what was sent last, so that a client
// whose connection broke can go on where it stopped.

import type { CommitNotice, Host } from '@dure/kernel';

/** So many commits can be missed by a client, and be sent to it all the same. */
const KEPT_MAX = 10_000;
/** For how long a client may be away, when no other listens meanwhile. */
const LINGER_MS = 300_000;

export type Numbered = { readonly number: number; readonly notice: CommitNotice };

type Listener = (numbered: Numbered) => void;

const idPattern = /^([\da-f]{8})\.(\d{1,15})$/;

export class FanOut {
  readonly #running: Host;
  readonly #listeners = new Set<Listener>();
  readonly #ofCases = new Map<string, Set<Listener>>();
  #epoch = '';
  #kept: Numbered[] = [];
  #last = 0;
  #stop: (() => void) | undefined;
  #leaving: NodeJS.Timeout | undefined;

  constructor(running: Host) {
    this.#running = running;
  }

  /** The number of what was sent last. */
  get last(): number {
    return this.#last;
  }

  /** Returns the way to stop listening. */
  listen(listener: Listener): () => void {
    this.#begin();
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      this.#leaveSoon();
    };
  }

  /** Listens to what happens in one case. Returns the way to stop listening. */
  listenTo(caseId: string, listener: Listener): () => void {
    this.#begin();
    const listeners = this.#ofCases.get(caseId) ?? new Set();
    this.#ofCases.set(caseId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#ofCases.get(caseId) === listeners)
        this.#ofCases.delete(caseId);
      this.#leaveSoon();
    };
  }

  /** A number as the id of an event, which means nothing to another process. */
  idOf(number: number): string {
    return `${this.#epoch}.${number}`;
  }

  /** The number that an id stands for; nothing, where what came after it is not known any more. */
  numberOf(id: string): number | undefined {
    const [, epoch, digits] = idPattern.exec(id) ?? [];
    const number = Number(digits);
    const isKnown = epoch === this.#epoch && this.#stop !== undefined;
    return isKnown && number <= this.#last && this.#isKept(number) ? number : undefined;
  }

  /** What was sent after a number, at most so much; nothing, where it is not all known any more. */
  after(number: number, limit: number): readonly Numbered[] | undefined {
    if (!this.#isKept(number)) return undefined;
    const first = this.#kept[0]?.number ?? number + 1;
    const index = number + 1 - first;
    return this.#kept.slice(index, index + limit);
  }

  #isKept(number: number): boolean {
    const first = this.#kept[0]?.number ?? this.#last + 1;
    return number + 1 >= first;
  }

  #begin(): void {
    clearTimeout(this.#leaving);
    if (this.#stop) return;
    this.#epoch = crypto.randomUUID().slice(0, 8);
    this.#kept = [];
    this.#last = 0;
    this.#stop = this.#running.listen((notice) => this.#publish(notice));
  }

  #publish(notice: CommitNotice): void {
    const numbered = { number: (this.#last += 1), notice };
    this.#kept.push(numbered);
    // In large pieces: to move them all for each one would cost more than the rest.
    if (this.#kept.length >= KEPT_MAX * 2) this.#kept = this.#kept.slice(-KEPT_MAX);
    hearAll(this.#listeners, numbered);
    const ofCase = this.#ofCases.get(notice.record.caseId);
    if (ofCase) hearAll(ofCase, numbered);
  }

  #leaveSoon(): void {
    clearTimeout(this.#leaving);
    if (this.#listeners.size > 0 || this.#ofCases.size > 0) return;
    const leave = (): void => {
      this.#stop?.();
      this.#stop = undefined;
      this.#kept = [];
    };
    this.#leaving = setTimeout(leave, LINGER_MS).unref();
  }
}

const hearAll = (listeners: Set<Listener>, numbered: Numbered): void => {
  for (const listener of listeners) {
    try {
      listener(numbered);
    } catch {
      // The kernel calls this amid its own work: a listener that throws is dropped.
      listeners.delete(listener);
    }
  }
};

const fanOuts = new WeakMap<Host, FanOut>();

export const fanOutOf = (running: Host): FanOut => {
  const fanOut = fanOuts.get(running) ?? new FanOut(running);
  fanOuts.set(running, fanOut);
  return fanOut;
};
