// The story of a case: its trail as it is, and its events as they happen.

import { caseIdOf, invalidPart, mayFollow, redactorOf, refusal } from '@dure/access';
import type { Business, Redact, Refusal } from '@dure/access';
import type { CaseRecord, CommitNotice, PlacedRecord } from '@dure/kernel';
import { caseLinks } from '../hal/paths.ts';
import type { Scope } from '../hal/paths.ts';
import { identify, PERSONA_QUERY } from '../identity/identify.ts';
import { halType, parameterValues, send, sendProblem } from '../server/exchange.ts';
import type { Exchange, Handle } from '../server/exchange.ts';
import { fanOutOf } from './fan-out.ts';
import { openStream } from './open-stream.ts';
import { lastEventId } from './pump.ts';
import type { Stream } from './stream.ts';

type CaseLine = { readonly business: Business; readonly scope: Scope };

/** So many records of a case stand on one page of its trail. */
const PAGE_RECORDS = 1_000;
/** So many commits may come while a client takes what was before; it comes back by itself. */
const EARLY_MAX = 10_000;

/** The case that a request names, if the caller may see it. */
const findCase = async (
  exchange: Exchange,
  business: Business,
): Promise<{ readonly caseId: string } | Refusal> => {
  const identified = await identify(exchange, business);
  if (identified.is === 'refused') return identified.refusal;
  const [written = ''] = parameterValues(exchange, 1);
  const caseId = caseIdOf(business, written);
  const isOpen =
    (await isThere(business, caseId)) && (await mayFollow(identified.caller, { business, caseId }));
  return isOpen ? { caseId } : refusal('NotFound');
};

const isThere = async ({ running }: Business, caseId: string): Promise<boolean> => {
  for await (const _piece of running.trailInPieces(caseId)) return true;
  return false;
};

/** The records of a case from a place of its trail on, and whether there are more behind them. */
const pageOf = async ({ running }: Business, caseId: string, from: number) => {
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

/** Where a page begins, counted in records; the first one, where nothing else is said. */
const fromIn = ({ request }: Exchange): number | Refusal => {
  // The server reads a query as an object of texts and lists of texts.
  const { from = '0', [PERSONA_QUERY]: _persona, ...others } = request.query as Query;
  const [stranger] = Object.keys(others);
  if (stranger !== undefined) {
    const ko = '이 목록에는 from만 쓸 수 있습니다. 다음 쪽은 _links.next에 있습니다';
    const en = 'The trail knows from alone; the next page stands in _links.next';
    return invalidPart(stranger, ko, en);
  }
  if (typeof from === 'string' && /^\d{1,9}$/.test(from)) return Number(from);
  return invalidPart('from', '0부터의 정수여야 합니다', 'Must be a whole number, from 0');
};

type Query = { readonly [name: string]: unknown };

export const trailHandler = ({ business, scope }: CaseLine): Handle => {
  const redact = redactorOf(business.system);
  return async (exchange) => {
    const found = await findCase(exchange, business);
    if ('kind' in found) return sendProblem(exchange, found);
    const from = fromIn(exchange);
    if (typeof from === 'object') return sendProblem(exchange, from);
    const { caseId } = found;
    const { records, hasMore } = await pageOf(business, caseId, from);
    const { trail, events } = caseLinks(scope, caseId);
    const at = (place: number) => ({ href: `${trail?.href ?? ''}?from=${place}` });
    const next = hasMore ? { next: at(from + PAGE_RECORDS) } : {};
    const told = records.map((record) => redact(record.context, record));
    const _links = { self: from === 0 ? trail : at(from), events, ...next };
    const body = JSON.stringify({ caseId, records: told, hasMore, _links });
    const headers = { 'cache-control': 'no-store' };
    return send(exchange, { http: 200, body, type: halType, headers });
  };
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

const follow = (stream: Stream, seen: Seen, redact: Redact) => {
  return (context: string, record: PlacedRecord): void => {
    if (!seen.take(context, record)) return;
    stream.send({ event: record.type, data: redact(context, record), id: seen.id });
  };
};

type Telling = {
  readonly business: Business;
  readonly caseId: string;
  readonly seen: Seen;
  readonly redact: Redact;
};

/** What was before, as fast as the client takes it, and then what comes. */
const beginCase = (stream: Stream, { business, caseId, seen, redact }: Telling): void => {
  const pass = follow(stream, seen, redact);
  const early: CommitNotice[] = [];
  let isCaughtUp = false;
  const hear = (notice: CommitNotice): void => {
    if (notice.record.caseId !== caseId) return;
    if (isCaughtUp) pass(notice.context, notice.record);
    else early.push(notice);
    if (early.length > EARLY_MAX) stream.end();
  };
  stream.onEnd(fanOutOf(business.running).listen(({ notice }) => hear(notice)));
  // It is read while the ear is open: what comes between is in both, and sent once.
  const begin = async (): Promise<void> => {
    for await (const piece of business.running.trailInPieces(caseId)) {
      for (const record of piece) {
        pass(record.context, record);
        await stream.drained();
        if (!stream.isOpen) return;
      }
    }
    for (let notice = early.shift(); notice; notice = early.shift()) {
      pass(notice.context, notice.record);
      await stream.drained();
    }
    isCaughtUp = true;
  };
  begin().catch(() => stream.end());
};

export const caseEventsHandler = ({ business }: CaseLine): Handle => {
  const redact = redactorOf(business.system);
  return async (exchange) => {
    const found = await findCase(exchange, business);
    if ('kind' in found) return sendProblem(exchange, found);
    const { caseId } = found;
    const seen = new Seen(lastEventId(exchange));
    return openStream(exchange, (stream) => beginCase(stream, { business, caseId, seen, redact }));
  };
};
