// The way of a command through the gateway: who, what, whose, then the kernel, then the answer.

import { prepare, refusal, textOf } from '@dure/access';
import type { Business, CommandEntry, Refusal, Written } from '@dure/access';
import { absolute } from '../hal/paths.ts';
import type { Scope } from '../hal/paths.ts';
import { identify } from '../identity/identify.ts';
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

export const commandHandler = (
  business: Business,
  route: Route & { readonly action: CommandAction },
  scope: Scope,
): Handle => {
  const { action, isDocumented } = route;
  if (isMachineOnly(action)) return refuseAlways(refusal('Forbidden'));
  const parameters = parametersOf(route.path);
  const line = { business, action, parameters };
  const scopeIn = (exchange: Exchange): Scope =>
    isDocumented ? absolute(scope, originIn(exchange)) : scope;

  return async (exchange) => {
    const identifying = identify(exchange, business);
    const identified = identifying instanceof Promise ? await identifying : identifying;
    if (identified.is === 'refused') return sendProblem(exchange, identified.refusal);
    const { headers, body } = exchange.request;
    const asked = { headers, body, parameters: parameterValues(exchange, parameters.length) };
    const read = readRequest(line, asked);
    if (read.is === 'refused') return sendProblem(exchange, read.refusal);
    const { caller } = identified;
    const preparing = prepare(read.request, caller);
    const prepared = preparing instanceof Promise ? await preparing : preparing;
    if (prepared.is === 'refused') return sendProblem(exchange, prepared.refusal);
    const { command, written } = read.request;
    const outcome =
      prepared.is === 'closed' ? prepared.outcome : await business.running.issue(prepared.order);
    if (outcome.is === 'done') {
      const answering = { command, done: outcome, isDocumented, http: action.answers };
      return send(exchange, answerOf(scopeIn(exchange), answering));
    }
    const key = keyIn(command, written);
    return sendProblem(exchange, refusedWith(outcome, { business, command, scope, caller, key }));
  };
};
