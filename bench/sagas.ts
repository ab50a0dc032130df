// Whole sagas in one process: a reservation, paid, offered, confirmed and completed, through four
// contexts.

import type { AnyMessage } from '@dure/domain';
import type { Host } from '@dure/kernel';
import { countGiven, folderGiven, tell } from './program.ts';
import { openLodging } from './stays.ts';
import { measureBookings } from './whole-bookings.ts';
import type { Wish } from './whole-bookings.ts';

/** Those who wait for the end of their case. */
class Endings {
  readonly #waiting = new Map<string, () => void>();
  readonly #early = new Set<string>();

  constructor(running: Host) {
    running.listen((notice) => {
      if (notice.is !== 'record' || notice.record.type !== 'ReservationStatusChanged') return;
      const { caseId } = notice.record;
      const wake = this.#waiting.get(caseId);
      if (wake) wake();
      else this.#early.add(caseId);
      this.#waiting.delete(caseId);
    });
  }

  of(caseId: string): Promise<void> {
    if (this.#early.delete(caseId)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.set(caseId, resolve));
  }
}

const running = await openLodging(folderGiven());
const endings = new Endings(running);

const book = async (wish: Wish): Promise<void> => {
  // Written by hand, as a client would; the kernel's door takes any message.
  const command = { type: 'PlaceReservation', ...wish } as AnyMessage;
  const by = { kind: 'actor', name: 'Customer', claims: { usrId: wish.usrId } } as const;
  const outcome = await running.issue({ command, by });
  if (outcome.is !== 'done') throw new Error(JSON.stringify(outcome));
  await endings.of(outcome.caseId);
};

const quiet = (): Promise<boolean> => running.quiet(60_000);
const figures = await measureBookings(countGiven(), { book, quiet });
await running.stop();
tell(figures);
