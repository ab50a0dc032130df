// What events would set in motion in a context, if they happened: the commands that its policies,
// processes and sagas would send. Nothing of it is sent, and no memory moves.

import { messageOf } from '@dure/domain';
import type { AnyMessage } from '@dure/domain';
import { policyKnownFor, routeKnown } from '../commands/knowledge.ts';
import type { Engine, TurnTools } from '../engine.ts';
import { processId } from '../ids.ts';
import type { Route } from '../registry.ts';
import { Failure } from '../turn/items.ts';
import { dataOf } from '../turn/messages.ts';
import type { Foreseen, PreviewedCommand } from './contract.ts';
import { readingTurn } from './reading-turn.ts';

/** A policy that fails now would stop its case later, and says nothing here. */
export const foreseeIn = async (
  engine: Engine,
  { context, events }: Foreseen,
): Promise<readonly PreviewedCommand[]> => {
  const routes = engine.registry.routes.get(context);
  const turn = await readingTurn(engine, 0);
  const all: PreviewedCommand[] = [];
  for (const { type, data } of events) {
    const message = messageOf({ type, data });
    for (const route of routes?.get(type) ?? []) {
      const sent = await turn.workspace.attempt(() => sentBy(turn, route, message));
      if (!(sent instanceof Failure)) all.push(...sent.map(shownAs(engine, route, type)));
    }
  }
  return all;
};

const sentBy = (turn: TurnTools, route: Route, message: AnyMessage): readonly AnyMessage[] => {
  const { engine, now } = turn;
  if (route.of === 'view') return [];
  if (route.of === 'policy') {
    const { when, react } = route.it;
    if (when && !engine.setting(when)) return [];
    return [react(message, routeKnown(engine, now)) ?? []].flat();
  }
  const key = route.it.caseOf(message);
  if (key === undefined) return [];
  const memory = turn.workspace.get('process', processId(route.name, key))?.body;
  return route.it.step(memory, message, policyKnownFor(turn, now)).sends;
};

const shownAs =
  ({ context, registry }: Engine, { of, name }: Route, whenever: string) =>
  (command: AnyMessage): PreviewedCommand => ({
    context,
    by: { kind: of === 'process' && registry.sagas.has(name) ? 'saga' : 'policy', name },
    type: command.type,
    target: registry.contextOf(command.type) ?? '',
    data: dataOf(command),
    whenever,
  });
