// What a decision is about, and what it knows. The same turn gives the same knowledge.

import type { AnyMessage, AnyState, By, Known, PolicyKnown } from '@dure/domain';
import type { Outcome } from '../api.ts';
import type { Engine, LookUps, TurnTools } from '../engine.ts';
import { loadedIn } from '../turn/aggregate-repository.ts';
import type { LoadedAggregate } from '../turn/aggregate-repository.ts';
import { instanceId, partitionOf, rowId, rowKey } from '../ids.ts';
import { fieldOf } from '../turn/messages.ts';
import type { CommandUnit } from '../turn/messages.ts';
import type { Minted } from './ask-answers.ts';
import { viewTag } from '../projections/project.ts';

export type CommandContext = {
  readonly turn: TurnTools;
  readonly unit: CommandUnit;
  readonly loaded: LoadedAggregate;
  /** With its identifying field, minted where the sender left it out. */
  readonly command: AnyMessage;
  readonly caseId: string;
  readonly minted: Minted;
};

/** How a command ended in its turn. */
export type Ended = Exclude<Outcome, { is: 'keyReused' | 'failed' }>;

/** The business key that a message names; else the instance's own key. */
export const caseIn = ({ engine }: TurnTools, message: object, key: string): string => {
  const name = fieldOf(message, engine.registry.system.businessKey);
  return typeof name === 'string' ? name : key;
};

/** Who issues a command, as records tell it. */
export const actorOf = ({ by }: CommandUnit): string =>
  by.kind === 'actor' ? `${by.name}:${by.subject ?? '-'}` : `${by.kind}:${by.name}`;

export const subjectOf = ({ engine }: TurnTools, command: string, key: string): string =>
  instanceId(engine.registry.deciders.get(command)?.name ?? '', key);

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

/** The state of an instance of the same context; nothing, where it has not begun. */
const stateOf = (turn: TurnTools, name: string, key: string): AnyState | undefined => {
  const { registry, context } = turn.engine;
  const aggregate = registry.aggregates.get(name);
  const whole = aggregate?.registers.find(({ per }) => per === undefined);
  if (!aggregate || !whole) throw new Error(`There is no ${name} in ${context}.`);
  const state = loadedIn(turn, aggregate, key).instance.state(whole);
  return state.is === whole.initial.is ? undefined : state;
};

const rowOf = ({ workspace }: TurnTools, view: string, key: readonly string[]): unknown =>
  workspace.get('row', rowId(viewTag(workspace, view), rowKey(key)))?.body;

const countOf = (turn: TurnTools, name: string, states: readonly string[]): number => {
  const isCounted = turn.engine.registry.aggregates.get(name)?.isCounted;
  if (!isCounted) throw new Error(`${name} needs isCounted: true.`);
  const tags = states.map((state) => `${name}:${state}`);
  return tags.reduce((sum, tag) => sum + turn.workspace.counted(tag), 0);
};

/** All that a turn decides shares them. */
const lookUpsOf = (turn: TurnTools): LookUps =>
  (turn.lookUps ??= {
    // The aggregate's own type says what its states are; the store holds nothing else.
    find: ((aggregate, of) => stateOf(turn, aggregate.name, of)) as Known['find'],
    // The view's own shapes say what its rows are.
    row: ((view, ...of) => rowOf(turn, view.name, of)) as Known['row'],
    count: (aggregate, ...states) => countOf(turn, aggregate.name, states),
  });

type Deciding = {
  readonly by: By;
  /** Takes the ids that are minted now. */
  readonly minted: Minted;
  /** The ids that were minted when the same was decided before. */
  readonly replay: Minted | undefined;
};

export const knownFor = (turn: TurnTools, { by, minted, replay }: Deciding): Known => {
  const mint = (kind: string): string => {
    const id = replay?.[minted.length] ?? mintIn(turn, kind);
    minted.push(id);
    return id;
  };
  const { find, row, count } = lookUpsOf(turn);
  const { now, today } = turn;
  const { setting } = turn.engine;
  // `mintIn` begins every id with its kind.
  return { now, today, by, setting, mint: mint as Known['mint'], find, row, count };
};

/** What a process knows: the instant is the event's, so that it is the same when repeated. */
export const policyKnownFor = (turn: TurnTools, at: number): PolicyKnown => {
  const { setting, calendar } = turn.engine;
  const { find, row } = lookUpsOf(turn);
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
