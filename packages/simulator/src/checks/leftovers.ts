// When nothing is under way any more, nothing is left over, and every case has come to its end.

import type { Saga, System } from '@dure/domain';
import { instanceId, instanceIn, processIn, routingKeyOf } from '@dure/kernel/ids';
import type { Item } from '@dure/kernel/ports';
import type { Finding } from '../finding.ts';
import { isOpen } from '../aggregate-model.ts';
import type { MachineState } from '../aggregate-model.ts';
import type { StoreModel } from '../store-model.ts';
import type { World } from '../world.ts';

export const checkLeftovers = (world: World): readonly Finding[] => [
  ...[...world.storeModels].flatMap(([context, model]) => [
    ...openAsks(context, model),
    ...parked(context, model),
    ...overdue(context, model, world.timeline.now),
    ...stalled(context, model),
  ]),
  ...unfinished(world),
];

const said = (body: Item['body'], field: string): string => {
  // A body of the kernel's is an object, whose fields may be read by name.
  const value = (body as { readonly [field: string]: unknown } | null)?.[field];
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** An instance has an instant while its ask is open, and at no other time. */
const openAsks = (context: string, model: StoreModel): readonly Finding[] =>
  [...model.items('instance').values()]
    .filter(({ body }) => said(body, 'ask') !== undefined)
    .map(({ id, body }) => ({
      of: 'P5',
      caseId: instanceIn(id).key,
      words: `${context}: ${id} still asks ${said(body, 'ask')}.`,
    }));

const parked = (context: string, model: StoreModel): readonly Finding[] =>
  [...model.items('parked').values()].map((item) => ({
    of: 'P7',
    caseId: routingKeyOf(item),
    words: `${context}: ${item.id} is ${said(item.body, 'state')}: ${said(item.body, 'cause')}`,
  }));

const overdue = (context: string, model: StoreModel, now: number): readonly Finding[] =>
  [...model.items('deadline').values()]
    .filter(({ at = Infinity }) => at <= now)
    .map(({ id, body }) => ({
      of: 'P6',
      caseId: said(body, 'caseId'),
      words: `${context}: deadline ${id} has passed and was not sent.`,
    }));

const stalled = (context: string, model: StoreModel): readonly Finding[] =>
  [...model.items('work').values()]
    .filter(({ body }) => said(body, 'kind') !== 'reminder')
    .map(({ id, body }) => ({
      of: 'G6',
      caseId: said(body, 'caseId'),
      words: `${context}: ${id} is on the work list: ${said(body, 'en')}`,
    }));

/** Who is in an open state waits for a deadline that is to come, or for a person by name. */
const unfinished = (world: World): readonly Finding[] => {
  const waiting = new Set([...pendingSubjects(world), ...casesOfPeople(world)]);
  return [...world.aggregateModel.all]
    .filter((machine) => isOpen(machine) && !waitsIn(waiting, machine))
    .map(({ aggregate, key, register, entry, state }) => ({
      of: 'G6',
      caseId: entry ?? key,
      words:
        `${aggregate.name}/${key} ${[register, entry].filter(Boolean).join(' ')} is still ` +
        `${state.is}, and waits for nobody.`,
    }));
};

const waitsIn = (waiting: ReadonlySet<string>, { aggregate, key, entry }: MachineState): boolean =>
  waiting.has(instanceId(aggregate.name, key)) || waiting.has(entry ?? key);

const pendingSubjects = ({ storeModels }: World): readonly string[] =>
  [...storeModels.values()].flatMap((model) =>
    [...model.items('deadline').values()].flatMap(({ body }) => [
      said(body, 'subject'),
      said(body, 'caseId'),
    ]),
  );

/** The cases whose sagas stand at a step that waits for a person. */
const casesOfPeople = ({ system, storeModels }: World): readonly string[] =>
  [...storeModels.values()].flatMap((model) =>
    [...model.items('process').values()]
      .filter((item) => stepOf(system, item)?.waitsFor !== undefined)
      .map(({ id }) => processIn(id).key),
  );

const stepOf = (system: System, { id, body }: Item): Saga['steps'][number] | undefined => {
  const { name } = processIn(id);
  const saga = system.contexts.flatMap(({ sagas }) => sagas[name] ?? [])[0];
  return said(body, 'status') === '"running"' || said(body, 'status') === 'running'
    ? saga?.steps.find((step) => step.name === said(body, 'at'))
    : undefined;
};
