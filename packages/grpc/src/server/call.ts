// What every call has: who sends it, in which language, until when, and how it ends.

import { status } from '@grpc/grpc-js';
import type { Metadata, ServerUnaryCall } from '@grpc/grpc-js';
import { failure, invalid, isLoopback, refusal, refusalIn } from '@dure/access';
import type {
  Caller,
  Credentials,
  Figures,
  Identified,
  Identity,
  Language,
  Limits,
  Usual,
  Work,
} from '@dure/access';
import { isForGood, OutcomeUnknown, StoreUnavailable } from '@dure/kernel/ports';
import type { Row } from '../wire/any.ts';
import type { Line, Served } from './line.ts';
import { closing, otherMachine, outcomeUnknown, tooLate } from './own-refusals.ts';
import { endingOf } from './status.ts';
import type { Ending, GrpcRefusal } from './status.ts';

/** Something went wrong in the server itself. */
export type Fault = { readonly id: string; readonly what: string; readonly cause: unknown };

/** What every call of a server shares. */
export type ServerContext = {
  readonly identity: Identity;
  readonly languageOf: (header?: string) => Language;
  readonly report: (fault: Fault) => void;
  readonly isClosing: () => boolean;
  /** Nothing, in an open house. */
  readonly limits: Limits | undefined;
  readonly figures: Figures | undefined;
};

/** The part of a call that all kinds of calls have. */
export type Received = Pick<
  ServerUnaryCall<Buffer, Row>,
  'metadata' | 'request' | 'getDeadline' | 'getHost' | 'getPeer'
>;

/** A call that was let in. */
export type Asked = {
  readonly line: Line;
  readonly metadata: Metadata;
  readonly caller: Caller;
  readonly language: Language;
  /** The fields of the message, by the names of the wall. */
  readonly written: { [field: string]: unknown };
  /** For how long the client waits; nothing, where it waits for ever. */
  readonly budgetMs: number | undefined;
};

export type LetIn =
  | { readonly is: 'in'; readonly asked: Asked }
  | { readonly is: 'refused'; readonly refusal: GrpcRefusal };

/** A part of the time that is left, before the client gives up, is for telling it. */
const MARGIN_PART = 1 / 20;
const MARGIN_MIN_MS = 25;
const MARGIN_MAX_MS = 500;

/** A header that was sent twice is one text with a comma, as HTTP has it. */
export const headerIn = (metadata: Metadata, name: string): string | undefined => {
  const values = metadata.get(name).map(String);
  return values.length === 0 ? undefined : values.join(',');
};

