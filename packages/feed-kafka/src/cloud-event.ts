// A record as a CloudEvent in the binary mode of the Kafka binding: attributes are headers `ce_…`,
// in UTF-8; the value is the record's data as JSON; the key is the subject.
//
// A record that a broker cannot carry (too large, or with characters that no attribute may have) is
// sent as a reference: without data, and with `ce_dataref` where it is to be read.

import { recordId } from '@dure/kernel/ids';
import type { LogRecord } from '@dure/kernel/ports';

/** Whose log it is. */
export type Origin = {
  readonly business: string;
  readonly context: string;
  readonly partition: number;
  readonly logId: string;
};

export type CarriedMessage = {
  readonly key: Buffer;
  readonly value?: Buffer;
  readonly headers: Map<Buffer, Buffer>;
};

/** A message, and about how many bytes it has on its way. */
export type Sized = { readonly message: CarriedMessage; readonly bytes: number };

/** What a message says of its record. Without the record, that is to be read from its log. */
export type Arrived = {
  readonly logId: string;
  readonly sequence: number;
  readonly record?: LogRecord;
};

const names = [
  'specversion',
  'id',
  'source',
  'type',
  'subject',
  'time',
  'dataschema',
  'dataref',
  'partitionkey',
  'sequence',
  'correlationid',
  'causationid',
  'actor',
  'traceparent',
  'kind',
  'target',
  'schemaversion',
  'logid',
] as const;

type Name = (typeof names)[number];

const CONTENT_TYPE = 'content-type';
const JSON_TYPE = Buffer.from('application/json');
const contentType = Buffer.from(CONTENT_TYPE);
// Every name is there.
const headerNames = Object.fromEntries(
  names.map((name) => [name, Buffer.from(`ce_${name}`)]),
) as Record<Name, Buffer>;

/** Enough that a sequence as text stands in its order. */
const SEQUENCE_DIGITS = 16;
/** What each header and each message costs beside its text. */
const HEADER_BYTES = 4;
const MESSAGE_BYTES = 32;

/** @throws {RangeError} the instant of the record is none. */
export const messageOf = (origin: Origin, record: LogRecord): Sized => {
  if (!isCarriable(record)) return referenceTo(origin, record);
  const attributes: { readonly [N in Name]?: string | undefined } = {
    ...placeOf(origin, record),
    subject: record.subject,
    time: new Date(record.at).toISOString(),
    dataschema: schemaOf(origin, record),
    partitionkey: record.subject,
    correlationid: record.caseId,
    causationid: record.causedBy,
    actor: record.actor,
    traceparent: record.traceparent,
    target: record.target,
    schemaversion: record.version?.toString(),
  };
  return sized(record.subject, attributes, Buffer.from(JSON.stringify(record.data)));
};

/** The same record without its data: it says where the log has it. */
export const referenceTo = (origin: Origin, record: LogRecord): Sized => {
  const { partition } = origin;
  const after = record.sequence - 1;
  const dataref = `/internal/log/${partition}?after=${after}&limit=1`;
  return sized(record.subject.toWellFormed(), { ...placeOf(origin, record), dataref });
};

const placeOf = ({ business, context, partition, logId }: Origin, record: LogRecord) => ({
  specversion: '1.0',
  id: recordId(context, partition, record.sequence),
  source: `/${encodeURIComponent(business)}/${encodeURIComponent(context)}`,
  type: record.type.toWellFormed(),
  sequence: String(record.sequence).padStart(SEQUENCE_DIGITS, '0'),
  kind: record.kind,
  logid: logId,
});

/** A command has the shape that the contract of its target gives it. */
const schemaOf = ({ business, context }: Origin, { type, version = 1, target }: LogRecord) =>
  ['urn:dure', business, target ?? context, type, String(version)]
    .map((part, at) => (at === 0 ? part : encodeURIComponent(part)))
    .join(':');

const sized = (
  key: string,
  attributes: { readonly [N in Name]?: string | undefined },
  value?: Buffer,
): Sized => {
  const headers = new Map<Buffer, Buffer>();
  const keyed = Buffer.from(key);
  let bytes = MESSAGE_BYTES + keyed.length + (value?.length ?? 0);
  const put = (name: Buffer, text: Buffer): void => {
    headers.set(name, text);
    bytes += name.length + text.length + HEADER_BYTES;
  };
  for (const name of names) {
    const text = attributes[name];
    // An attribute is never empty: one that is, is left out, and read as empty again.
    if (text !== undefined && text !== '') put(headerNames[name], Buffer.from(text));
  }
  if (value) put(contentType, JSON_TYPE);
  return { message: { key: keyed, headers, ...(value && { value }) }, bytes };
};

// The characters that the specification forbids in an attribute.
// oxlint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/;

/** Instants outside of these have no form that others read. */
const INSTANT_MAX = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const isCarriable = (record: LogRecord): boolean => {
  const { subject, caseId, causedBy, actor, type, target, traceparent, at } = record;
  const texts = [subject, caseId, causedBy, actor, type, target ?? '', traceparent ?? ''];
  const isInstant = Number.isInteger(at) && at >= 0 && at <= INSTANT_MAX;
  return isInstant && texts.every((text) => text.isWellFormed() && !forbidden.test(text));
};

type Message = {
  readonly value?: Buffer | null | undefined;
  readonly headers: ReadonlyMap<Buffer, Buffer>;
};

/** What a message says; nothing, where it is none of a context's log. */
export const arrivedIn = (
  { value, headers }: Message,
  at: { readonly context: string; readonly partition: number },
): Arrived | undefined => {
  const attributes = new Map<string, string>();
  for (const [name, text] of headers) attributes.set(String(name), String(text));
  const of = (name: Name): string => attributes.get(`ce_${name}`) ?? '';
  const sequence = Number(of('sequence'));
  const isNumbered = Number.isSafeInteger(sequence) && sequence > 0;
  const isOurs = of('id') === recordId(at.context, at.partition, sequence);
  if (!isOurs || !isNumbered || of('logid') === '') return undefined;
  const data = value ? dataIn(value) : undefined;
  const found = { logId: of('logid'), sequence };
  return data === undefined ? found : { ...found, record: recordOf(of, sequence, data) };
};

const recordOf = (
  of: (name: Name) => string,
  sequence: number,
  data: LogRecord['data'],
): LogRecord => ({
  sequence,
  // A relay has put it there.
  kind: of('kind') as LogRecord['kind'],
  type: of('type'),
  ...(of('schemaversion') !== '' && { version: Number(of('schemaversion')) }),
  subject: of('subject'),
  caseId: of('correlationid'),
  at: Date.parse(of('time')),
  data,
  causedBy: of('causationid'),
  actor: of('actor'),
  ...(of('target') !== '' && { target: of('target') }),
  ...(of('traceparent') !== '' && { traceparent: of('traceparent') }),
});

/** Nothing, where it cannot be read: the log has it. */
const dataIn = (value: Buffer): LogRecord['data'] | undefined => {
  try {
    // A relay has written it as JSON of a record's data.
    return JSON.parse(value.toString()) as LogRecord['data'];
  } catch {
    return undefined;
  }
};
