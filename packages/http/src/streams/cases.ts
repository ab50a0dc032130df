// The story of a case: its trail as it is, and its events as they happen.

import type { CommitNotice, PlacedRecord } from '@dure/kernel';
import { problem } from '../answers/refusals.ts';
import { OPERATOR } from '../business/business.ts';
import type { Business, ViewEntry } from '../business/business.ts';
import { caseLinks } from '../hal/paths.ts';
import type { Scope } from '../hal/paths.ts';
import type { Caller } from '../identity/caller.ts';
import { reachOf } from '../identity/reach.ts';
import { halType, parameterValues, send, sendProblem } from '../server/exchange.ts';
import type { Exchange, Handle } from '../server/exchange.ts';
import { hubOf } from './hub.ts';
import { openStream } from './stream.ts';
import type { Stream } from './stream.ts';
import { tellerOf } from './told.ts';
import type { Teller } from './told.ts';

type CaseLine = { readonly business: Business; readonly scope: Scope };

/** Whether a view shows the case to who reads it for being his, or for being staff. */
const showsCase = async (view: ViewEntry, caller: Caller, of: CaseIn): Promise<boolean> => {
  const reader = view.readers.get(caller.actor ?? '');
  // What everybody may read proves nothing, unless he is staff, who owns nothing anywhere.
  if (!reader || (reader.reach === 'all' && reader.actor.owns !== undefined)) return false;
  const field = view.caseField;
  const reach = await reachOf(view, caller);
  if (field === undefined || reach.is === 'none') return false;
  const { total } = await view.kernel.rows(view.name, {
    filters: [{ field, is: 'equal', value: of.caseId }],
    anyOf: reach.is === 'own' ? [{ field: reach.field, values: reach.values }] : [],
    descending: false,
    offset: 0,
    limit: 1,
  });
  return total > 0;
};

type CaseIn = { readonly business: Business; readonly caseId: string };

const mayFollow = async (caller: Caller, of: CaseIn): Promise<boolean> => {
  if (caller.ownsAll || caller.actor === OPERATOR) return true;
  for (const view of of.business.views.values()) {
    if (await showsCase(view, caller, of)) return true;
  }
  return false;
};

/** The kind of a business key may be left out, as everywhere. */
const caseIdOf = ({ views, system }: Business, written: string): string => {
  for (const { view } of views.values()) {
    const shape = view.fields[system.businessKey];
    if (shape) return String(shape.read(written));
  }
  return written;
};

type Placed = PlacedRecord & { readonly context: string };
type Told = { readonly caseId: string; readonly trail: readonly Placed[] };

/** The case and its trail; nothing, when there is none that the caller may see. */
const readCase = async (
  exchange: Exchange,
  business: Business,
): Promise<Told | ReturnType<typeof problem>> => {
  const identified = await exchange.door.identity.identify(exchange.request, business);
  if (identified.is === 'refused') return identified.problem;
  const [written = ''] = parameterValues(exchange, 1);
  const caseId = caseIdOf(business, written);
  const trail = await business.running.trail(caseId);
  const isOpen = trail.length > 0 && (await mayFollow(identified.caller, { business, caseId }));
  return isOpen ? { caseId, trail } : problem('NotFound');
};

export const trailHandler = ({ business, scope }: CaseLine): Handle => {
  const tell = tellerOf(business.system);
  return async (exchange) => {
    const read = await readCase(exchange, business);
    if ('http' in read) return sendProblem(exchange, read);
    const { caseId, trail } = read;
    const { trail: self, events } = caseLinks(scope, caseId);
    const records = trail.map((record) => tell(record.context, record));
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

const follow = (stream: Stream, seen: Seen, tell: Teller) => {
  return (context: string, record: PlacedRecord): void => {
    if (!seen.take(context, record)) return;
    stream.send({ event: record.type, data: tell(context, record), id: seen.id });
  };
};

const beginCase = (
  stream: Stream,
  {
    business,
    told,
    seen,
    tell,
  }: {
    readonly business: Business;
    readonly told: Told;
    readonly seen: Seen;
    readonly tell: Teller;
  },
): void => {
  const pass = follow(stream, seen, tell);
  const early: CommitNotice[] = [];
  let isTold = false;
  const hear = (notice: CommitNotice): void => {
    if (notice.is !== 'record' || notice.record.caseId !== told.caseId) return;
    if (isTold) pass(notice.context, notice.record);
    else early.push(notice);
  };
  stream.onEnd(hubOf(business.running).listen(hear));
  // The trail was read before the ear was open, so it is read again for what came between.
  const begin = async (): Promise<void> => {
    for (const record of told.trail) pass(record.context, record);
    for (const record of await business.running.trail(told.caseId)) pass(record.context, record);
    isTold = true;
    for (const notice of early) hear(notice);
  };
  begin().catch(() => stream.end());
};

export const caseEventsHandler = ({ business }: CaseLine): Handle => {
  const tell = tellerOf(business.system);
  return async (exchange) => {
    const told = await readCase(exchange, business);
    if ('http' in told) return sendProblem(exchange, told);
    const lastEventId = exchange.request.headers['last-event-id'];
    const seen = new Seen(typeof lastEventId === 'string' ? lastEventId : undefined);
    return openStream(exchange, (stream) => beginCase(stream, { business, told, seen, tell }));
  };
};