/** A text of the message; nothing written is the empty one. */
export const textIn = ({ written }: Pick<Asked, 'written'>, field: string): string => {
  const value = written[field];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

const bearer = /^Bearer +([\w.~+/-]+=*) *$/i;

export const credentialsIn = (metadata: Metadata): Credentials => {
  const authorization = headerIn(metadata, 'authorization');
  return {
    bearer: authorization === undefined ? undefined : bearer.exec(authorization)?.[1],
    persona: headerIn(metadata, 'dure-persona'),
  };
};

const budgetOf = (call: Received): number | undefined => {
  const deadline = Number(call.getDeadline());
  if (!Number.isFinite(deadline)) return undefined;
  const leftMs = deadline - Date.now();
  return leftMs - Math.min(MARGIN_MAX_MS, Math.max(MARGIN_MIN_MS, leftMs * MARGIN_PART));
};

export const languageOf = ({ languageOf: of }: ServerContext, { metadata }: Received): Language =>
  of(headerIn(metadata, 'accept-language'));

const refused = (of: GrpcRefusal): LetIn => ({ is: 'refused', refusal: of });

/** Counts a call when it is called with the status that it ends with. */
export const counting = ({ figures }: ServerContext, line: Line): ((code: status) => void) => {
  const startedMs = performance.now();
  const service = `${line.file.package}.${line.service.name}`;
  const { name: method } = line.method;
  return (code) =>
    figures?.call({ service, method, code: status[code], tookMs: performance.now() - startedMs });
};

/** The host without its port, as `:authority` has it. */
const isFromHere = (call: Received): boolean =>
  isLoopback(call.getHost().toLowerCase().replace(/:\d+$/, ''));

/** What opens something new can wait for what is under way. */
export const workOf = ({ business, method: { does } }: Line): Work => {
  if (does.is !== 'command') return 'read';
  return business.commands.get(does.type)?.openingPath === undefined ? 'command' : 'opening';
};

const withinLimits = ({ limits }: ServerContext, line: Line, known: Identified): Identified => {
  if (known.is === 'refused' || !limits) return known;
  const refusal = refusalIn(limits.take(known.caller, workOf(line)));
  return refusal ? { is: 'refused', refusal } : known;
};

/** Without the port: an address is one client, however many connections it has. */
const addressOf = (call: Received): string => call.getPeer().replace(/:\d+$/, '');

/** As much of it as the server can take; what is too much is refused at once. */
export const limited = async <T>(
  { limits }: ServerContext,
  call: Received,
  of: {
    readonly line: Line;
    readonly usual: Usual;
    readonly handle: () => Promise<T>;
    readonly refuse: (refusal: GrpcRefusal) => T;
  },
): Promise<T> => {
  if (!limits) return of.handle();
  const startedMs = performance.now();
  const [address, work] = [addressOf(call), workOf(of.line)];
  const refusal = limits.enter(address, work);
  if (refusal) return of.refuse(refusal);
  const load = limits.underWay.count;
  try {
    return await of.handle();
  } finally {
    const tookMs = performance.now() - startedMs;
    limits.leave({ work, usual: of.usual, tookMs, load, address });
  }
};

/** Says who asks what, or why not. */
export const letIn = async (context: ServerContext, line: Line, call: Received): Promise<LetIn> => {
  const { identity } = context;
  if (context.isClosing()) return refused(closing);
  if (identity.isLocalOnly && !isFromHere(call)) return refused(otherMachine);
  const budgetMs = budgetOf(call);
  if (budgetMs !== undefined && budgetMs <= 0) return refused(tooLate);
  const known = await identity.identify(credentialsIn(call.metadata), line.business);
  const identified = withinLimits(context, line, known);
  if (identified.is === 'refused') return refused(identified.refusal);
  const read = line.codecOf(line.method.request).read(call.request);
  if (read.is === 'invalid') return refused(invalid(read.mistakes));
  const { metadata } = call;
  const language = languageOf(context, call);
  const { caller } = identified;
  return {
    is: 'in',
    asked: { line, metadata, caller, language, written: read.written, budgetMs },
  };
};

/** A fault of ours gets a number, under which its cause is reported; the client sees no more. */
const incident = ({ report }: ServerContext, cause: unknown): GrpcRefusal => {
  const id = crypto.randomUUID();
  report({ id, what: 'A call could not be handled.', cause });
  return failure(id);
};

export const refusalFor = (context: ServerContext, cause: unknown): GrpcRefusal => {
  if (isForGood(cause)) return refusal('Retired');
  if (cause instanceof StoreUnavailable) return refusal('Unavailable', { retryAfter: 1 });
  return cause instanceof OutcomeUnknown ? outcomeUnknown : incident(context, cause);
};

/** How a call ends that was refused, in the language of its client. */
export const endedWith = (served: Served, of: GrpcRefusal, language: Language): Ending =>
  endingOf(of, language, served.problems);

/** What comes within the budget, or what is said instead. */
export const within = async <T>(
  budgetMs: number | undefined,
  work: Promise<T>,
  otherwise: T,
): Promise<T> => {
  if (budgetMs === undefined) return work;
  const late = Promise.withResolvers<T>();
  const timer = setTimeout(() => late.resolve(otherwise), Math.min(budgetMs, 2 ** 31 - 1));
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
};
