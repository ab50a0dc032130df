// Decides one command in a turn. What comes of it goes to the workspace.

import { conclude, decide, needPlain, placeOf } from '@dure/domain';
import type { AnyMessage, AnyAggregate, Asked, Verdict } from '@dure/domain';
import type { Engine, TurnTools } from '../engine.ts';
import { fieldOf, dataOf, keyIn } from '../turn/messages.ts';
import type { CommandUnit, Data } from '../turn/messages.ts';
import { loadedIn } from '../turn/aggregate-repository.ts';
import type { LoadedAggregate } from '../turn/aggregate-repository.ts';
import { answerIn, isSameAsk } from './ask-answers.ts';
import type { Answered } from './ask-answers.ts';
import { needNamed } from './opened.ts';
import { append, openCommands, outcomeAfter, statusOf } from './outcome.ts';
import { caseIn, knownFor, mintIn } from './knowledge.ts';
import type { CommandContext, Ended } from './knowledge.ts';

/** A decision that needs an answer first. */
export type Asking = {
  readonly is: 'asking';
  readonly context: CommandContext;
  readonly asked: Asked<unknown>;
};

/** The instance has an open ask; the command is to come again. */
export type Waits = { readonly is: 'waits'; readonly loaded: LoadedAggregate };

export type Performed = Asking | Waits | Ended;

export type Result = {
  readonly performed: Performed;
  /**
   * What became of the answer that was brought: the board decided, or had no decision for the
   * callee's refusal. Nothing, where it is not the answer to what is asked now.
   */
  readonly answer?: 'decided' | 'passedOn';
};

const withNewId = (turn: TurnTools, aggregate: AnyAggregate, command: AnyMessage): AnyMessage => {
  const field = aggregate.identifiedBy;
  const kind = aggregate.accepts[command.type]?.fields[field]?.idKind;
  if (kind === undefined) throw new Error(`${command.type} does not say its ${field}.`);
  return { ...command, [field]: mintIn(turn, kind) };
};

const unknown = ({ context }: Engine, { type }: AnyMessage): never => {
  throw new Error(`${context} decides no ${type}.`);
};

/** The instance that a command names, when it names one. */
export const loadedFor = (turn: TurnTools, command: AnyMessage): LoadedAggregate => {
  const { engine } = turn;
  const aggregate = engine.registry.deciders.get(command.type) ?? unknown(engine, command);
  return loadedIn(turn, aggregate, keyIn(command, aggregate.identifiedBy) ?? '');
};

const contextOf = (
  turn: TurnTools,
  unit: CommandUnit,
  answered: Answered | undefined,
): CommandContext => {
  const { engine } = turn;
  const { deciders } = engine.registry;
  const aggregate = deciders.get(unit.command.type) ?? unknown(engine, unit.command);
  const field = aggregate.identifiedBy;
  const given = answered?.command ?? unit.command;
  const isNamed = fieldOf(given, field) !== undefined;
  const command = isNamed ? given : withNewId(turn, aggregate, given);
  const loaded = loadedIn(turn, aggregate, keyIn(command, field) ?? '');
  const { register, entry } = placeOf(aggregate, command);
  if (entry !== undefined) loaded.need(register, entry);
  const caseId = caseIn(turn, command, loaded.key);
  return { turn, unit, loaded, command, caseId, minted: [] };
};

/** Decides a command, with the answer to its ask when there is one. */
export const perform = (turn: TurnTools, unit: CommandUnit, answered?: Answered): Result => {
  const context = contextOf(turn, unit, answered);
  const { loaded, command, minted } = context;
  const { ask } = loaded;
  if (ask && ask.attempt !== answered?.attempt) return { performed: { is: 'waits', loaded } };
  const known = knownFor(turn, { by: unit.by, minted, replay: answered?.minted });
  const verdict = decide(loaded.instance, command, known);
  if (verdict.is !== 'asked') return { performed: settle(context, verdict) };
  const { asked } = verdict;
  needPlain(`What ${asked.ask.name} asks`, asked.message);
  if (answered && isSameAsk(answered, asked)) return answer(context, answered, asked);
  return { performed: { is: 'asking', context, asked } };
};

const answer = (context: CommandContext, answered: Answered, asked: Asked<unknown>): Result => {
  const given = answerIn(answered.answer, asked);
  if (!given) return { performed: passOn(answered), answer: 'passedOn' };
  const verdict = conclude(context.loaded.instance, context.command, given.decision);
  return { performed: settle(context, verdict), answer: 'decided' };
};

/** A refusal for which the board has no decision goes to the sender as it is. */
const passOn = ({ answer }: Answered): Ended => {
  if (answer.is === 'unavailable') return answer;
  // A callee refuses with a rejection, which is a message.
  if (answer.is === 'refused') {
    return { is: 'refused', rejection: answer.rejection as Rejection };
  }
  return { is: 'unavailable', retryAfter: 1 };
};

type Rejection = { readonly type: string } & Data;

const settle = (context: CommandContext, verdict: Verdict): Ended => {
  switch (verdict.is) {
    case 'events': {
      const { refused, records } = append(context, verdict.events);
      return refused ? { is: 'refused', rejection: refused } : outcomeAfter(context, records);
    }
    case 'nothing':
      needNamed(context);
      return outcomeAfter(context, []);
    case 'refused':
      return {
        is: 'refused',
        rejection: { ...dataOf(verdict.rejection), type: verdict.rejection.type },
      };
    case 'outOfTurn':
      return outOfTurn(context, verdict.isInitial);
    case 'unavailable':
      return { is: 'unavailable', retryAfter: 1 };
    case 'asked':
      throw new Error('The answer to an ask cannot be another ask.');
    default:
      return verdict;
  }
};

const outOfTurn = ({ loaded, command }: CommandContext, isInitial: boolean): Ended => ({
  is: 'outOfTurn',
  state: statusOf(loaded, command),
  isInitial,
  possible: openCommands(loaded, command),
});
