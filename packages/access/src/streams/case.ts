// The story of a case: its trail as it is, and its records as they happen.

import type { CaseRecord, CommitNotice, PlacedRecord } from '@dure/kernel';
import type { Caller } from '../caller.ts';
import { caseIdOf, mayFollow } from '../cases.ts';
import type { Business } from '../catalogue.ts';
import type { Redact } from '../redaction.ts';
import { refusal } from '../refusals.ts';
import type { Refusal } from '../refusals.ts';
import { fanOutOf } from './fan-out.ts';
import type { Outlet } from './outlet.ts';

/** So many records of a case stand on one page of its trail. */
export const PAGE_RECORDS = 1_000;
/** So many commits may come while a client takes what was before; it comes back by itself. */
const EARLY_MAX = 10_000;

/** The case that is named, if it is there and the caller may see it. */
export const findCase = async (
  business: Business,
  written: string,
  caller: Caller,
): Promise<{ readonly caseId: string } | Refusal> => {
  const caseId = caseIdOf(business, written);
  const isOpen =
    (await isThere(business, caseId)) && (await mayFollow(caller, { business, caseId }));
  return isOpen ? { caseId } : refusal('NotFound');
};

const isThere = async ({ running }: Business, caseId: string): Promise<boolean> => {
  for await (const _piece of running.trailInPieces(caseId)) return true;
  return false;
};

/** The records of a case from a place of its trail on, and whether there are more behind them. */
export const trailPage = async ({ running }: Business, caseId: string, from: number) => {
  const records: CaseRecord[] = [];
  let at = 0;
  for await (const piece of running.trailInPieces(caseId)) {
    records.push(...piece.slice(Math.max(0, from - at)));
    at += piece.length;
    if (records.length > PAGE_RECORDS) break;
  }
  const hasMore = records.length > PAGE_RECORDS;
  return { records: records.slice(0, PAGE_RECORDS), hasMore };
};

/** What a client has seen: the last sequence of each partition, as the id of its last event. */
class Seen {
  readonly #last = new Map<string, number>();

  constructor(lastEventId: string | undefined) {
    for (const part of lastEventId?.split(',') ?? []) {
      const [, partition, sequence] = /^([^,]{1,80}\.\d{1,6})\.(\d{1,15})$/.exec(part) ?? [];
      if (partition !== undefined) this.#last.set(partition, Number(sequence));
    }
  }

  /** Whether it is new to the client, who has seen it from then on. */
  take(context: string, { partition, sequence }: PlacedRecord): boolean {
    const place = `${context}.${partition}`;
    if (sequence <= (this.#last.get(place) ?? 0)) return false;
    this.#last.set(place, sequence);
    return true;
  }

  get id(): string {
    return [...this.#last].map(([place, sequence]) => `${place}.${sequence}`).join(',');
  }
}

const passTo = (outlet: Outlet, seen: Seen, redact: Redact) => {
  return (context: string, record: PlacedRecord): void => {
    if (!seen.take(context, record)) return;
    outlet.send({ event: record.type, data: redact(context, record), id: seen.id });
  };
};

export type Following = {
  readonly business: Business;
  readonly caseId: string;
  /** The id of the last event that the client has had, if it comes back. */
  readonly after: string | undefined;
  readonly redact: Redact;
};

/** Sends what was before, as fast as the client takes it, and then what comes. */
export const followCase = (outlet: Outlet, of: Following): void => {
  const { business, caseId } = of;
  const pass = passTo(outlet, new Seen(of.after), of.redact);
  const early: CommitNotice[] = [];
  let isCaughtUp = false;
  const hear = (notice: CommitNotice): void => {
    if (isCaughtUp) pass(notice.context, notice.record);
    else early.push(notice);
    if (early.length > EARLY_MAX) outlet.end();
  };
  outlet.onEnd(fanOutOf(business.running).listenTo(caseId, ({ notice }) => hear(notice)));
  // It is read while the ear is open: what comes between is in both, and sent once.
  const begin = async (): Promise<void> => {
    for await (const piece of business.running.trailInPieces(caseId)) {
      for (const record of piece) {
        pass(record.context, record);
        await outlet.drained();
        if (!outlet.isOpen) return;
      }
    }
    for (let notice = early.shift(); notice; notice = early.shift()) {
      pass(notice.context, notice.record);
      await outlet.drained();
    }
    isCaughtUp = true;
  };
  begin().catch(() => outlet.end());
};
