// What an event does here besides commands: it moves processes and redraws rows.

import { isDeepStrictEqual } from 'node:util';
import type { AnyMessage, Saga, View } from '@dure/domain';
import type { TurnTools } from './engine.ts';
import { policyKnownFor, routeKnown, viewTag } from './known.ts';
import type { Item, Json } from './ports.ts';
import { messageOf } from './work.ts';
import type { ProcessUnit, RouteUnit, ViewUnit } from './work.ts';

/** Folds an event into the memory of its case, and writes the commands that follow to the log. */
export const runProcess = (turn: TurnTools, unit: ProcessUnit): void => {
  const { engine, workspace } = turn;
  const process = engine.registry.processes.get(unit.process);
  if (!process) return;
  const id = `${unit.process}/${unit.key}`;
  const { record } = unit.delivered;
  const memory = workspace.get('process', id)?.body;
  const event = messageOf(record);
  const { memory: after, sends } = process.step(memory, event, policyKnownFor(turn, record.at));
  const saga = engine.registry.sagas.get(unit.process);
  if (!isDeepStrictEqual(memory, after)) remember(turn, { id, saga, unit, memory: after });
  for (const message of sends) send(turn, unit, id, message);
};

type Remembered = {
  readonly id: string;
  readonly saga: Saga | undefined;
  readonly unit: ProcessUnit;
  readonly memory: unknown;
};

const remember = (turn: TurnTools, { id, saga, unit, memory }: Remembered): void => {
  const stalls = saga && isMachineStep(saga, memory);
  const at = turn.now + turn.engine.limits.sagaStalledMs;
  turn.workspace.put({
    drawer: 'process',
    id,
    body: memory as Json, // A process remembers what its events carry, which is JSON.
    tag: unit.delivered.record.caseId,
    ...(stalls ? { at } : {}),
  });
  turn.workspace.remove({ drawer: 'work', id: `stalled/${id}` });
  if (stalls) turn.wakeAt(at);
};

/** Whether the step that the saga stands at waits for a machine, which should not take long. */
const isMachineStep = (saga: Saga, memory: unknown): boolean => {
  const { step, status } = memory as { readonly step?: number; readonly status?: string };
  const at = step === undefined ? undefined : saga.steps[step];
  return status === 'running' && at !== undefined && at.waitsFor === undefined;
};

/** Asks a policy again what an event sets in motion, and writes that to the log. */
export const sendRouted = (turn: TurnTools, { of, name, delivered }: RouteUnit): void => {
  const { registry, setting } = turn.engine;
  const event = messageOf(delivered.record);
  if (of === 'process') registry.processes.get(name)?.caseOf(event);
  const view = of === 'view' ? registry.views.get(name) : undefined;
  if (view) rowsTouched(view, delivered);
  const policy = of === 'policy' ? registry.context.policies[name] : undefined;
  const commands = policy?.react(event, routeKnown(setting, delivered.record.at));
  const unit = { process: name, delivered };
  for (const command of [commands ?? []].flat()) send(turn, unit, `policy/${name}`, command);
};

type Sender = Pick<ProcessUnit, 'process' | 'delivered'>;

const send = (turn: TurnTools, unit: Sender, subject: string, message: AnyMessage): void => {
  const { engine, workspace } = turn;
  const target = engine.registry.contextOf(message.type);
  if (target === undefined) throw new Error(`No context takes ${message.type}.`);
  const { type, ...data } = message;
  const { record, id } = unit.delivered;
  workspace.append({
    kind: 'command',
    type,
    subject,
    caseId: record.caseId,
    at: turn.now,
    data: data as unknown as { [field: string]: Json }, // A note's fields are JSON.
    causedBy: id,
    actor: `${engine.registry.sagas.has(unit.process) ? 'saga' : 'policy'}:${unit.process}`,
    target,
    ...(record.traceparent === undefined ? {} : { traceparent: record.traceparent }),
  });
};

/** Puts a saga that stands still on the work list. */
export const noteStalled = (turn: TurnTools, item: Item): void => {
  const { at: _at, ...rest } = item;
  turn.workspace.put(rest);
  turn.workspace.put({
    drawer: 'work',
    id: `stalled/${item.id}`,
    body: {
      kind: 'stalled',
      caseId: item.tag ?? item.id,
      ko: `${item.id} 단계가 멈춰 있습니다`,
      en: `${item.id} stands still`,
    },
    at: turn.now,
  });
};

export type Drawn = 'drawn' | 'early';

/** The fact that a partition keeps a generation true that nobody reads yet; 0 when there is none. */
export const buildingFact = (view: string): string => `building:${view}`;

/** Redraws a row in the generation that is read, and in the one that is being built. */
export const draw = (turn: TurnTools, unit: ViewUnit): Drawn => {
  const drawn = drawRow(turn, unit, viewTag(turn, unit.view));
  const building = Number(turn.workspace.facts[buildingFact(unit.view)] ?? 0);
  if (drawn === 'drawn' && building > 0) drawRow(turn, unit, `${unit.view}@${building}`);
  return drawn;
};

/** Redraws one row. An update whose row is not there yet is early, unless it says so itself. */
export const drawRow = (turn: TurnTools, unit: ViewUnit, tag: string): Drawn => {
  const view = turn.engine.registry.views.get(unit.view);
  if (!view) return 'drawn';
  const id = `${tag}/${unit.key}`;
  const { record } = unit.delivered;
  const item = turn.workspace.get('row', id);
  const event = messageOf(record);
  const row = item?.body as { readonly [field: string]: unknown } | undefined;
  const fold = row ? view.updates[event.type] : view.creates[event.type];
  if (!fold) return row || record.data['early'] === true ? 'drawn' : 'early';
  const next = fold(event, row, { key: unit.fields, at: record.at });
  if (next === undefined) {
    turn.workspace.remove({ drawer: 'row', id });
    return 'drawn';
  }
  const body = next as Json; // A row holds what shapes describe, which is JSON.
  const at = Math.max(item?.at ?? 0, record.at);
  turn.workspace.put({ drawer: 'row', id, body, tag, at });
  return 'drawn';
};

/** The rows of a view that an event touches. */
export const rowsTouched = (
  view: View,
  delivered: ViewUnit['delivered'],
): readonly Pick<ViewUnit, 'key' | 'fields'>[] =>
  view
    .rowsOf(messageOf(delivered.record), delivered.record.at)
    .map((fields) => ({ fields, key: view.key.map((name) => String(fields[name])).join('|') }));
