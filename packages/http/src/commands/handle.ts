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
import { absolute } from '../hal/paths.ts';
import type { Scope } from '../hal/paths.ts';
import { identify } from '../identity/identify.ts';
import { handlePreview, isOfPreview } from '../previews/handle.ts';
import { parametersOf } from '../routes/route.ts';
import type { CommandAction, Route } from '../routes/route.ts';
import { originIn, parameterValues, send, sendProblem } from '../server/exchange.ts';
import type { Exchange, Handle } from '../server/exchange.ts';
import { answerOf, refusedWith } from './answer.ts';
import { isMachineOnly, readRequest } from './order.ts';

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

const answered = (exchange: Exchange, ready: Ready, outcome: Outcome): FastifyReply => {
  if (outcome.is !== 'done') return sendProblem(exchange, refusedAs(ready)(outcome));
  const { route, request, scope } = ready;
  const { action, isDocumented } = route;
  const at = isDocumented ? absolute(scope, originIn(exchange)) : scope;
  const answering = { command: request.command, done: outcome, isDocumented };
  return send(exchange, answerOf(at, { ...answering, http: action.answers }));
};

const perform = async (exchange: Exchange, ready: Ready): Promise<FastifyReply> => {
  const { business, prepared, request } = ready;
  if (isOfPreview(exchange)) {
    const { command } = request;
    const asked = { business, command, prepared, refuse: refusedAs(ready) };
    return handlePreview(exchange, asked, (outcome) => answered(exchange, ready, outcome));
  }
  if (prepared.is === 'closed') return answered(exchange, ready, prepared.outcome);
  return answered(exchange, ready, await business.running.issue(prepared.order));
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

  return async (exchange) => {
    const identifying = identify(exchange, business);
    const identified = identifying instanceof Promise ? await identifying : identifying;
    if (identified.is === 'refused') return sendProblem(exchange, identified.refusal);
    const { headers, body } = exchange.request;
    const asked = { headers, body, parameters: parameterValues(exchange, parameters.length) };
    const read = readRequest(line, asked);
    if (read.is === 'refused') return sendProblem(exchange, read.refusal);
    const { caller } = identified;
    const { request } = read;
    const preparing = prepare(request, caller);
    const prepared = preparing instanceof Promise ? await preparing : preparing;
    if (prepared.is === 'refused') return sendProblem(exchange, prepared.refusal);
    return perform(exchange, { business, route, scope, caller, request, prepared });
  };
};
