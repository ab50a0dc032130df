// What no route serves: no such path, another method, or the question what there is.

import { ownRefusals, problem } from '../answers/own-refusals.ts';
import { methodsAt, nearMisses } from '../routes/find.ts';
import type { Served } from '../routes/find.ts';
import { pathIn, send, sendProblem } from './exchange.ts';
import type { Handle } from './exchange.ts';

const noSuchPath = (served: readonly Served[], path: string) => {
  const near = nearMisses(served, path);
  const { ko, en } = ownRefusals.NoSuchPath.title;
  const words =
    near.length === 0
      ? { ko, en }
      : { ko: `${ko}. 혹시: ${near.join(', ')}`, en: `${en}. Perhaps: ${near.join(', ')}` };
  return problem('NoSuchPath', { words, facts: { near } });
};

export const missingHandler =
  (served: readonly Served[]): Handle =>
  async (exchange) => {
    const path = pathIn(exchange);
    const methods = methodsAt(served, path);
    if (methods.length === 0) return sendProblem(exchange, noSuchPath(served, path));
    const allow = methods.join(', ');
    if (exchange.request.method === 'OPTIONS') {
      return send(exchange, { http: 204, type: 'text/plain', headers: { allow } });
    }
    return sendProblem(exchange, problem('WrongMethod', { headers: { allow }, facts: { allow } }));
  };
