// The way of a command through the gateway: who, what, whose, then the kernel, then the answer.

import { prepare, refusal, textOf } from '@dure/access';
import type {
  Business,
  Caller,
  CommandEntry,
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
import { absolute } from '../hal/paths.ts';
import type { Scope } from '../hal/paths.ts';
import { identify } from '../identity/identify.ts';
import { handlePreview, isOfPreview, prefersPreview } from '../previews/handle.ts';
import { parametersOf } from '../routes/route.ts';
import type { CommandAction, Route } from '../routes/route.ts';
import { originIn, parameterValues, send, sendProblem } from '../server/exchange.ts';
import type { Exchange, Handle } from '../server/exchange.ts';
import { answerOf, refusedWith } from './answer.ts';
import { isMachineOnly, readRequest } from './order.ts';
import { traced } from './traced.ts';

const refuseAlways =
  (of: Refusal): Handle =>
  async (exchange) =>
    sendProblem(exchange, of);

/** The key of the instance, as it was written or found. */
const keyIn = ({ note, aggregate }: CommandEntry, written: Written): string | undefined => {
  const { identifiedBy } = aggregate;
  return textOf(note.fields[identifiedBy]?.read(written[identifiedBy]));
};

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
  const answering = { command, done: outcome, isDocumented };
  return send(exchange, answerOf(at, { ...answering, http: action.answers }));
};

const perform = async (exchange: Exchange, ready: Ready): Promise<FastifyReply> => {
  const { business, caller, prepared, request } = ready;
  if (isOfPreview(exchange)) {
    const { command } = request;
    const asked = { business, caller, command, prepared, refuse: refusedAs(ready) };
    return handlePreview(exchange, asked, (outcome, facts) =>
      facts && outcome.is !== 'done'
        ? sendRefused(exchange, ready, { ...asked.refuse(outcome), facts })
        : answered(exchange, ready, outcome),
    );
  }
  if (prepared.is === 'closed') return answered(exchange, ready, prepared.outcome);
  return answered(exchange, ready, await business.running.issue(prepared.order));
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

export const commandHandler = (
  business: Business,
  route: Route & { readonly action: CommandAction },
  scope: Scope,
): Handle => {
  const { action } = route;
  if (isMachineOnly(action)) return refuseAlways(refusal('Forbidden'));
  const parameters = parametersOf(route.path);
  const line = { business, action, parameters };

  const handle = async (
    exchange: Exchange,
    traceparent: string | undefined,
  ): Promise<FastifyReply> => {
    const identifying = identify(exchange, business);
    const identified = identifying instanceof Promise ? await identifying : identifying;
    if (identified.is === 'refused') return sendProblem(exchange, identified.refusal);
    const { headers, body } = exchange.request;
    const asked = { headers, body, parameters: parameterValues(exchange, parameters.length) };
    const read = readRequest(line, asked);
    if (read.is === 'refused') return sendProblem(exchange, read.refusal);
    const { caller } = identified;
    const request = { ...read.request, traceparent };
    const preparing = prepare(request, caller);
    const prepared = preparing instanceof Promise ? await preparing : preparing;
    if (prepared.is === 'refused') {
      return refuseBefore(exchange, prepared.refusal, {
        business,
        command: request.command,
        caller,
      });
    }
    return perform(exchange, { business, route, scope, caller, request, prepared });
  };
  const at = `${scope.prefix}${route.path}`;
  return (exchange) => traced(exchange, at, (traceparent) => handle(exchange, traceparent));
};
