// A context that is switched off, as if its process were away: it hears of nothing, and none of its
// alarms ring, until it is back. What was to happen meanwhile happens then. One that is behind
// hears of nothing that others do, but takes what is asked of it, which its own log carries on, and
// its alarms ring.

import { StoreUnavailable } from '@dure/kernel/ports';
import type { Clock, Feed, Store } from '@dure/kernel/ports';

export class Pause {
  #fault: 'none' | 'down' | 'behind' = 'none';
  readonly #alarms = new Set<() => void>();
  readonly #followers = new Set<() => void>();

  /** Whether it is switched off. */
  get isOn(): boolean {
    return this.#fault === 'down';
  }

  /** Whether it reads what the others write. */
  get hears(): boolean {
    return this.#fault === 'none';
  }

  turn(fault: 'none' | 'down' | 'behind'): void {
    this.#fault = fault;
    if (this.isOn) return;
    const alarms = [...this.#alarms];
    this.#alarms.clear();
    // Who looked meanwhile was shown nothing, so that each looks again.
    for (const run of [...alarms, ...this.#followers]) run();
  }

  #isRead(source: string, own: string): boolean {
    return this.hears || (source === own && !this.isOn);
  }

  /** What is under way is finished (`soon`); what waits for its time waits for the end, too. */
  clock(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      random: () => clock.random(),
      soon: (run) => clock.soon(run),
      after: (delayMs, run) => {
        const callOff = clock.after(delayMs, () => {
          if (this.isOn) this.#alarms.add(run);
          else run();
        });
        return () => {
          callOff();
          this.#alarms.delete(run);
        };
      },
    };
  }

  /** Turns that are under way are finished; whoever reads finds the store away. */
  store(store: Store): Store {
    return {
      partitions: store.partitions,
      identity: store.identity,
      turn: (...of) => store.turn(...of),
      ...(store.readsAhead && { readsAhead: store.readsAhead }),
      readLog: (...of) => store.readLog(...of),
      head: (partition) => (this.isOn ? away() : store.head(partition)),
      read: (reads) => store.read(reads),
      due: (...of) => store.due(...of),
      nextDue: (...of) => store.nextDue(...of),
      list: (...of) => store.list(...of),
      count: (...of) => store.count(...of),
      query: (query) => (this.isOn ? away() : store.query(query)),
      trail: (...of) => store.trail(...of),
      ...(store.follow && { follow: store.follow.bind(store) }),
      ...(store.durable && { durable: store.durable }),
      close: () => store.close(),
    };
  }

  /** @param own the name of the context, whose own log is no news. */
  feed(feed: Feed, own: string): Feed {
    return {
      ...(feed.settled && { settled: (...of) => feed.settled?.(...of) }),
      ...(feed.readAgain && { readAgain: this.#reading(feed.readAgain.bind(feed), own) }),
      partitionsOf: (source) => feed.partitionsOf(source),
      read: this.#reading((...of) => feed.read(...of), own),
      end: (source, partition) => feed.end(source, partition),
      follow: (source, partition, wake) => {
        const tell = (): void => {
          if (this.#isRead(source, own)) wake();
        };
        const leave = feed.follow(source, partition, tell);
        this.#followers.add(tell);
        return () => {
          leave();
          this.#followers.delete(tell);
        };
      },
    };
  }

  /** Followers look now and then without being woken, too. */
  #reading(read: Feed['read'], own: string): Feed['read'] {
    return (...of) => (this.#isRead(of[0], own) ? read(...of) : Promise.resolve(undefined));
  }
}

const away = (): Promise<never> =>
  Promise.reject(new StoreUnavailable('This context is switched off.'));
