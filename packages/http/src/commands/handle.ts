// The way of a command through the gateway: who, what, whose, then the kernel, then the answer.

import { prepare, refusal, textOf } from '@dure/access';
import type {
  Business,
  Caller,
  CommandEntry,
  Identified,
  Prepared,
  Refusal,
  Refused,
  Request,
  Written,
} from '@dure/access';
import type { Outcome } from '@dure/kernel';
import type { FastifyReply } from 'fastify';
import { noteCommand } from '../audit/noting.ts';
import type { CommandEnded } from '../audit/noting.ts';
import { absolute, encodedScope } from '../hal/paths.ts';
import type { Scope } from '../hal/paths.ts';
import { identify } from '../identity/identify.ts';
import { handlePreview, isOfPreview, prefersPreview } from '../previews/handle.ts';
import { parametersOf } from '../routes/route.ts';
import type { CommandAction, Route } from '../routes/route.ts';
import { originIn, parameterValues, send, sendProblem } from '../server/exchange.ts';
import type { Exchange, Handle } from '../server/exchange.ts';
import { answerOf, refusedWith } from './answer.ts';
import { isMachineOnly, readRequest } from './order.ts';
import type { CommandLine } from './order.ts';
import { traced } from './traced.ts';
import type { Trace } from './traced.ts';

const refuseAlways =
  (of: Refusal): Handle =>
  async (exchange) =>
    sendProblem(exchange, of);

/** The key of the instance, as it was written or found. */
const keyIn = ({ note, aggregate }: CommandEntry, written: Written): string | undefined => {
  const { identifiedBy } = aggregate;
  return textOf(note.fields[identifiedBy]?.read(written[identifiedBy]));
};

/** The answer was given, or is under way. */
type Answering = FastifyReply | Promise<unknown>;

/** A command that is ready, and how its sender is answered. */
type Ready = {
  readonly business: Business;
  readonly route: Route & { readonly action: CommandAction };
  readonly scope: Scope;
  readonly caller: Caller;
  readonly request: Request;
  readonly prepared: Exclude<Prepared, { readonly is: 'refused' }>;
};

const refusedAs =
  ({ business, scope, caller, request: { command, written } }: Ready) =>
  (outcome: Refused): Refusal => {
    const key = keyIn(command, written);
    return refusedWith(outcome, { business, command, scope, caller, key });
  };

const sendRefused = (exchange: Exchange, ready: Ready, refused: Refusal): FastifyReply => {
  const { business, caller, request } = ready;
  const { command, written } = request;
  const key = keyIn(command, written);
  noteCommand(exchange, { business, command, caller, key, rejection: refused.rejection });
  return sendProblem(exchange, refused);
};

const answered = (exchange: Exchange, ready: Ready, outcome: Outcome): FastifyReply => {
  if (outcome.is !== 'done') return sendRefused(exchange, ready, refusedAs(ready)(outcome));
  const { route, request, scope, business, caller } = ready;
  const { command } = request;
  const { key, caseId } = outcome;
  noteCommand(exchange, { business, command, caller, key, caseId });
  const { action, isDocumented } = route;
  const at = isDocumented ? absolute(scope, originIn(exchange)) : scope;
  const http = action.answers;
  return send(exchange, answerOf(at, { command, done: outcome, isDocumented, http }));
};

/** As a preview, or held to one. */
const performShown = (exchange: Exchange, ready: Ready): Promise<FastifyReply> => {
  const { business, caller, prepared, request } = ready;
  const { command } = request;
  const asked = { business, caller, command, prepared, refuse: refusedAs(ready) };
  return handlePreview(exchange, asked, (outcome, facts) =>
    facts && outcome.is !== 'done'
      ? sendRefused(exchange, ready, { ...asked.refuse(outcome), facts })
      : answered(exchange, ready, outcome),
  );
};

const perform = (exchange: Exchange, ready: Ready): Answering => {
  const { business, prepared } = ready;
  if (isOfPreview(exchange)) return performShown(exchange, ready);
  if (prepared.is === 'closed') return answered(exchange, ready, prepared.outcome);
  const issued = business.running.issue(prepared.order);
  // A reply is waited for as a promise is: it goes no further than this.
  return issued.then((outcome) => void answered(exchange, ready, outcome));
};

/** A preview is no attempt: it leaves no entry. */
const refuseBefore = (
  exchange: Exchange,
  refused: Refusal,
  of: Pick<CommandEnded, 'business' | 'command' | 'caller'>,
): FastifyReply => {
  const { rejection } = refused;
  if (!prefersPreview(exchange)) noteCommand(exchange, { ...of, rejection });
  return sendProblem(exchange, refused);
};

/** What a line of commands serves, and from where. */
type Line = Pick<Ready, 'business' | 'route' | 'scope'> & { readonly asking: CommandLine };

type Read = Pick<Ready, 'caller' | 'request'>;

const performIfRight = (
  line: Line,
  exchange: Exchange,
  { caller, request, prepared }: Read & { readonly prepared: Prepared },
): Answering => {
  const { business, route, scope } = line;
  if (prepared.is !== 'refused') {
    return perform(exchange, { business, route, scope, caller, request, prepared });
  }
  const { command } = request;
  return refuseBefore(exchange, prepared.refusal, { business, command, caller });
};

/**
 * Nothing is waited for that is there already: to wait costs each command more than to read it.
 * @param traceparent of the span that it is, or comes after.
 */
const handleAs = (
  line: Line,
  exchange: Exchange,
  { identified, traceparent }: { readonly identified: Identified; readonly traceparent: Trace },
): Answering => {
  if (identified.is === 'refused') return sendProblem(exchange, identified.refusal);
  const { headers, body } = exchange.request;
  const { asking } = line;
  const parameters = parameterValues(exchange, asking.parameters.length);
  const read = readRequest(asking, { headers, body, parameters, traceparent });
  if (read.is === 'refused') return sendProblem(exchange, read.refusal);
  const { caller } = identified;
  const { request } = read;
  const prepared = prepare(request, caller);
  return prepared instanceof Promise
    ? prepared.then((of) => performIfRight(line, exchange, { caller, request, prepared: of }))
    : performIfRight(line, exchange, { caller, request, prepared });
};

export const commandHandler = (
  business: Business,
  route: Route & { readonly action: CommandAction },
  scope: Scope,
): Handle => {
  if (isMachineOnly(route.action)) return refuseAlways(refusal('Forbidden'));
  const asking = { business, action: route.action, parameters: parametersOf(route.path) };
  const line: Line = { business, route, scope: encodedScope(scope), asking };
  const handle = (exchange: Exchange, traceparent: Trace): Answering => {
    const identified = identify(exchange, business);
    return identified instanceof Promise
      ? identified.then((of) => handleAs(line, exchange, { identified: of, traceparent }))
      : handleAs(line, exchange, { identified, traceparent });
  };
  const at = `${scope.prefix}${route.path}`;
  return (exchange) => traced(exchange, at, handle);
};
