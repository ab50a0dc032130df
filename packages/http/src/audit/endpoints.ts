// The audit log as operators read it: in pages, the newest first, or all of it as a file.

import { invalidPart, mayOperate, refusal, textOf } from '@dure/access';
import type { AuditEntry, AuditQuery, Business, Refusal } from '@dure/access';
import { calendarOf } from '@dure/domain';
import { identify } from '../identity/identify.ts';
import { isRefusal, strangerIn } from '../operations/operator.ts';
import type { Act } from '../operations/operator.ts';
import { refusalsInWords } from '../operations/refusals-in-words.ts';
import { sendProblem } from '../server/exchange.ts';
import type { Exchange, Handle } from '../server/exchange.ts';

const PAGE_STANDARD = 100;
const PAGE_MAX = 1_000;

type Query = { readonly [name: string]: unknown };

// The server reads a query as an object of texts and lists of texts.
const queryOf = ({ request }: Exchange): Query => request.query as Query;

const kinds: readonly unknown[] = ['command', 'operation', 'access'];
const isKind = (written: string): written is NonNullable<AuditQuery['kind']> =>
  kinds.includes(written);

/** The fields that an entry is found by, each once, and exactly. */
const asked = ['actor', 'subject', 'what', 'context', 'of', 'caseId', 'outcome'] as const;

const filters = ['kind', ...asked, 'from', 'to'];

const instantIn = (written: unknown, name: string): number | undefined | Refusal => {
  if (written === undefined) return undefined;
  const at = typeof written === 'string' ? Date.parse(written) : NaN;
  if (!Number.isNaN(at)) return at;
  return invalidPart(
    name,
    'ISO 8601 날짜나 시각이어야 합니다',
    'must be a day or an instant, ISO 8601',
  );
};

const textsIn = (query: Query): AuditQuery | Refusal => {
  const texts: { [N in (typeof asked)[number]]?: string } = {};
  for (const name of asked) {
    const written = query[name];
    if (written === undefined) continue;
    if (typeof written !== 'string') {
      return invalidPart(name, '한 번만 적어 주세요', 'must be given once');
    }
    texts[name] = written;
  }
  return texts;
};

/** What the log is asked for, besides what else a line takes. */
const auditQueryIn = (
  business: Business,
  exchange: Exchange,
  others: readonly string[],
): AuditQuery | Refusal => {
  const stranger = strangerIn(exchange, [...filters, ...others]);
  if (stranger) return stranger;
  const query = queryOf(exchange);
  const { kind } = query;
  if (kind !== undefined && !(typeof kind === 'string' && isKind(kind))) {
    const known = kinds.join(', ');
    return invalidPart('kind', `다음 중 하나: ${known}`, `One of: ${known}`);
  }
  const texts = textsIn(query);
  if (isRefusal(texts)) return texts;
  const from = instantIn(query['from'], 'from');
  if (typeof from === 'object') return from;
  const to = instantIn(query['to'], 'to');
  if (typeof to === 'object') return to;
  return { business: business.name, ...texts, kind, from, to };
};

const countIn = (written: unknown, name: string, max: number): number | undefined | Refusal => {
  if (written === undefined) return undefined;
  const many = typeof written === 'string' && /^\d{1,15}$/.test(written) ? Number(written) : 0;
  if (many >= 1 && many <= max) return many;
  return invalidPart(name, `1에서 ${max}까지의 정수`, `A whole number from 1 to ${max}`);
};

const shownIn = (business: Business) => {
  const { isoOf } = calendarOf(business.system.timeZone);
  return ({ at, ...entry }: AuditEntry): object => ({ ...entry, at: isoOf(at) });
};

