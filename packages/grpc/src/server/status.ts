// A refusal as a status of gRPC: a code, words, and the problem in its details.

import { Metadata, status } from '@grpc/grpc-js';
import protobuf from 'protobufjs';
import type { Language, Refusal, RefusalKind } from '@dure/access';
import type { Codec } from '../wire/codec.ts';

/** A status that a call ends with. */
export type Ending = {
  readonly code: status;
  readonly details: string;
  readonly metadata: Metadata;
};

/** A refusal, with the code where its kind does not say it. */
export type GrpcRefusal = Refusal & { readonly code?: status };

/** The code for each kind of refusal. */
const codes: { readonly [Kind in RefusalKind]: status } = {
  invalid: status.INVALID_ARGUMENT,
  unauthenticated: status.UNAUTHENTICATED,
  unpaid: status.FAILED_PRECONDITION,
  forbidden: status.PERMISSION_DENIED,
  notFound: status.NOT_FOUND,
  conflict: status.FAILED_PRECONDITION,
  changed: status.ABORTED,
  keyReused: status.INVALID_ARGUMENT,
  tooFast: status.RESOURCE_EXHAUSTED,
  failed: status.INTERNAL,
  gone: status.FAILED_PRECONDITION,
  unavailable: status.UNAVAILABLE,
};

/** Another change got in between: the same call may go well if it is sent again. */
const CONFLICT = 'Conflict';

export const codeOf = ({ kind, rejection, code }: GrpcRefusal): status =>
  code ?? (rejection === CONFLICT ? status.ABORTED : codes[kind]);

const any = new protobuf.Type('Any')
  .add(new protobuf.Field('type_url', 1, 'string'))
  .add(new protobuf.Field('value', 2, 'bytes'));

const rpcStatus = new protobuf.Type('Status')
  .add(new protobuf.Field('code', 1, 'int32'))
  .add(new protobuf.Field('message', 2, 'string'))
  .add(new protobuf.Field('details', 3, 'Any', 'repeated'))
  .add(any);

const duration = new protobuf.Type('Duration').add(new protobuf.Field('seconds', 1, 'int64'));
const retryInfo = new protobuf.Type('RetryInfo')
  .add(new protobuf.Field('retry_delay', 1, 'Duration'))
  .add(duration);

/** What clients take as headers is bounded: so many mistakes tell enough. */
const MISTAKES_MAX = 10;
const DETAILS_BYTES_MAX = 6 * 1024;
const TYPES = 'type.googleapis.com/';
const DETAILS = 'grpc-status-details-bin';

type Facts = { readonly [field: string]: unknown };

const listIn = (facts: Facts, name: string): readonly Facts[] => {
  const list = facts[name];
  return Array.isArray(list) ? list.slice(0, MISTAKES_MAX) : [];
};

/** The problem document, as HTTP has it, but for what is of HTTP alone. */
export const problemOf = (refusal: Refusal, language: Language): Facts => {
  const { rejection, title, retryAfter, facts = {} } = refusal;
  const words = refusal.words ?? title;
  const { mistakes: _mistakes, possible: _possible, ...others } = facts;
  const possible = listIn(facts, 'possible');
  return {
    rejection,
    title: title[language],
    detail: words[language],
    ko: words.ko,
    en: words.en,
    mistakes: listIn(facts, 'mistakes'),
    possible: possible.map(({ command, href }) => ({ command, method: href })),
    retryAfter,
    ...(Object.keys(others).length > 0 ? { facts: others } : {}),
  };
};

export type Problems = { readonly package: string; readonly codec: Codec };

const detailsOf = (refusal: Refusal, language: Language, of: Problems): readonly object[] => {
  const whole = of.codec.write(problemOf(refusal, language));
  const isSmall = whole.length <= DETAILS_BYTES_MAX;
  const short = { ...refusal, facts: {} };
  const value = isSmall ? whole : of.codec.write(problemOf(short, language));
  const problem = { type_url: `${TYPES}${of.package}.Problem`, value };
  const { retryAfter } = refusal;
  if (retryAfter === undefined) return [problem];
  const delay = retryInfo.encode({ retry_delay: { seconds: retryAfter } }).finish();
  return [problem, { type_url: `${TYPES}google.rpc.RetryInfo`, value: delay }];
};

/** The words of a status in one line; half a character is none. */
const line = (words: string): string => words.toWellFormed().replace(/\s+/g, ' ');

export const endingOf = (refusal: GrpcRefusal, language: Language, of: Problems): Ending => {
  const code = codeOf(refusal);
  const words = line((refusal.words ?? refusal.title)[language]);
  const details = detailsOf(refusal, language, of);
  const metadata = new Metadata();
  const bytes = rpcStatus.encode({ code, message: words, details }).finish();
  metadata.set(DETAILS, Buffer.from(bytes));
  metadata.set('content-language', language);
  if (refusal.retryAfter !== undefined) metadata.set('retry-after', String(refusal.retryAfter));
  return { code, details: words, metadata };
};
