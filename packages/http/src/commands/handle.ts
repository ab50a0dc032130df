// The way of a command through the gateway: who, what, whose, then the kernel, then the answer.

import type { Problem } from '../answers/problem.ts';
import { problem } from '../answers/refusals.ts';
import type { Business } from '../business/business.ts';
import type { Scope } from '../hal/paths.ts';
import { parametersOf } from '../routes/route.ts';
import type { CommandAction, Route } from '../routes/route.ts';
import { parameterValues, send, sendProblem } from '../server/exchange.ts';
import type { Handle } from '../server/exchange.ts';
import { answerOf, problemFor } from './answer.ts';
import { isMachineOnly, orderOf } from './order.ts';
import type { Asked } from './order.ts';

const refuseAlways =
  (of: Problem): Handle =>
  async (exchange) =>
    sendProblem(exchange, of);

export const commandHandler = (
  business: Business,
  route: Route & { readonly action: CommandAction },
  scope: Scope,
): Handle => {
  const { action } = route;
  if (isMachineOnly(action)) return refuseAlways(problem('Forbidden'));
  const parameters = parametersOf(route.path);
  const line = { business, action, parameters };

  return async (exchange) => {
    const { door, request } = exchange;
    const identifying = door.identity.identify(request, business);
    const identified = identifying instanceof Promise ? await identifying : identifying;
    if (identified.is === 'refused') return sendProblem(exchange, identified.problem);
    const asked: Asked = {
      headers: request.headers,
      body: request.body,
      parameters: parameterValues(exchange, parameters.length),
    };
    const { caller } = identified;
    const ordering = orderOf(line, asked, caller);
    const ordered = ordering instanceof Promise ? await ordering : ordering;
    if (ordered.is === 'refused') return sendProblem(exchange, ordered.problem);
    const { order, command } = ordered;
    const outcome = await business.running.issue(order);
    if (outcome.is === 'done') {
      return send(exchange, answerOf(scope, command, { done: outcome, http: action.answers }));
    }
    // Any message may be read by field name.
    const data = order.command as unknown as { readonly [field: string]: string };
    const key = data[command.aggregate.identifiedBy];
    return sendProblem(exchange, problemFor(outcome, { business, command, scope, caller, key }));
  };
};
