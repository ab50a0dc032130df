// The story of a case: its trail as it is, and its events as they happen.

import { caseIdOf, mayFollow, redactorOf, refusal } from '@dure/access';
import type { Business, Redact, Refusal } from '@dure/access';
import type { CommitNotice, PlacedRecord } from '@dure/kernel';
import { caseLinks } from '../hal/paths.ts';
import type { Scope } from '../hal/paths.ts';
import { identify } from '../identity/identify.ts';
import { halType, parameterValues, send, sendProblem } from '../server/exchange.ts';
import type { Exchange, Handle } from '../server/exchange.ts';
import { fanOutOf } from './fan-out.ts';
import { openStream } from './open-stream.ts';
import type { Stream } from './stream.ts';

type CaseLine = { readonly business: Business; readonly scope: Scope };

type Placed = PlacedRecord & { readonly context: string };
type FoundCase = { readonly caseId: string; readonly trail: readonly Placed[] };

/** The case and its trail; nothing, when there is none that the caller may see. */
const readCase = async (exchange: Exchange, business: Business): Promise<FoundCase | Refusal> => {
  const identified = await identify(exchange, business);
  if (identified.is === 'refused') return identified.refusal;
  const [written = ''] = parameterValues(exchange, 1);
  const caseId = caseIdOf(business, written);
  const trail = await business.running.trail(caseId);
  const isOpen = trail.length > 0 && (await mayFollow(identified.caller, { business, caseId }));
  return isOpen ? { caseId, trail } : refusal('NotFound');
};

export const trailHandler = ({ business, scope }: CaseLine): Handle => {
  const redact = redactorOf(business.system);
  return async (exchange) => {
    const read = await readCase(exchange, business);
    if ('kind' in read) return sendProblem(exchange, read);
    const { caseId, trail } = read;
    const { trail: self, events } = caseLinks(scope, caseId);
    const records = trail.map((record) => redact(record.context, record));
    const body = JSON.stringify({ caseId, records, _links: { self, events } });
    return send(exchange, {
      http: 200,
      body,
      type: halType,
      headers: { 'cache-control': 'no-store' },
    });
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

const beginCase = (
  stream: Stream,
  {
    business,
    found,
    seen,
    redact,
  }: {
    readonly business: Business;
    readonly found: FoundCase;
    readonly seen: Seen;
    readonly redact: Redact;
  },
): void => {
  const pass = follow(stream, seen, redact);
  const early: CommitNotice[] = [];
  let isCaughtUp = false;
  const hear = (notice: CommitNotice): void => {
    if (notice.record.caseId !== found.caseId) return;
    if (isCaughtUp) pass(notice.context, notice.record);
    else early.push(notice);
  };
  stream.onEnd(fanOutOf(business.running).listen(hear));
  // The trail was read before the ear was open, so it is read again for what came between.
  const begin = async (): Promise<void> => {
    for (const record of found.trail) pass(record.context, record);
    for (const record of await business.running.trail(found.caseId)) pass(record.context, record);
    isCaughtUp = true;
    for (const notice of early) hear(notice);
  };
  begin().catch(() => stream.end());
};

export const caseEventsHandler = ({ business }: CaseLine): Handle => {
  const redact = redactorOf(business.system);
  return async (exchange) => {
    const found = await readCase(exchange, business);
    if ('kind' in found) return sendProblem(exchange, found);
    const lastEventId = exchange.request.headers['last-event-id'];
    const seen = new Seen(typeof lastEventId === 'string' ? lastEventId : undefined);
    return openStream(exchange, (stream) => beginCase(stream, { business, found, seen, redact }));
  };
};
