// A context that is switched off, as if its process were away: it hears of nothing, and none of its
// alarms ring, until it is back. What was to happen meanwhile happens then. One that is behind
// hears of nothing, too, but takes what is asked of it, and its alarms ring.

import { StoreUnavailable } from '@dure/kernel/ports';
import type { Clock, Feed, Store } from '@dure/kernel/ports';

export class Pause {
  #fault: 'none' | 'down' | 'behind' = 'none';
  readonly #alarms = new Set<() => void>();
  readonly #wakes = new Set<() => void>();

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
    if (!this.isOn) runAll(this.#alarms);
    if (this.hears) runAll(this.#wakes);
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
      turn: (partition, work) => store.turn(partition, work),
      readLog: (...of) => store.readLog(...of),
      head: (partition) => (this.isOn ? away() : store.head(partition)),
      read: (reads) => store.read(reads),
      due: (...of) => store.due(...of),
      nextDue: (...of) => store.nextDue(...of),
      list: (...of) => store.list(...of),
      count: (...of) => store.count(...of),
      query: (query) => (this.isOn ? away() : store.query(query)),
      trail: (...of) => store.trail(...of),
      ...(store.durable && { durable: store.durable }),
      close: () => store.close(),
    };
  }

  feed(feed: Feed): Feed {
    return {
      ...(feed.settled && { settled: (...of) => feed.settled?.(...of) }),
      ...(feed.readAgain && { readAgain: feed.readAgain.bind(feed) }),
      partitionsOf: (source) => feed.partitionsOf(source),
      read: (...of) => feed.read(...of),
      end: (source, partition) => feed.end(source, partition),
      follow: (source, partition, wake) => {
        const leave = feed.follow(source, partition, () => {
          if (this.hears) wake();
          else this.#wakes.add(wake);
        });
        return () => {
          leave();
          this.#wakes.delete(wake);
        };
      },
    };
  }
}

const runAll = (held: Set<() => void>): void => {
  const all = [...held];
  held.clear();
  for (const run of all) run();
};

const away = (): Promise<never> =>
  Promise.reject(new StoreUnavailable('This context is switched off.'));