export const auditList =
  (business: Business): Act =>
  async ({ exchange }) => {
    const written = queryOf(exchange);
    const query = auditQueryIn(business, exchange, ['limit', 'before']);
    if (isRefusal(query)) return query;
    const limit = countIn(written['limit'], 'limit', PAGE_MAX);
    if (typeof limit === 'object') return limit;
    const before = countIn(written['before'], 'before', Number.MAX_SAFE_INTEGER);
    if (typeof before === 'object') return before;
    const { audit } = exchange.gateway;
    const page = await audit.page(query, { limit: limit ?? PAGE_STANDARD, before });
    const entries = page.entries.map(shownIn(business));
    const next = page.before === undefined ? {} : nextIn(exchange, page.before);
    const [path = ''] = exchange.request.url.split('?', 1);
    const _links = { self: { href: exchange.request.url }, ...next, export: exportLink(path) };
    const refusals = refusalsInWords(
      business,
      page.entries.map(({ outcome }) => outcome),
    );
    return { body: { entries, refusals, _links } };
  };

const nextIn = ({ request }: Exchange, before: number) => {
  const url = new URL(request.url, 'http://localhost');
  url.searchParams.set('before', String(before));
  return { next: { href: `${url.pathname}${url.search}` } };
};

const exportLink = (path: string) => ({
  href: `${path}/export{?format,kind,actor,subject,what,context,of,caseId,outcome,from,to}`,
  templated: true,
});

const columns = [
  'sequence',
  'at',
  'kind',
  'actor',
  'subject',
  'what',
  'context',
  'of',
  'caseId',
  'outcome',
  'reason',
  'via',
  'seal',
] as const;

/** What a spreadsheet would take for a formula begins with a quotation mark. */
const cellOf = (value: unknown): string => {
  const text = textOf(value) ?? '';
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};

type Form = {
  readonly type: string;
  readonly head: string;
  readonly line: (entry: { readonly [field: string]: unknown }) => string;
};

const forms: { readonly [format: string]: Form } = {
  ndjson: {
    type: 'application/x-ndjson',
    head: '',
    line: (entry) => `${JSON.stringify(entry)}\n`,
  },
  csv: {
    type: 'text/csv; charset=utf-8',
    head: `${columns.join(',')}\r\n`,
    line: (entry) => `${columns.map((name) => cellOf(entry[name])).join(',')}\r\n`,
  },
};

const formIn = ({ format = 'ndjson' }: Query): Form | Refusal => {
  const form = typeof format === 'string' && Object.hasOwn(forms, format) && forms[format];
  if (form) return form;
  return invalidPart('format', '다음 중 하나: ndjson, csv', 'One of: ndjson, csv');
};

/** As fast as the client takes it, and no faster. */
const sendAll = async (
  { gateway, reply }: Exchange,
  business: Business,
  { form, query }: { readonly form: Form; readonly query: AuditQuery },
) => {
  reply.hijack();
  const { raw } = reply;
  const [, format = ''] = form.type.split(/[/;]/);
  const name = `${business.name}-audit.${format === 'csv' ? 'csv' : 'ndjson'}`;
  raw.writeHead(200, {
    'content-type': form.type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  raw.write(form.head);
  const { isoOf } = calendarOf(business.system.timeZone);
  for await (const { at, ...entry } of gateway.audit.all(query)) {
    if (raw.destroyed) break;
    const isFull = !raw.write(form.line({ ...entry, at: isoOf(at) }));
    if (isFull) await drained(raw);
  }
  raw.end();
  return reply;
};

const drained = (raw: Exchange['reply']['raw']): Promise<void> =>
  new Promise((resolve) => {
    raw.once('drain', resolve);
    raw.once('close', resolve);
  });

export const auditExport =
  (business: Business): Handle =>
  async (exchange) => {
    const identified = await identify(exchange, business);
    if (identified.is === 'refused') return sendProblem(exchange, identified.refusal);
    if (!mayOperate(identified.caller)) return sendProblem(exchange, refusal('Forbidden'));
    const form = formIn(queryOf(exchange));
    if (isRefusal(form)) return sendProblem(exchange, form);
    const query = auditQueryIn(business, exchange, ['format']);
    if (isRefusal(query)) return sendProblem(exchange, query);
    return sendAll(exchange, business, { form, query });
  };
