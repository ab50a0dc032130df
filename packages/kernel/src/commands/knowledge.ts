// What a decision knows, taken from the turn. The same turn gives the same knowledge.

import type { AnyState, By, Known, PolicyKnown } from '@dure/domain';
import type { Engine, TurnTools } from '../engine.ts';
import { partitionOf, rowId, rowKey } from '../ids.ts';
import { viewTag } from '../projections/generations.ts';
import type { LookUps, Minted } from './look-ups.ts';
import type { AggregateRepository } from '../turn/aggregate-repository.ts';
import type { Workspace } from '../turn/workspace.ts';

/**
 * The next id of a kind. Each partition takes only the ordinals that lead to itself, so that no
 * partition needs to ask another.
 */
export const mintIn = ({ engine, partition, workspace }: TurnTools, kind: string): string => {
  const fact = `next:${kind}`;
  const { partitions } = engine.store;
  let ordinal = Number(workspace.facts[fact] ?? 1);
  while (partitionOf(`${kind}-${ordinal}`, partitions) !== partition) ordinal += 1;
  workspace.setFact(fact, ordinal + 1);
  return `${kind}-${ordinal}`;
};

/** Notes that an id was brought along, so that it is not minted again. */
export const noteId = ({ workspace }: TurnTools, id: string): void => {
  // Only what could have been minted: a key that ends like an id is not one.
  const [, kind, digits] = /^([a-z][a-zA-Z0-9]*)-(\d{1,15})$/.exec(id) ?? [];
  if (kind === undefined) return;
  const fact = `next:${kind}`;
  const ordinal = Number(digits);
  if (Number(workspace.facts[fact] ?? 1) <= ordinal) workspace.setFact(fact, ordinal + 1);
};

/** What is looked up while a turn decides; made once for all its decisions. */
export const lookUpsIn = (
  { registry, context }: Engine,
  workspace: Workspace,
  instances: AggregateRepository,
): LookUps => {
  const stateOf = (name: string, key: string): AnyState | undefined => {
    const aggregate = registry.aggregate(name);
    const whole = aggregate?.registers.find(({ per }) => per === undefined);
    if (!aggregate || !whole) throw new Error(`There is no ${name} in ${context}.`);
    const state = instances.get(aggregate, key).instance.state(whole);
    return state.is === whole.initial.is ? undefined : state;
  };
  const countOf = (name: string, states: readonly string[]): number => {
    if (!registry.aggregate(name)?.isCounted) throw new Error(`${name} needs isCounted: true.`);
    const tags = states.map((state) => `${name}:${state}`);
    return tags.reduce((sum, tag) => sum + workspace.counted(tag), 0);
  };
  return {
    // The aggregate's own type says what its states are; the store holds nothing else.
    find: ((aggregate, key) => stateOf(aggregate.name, key)) as Known['find'],
    // The view's own shapes say what its rows are.
    row: ((view, ...key) =>
      workspace.get('row', rowId(viewTag(workspace, view.name), rowKey(key)))
        ?.body) as Known['row'],
    count: (aggregate, ...states) => countOf(aggregate.name, states),
  };
};

type Deciding = {
  readonly by: By;
  /** Takes the ids that are minted now. */
  readonly minted: Minted;
  /** The ids that were minted when the same was decided before. */
  readonly replay: Minted;
};

export const knownFor = (turn: TurnTools, { by, minted, replay }: Deciding): Known => {
  const { find, row, count } = turn.lookUps;
  const mint = (kind: string): string => {
    const id = replay[minted.length] ?? mintIn(turn, kind);
    minted.push(id);
    return id;
  };
  return {
    now: turn.now,
    today: turn.today,
    by,
    setting: turn.engine.setting,
    mint: mint as Known['mint'], // `mintIn` begins every id with its kind.
    find,
    row,
    count,
  };
};

/** What a process knows: the instant is the event's, so that it is the same when repeated. */
export const policyKnownFor = (turn: TurnTools, at: number): PolicyKnown => {
  const { find, row } = turn.lookUps;
  const { setting, calendar } = turn.engine;
  return { now: at, today: calendar.dayOf(at), setting, find, row };
};

/**
 * What a policy without a memory knows. It is asked outside of a turn, and must give the same
 * commands whenever it is asked again: it cannot look anything up.
 */
export const routeKnown = (
  { setting, calendar }: Pick<Engine, 'setting' | 'calendar'>,
  at: number,
): PolicyKnown => {
  const refuse = (): never => {
    throw new Error('A policy cannot look things up: use a process, or let the command do it.');
  };
  return { now: at, today: calendar.dayOf(at), setting, find: refuse, row: refuse };
};
