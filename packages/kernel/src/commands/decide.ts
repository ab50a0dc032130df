// Decides one command in a turn. What comes of it goes to the workspace.

import type { AnyMessage, AnyAggregate, Asked, Verdict } from '@dure/domain';
import type { TurnTools } from '../engine.ts';
import { fieldOf, dataOf, keyIn } from '../turn/fields.ts';
import type { LoadedAggregate } from '../turn/aggregate-repository.ts';
import type { CommandUnit } from '../turn/messages.ts';
import { conclude, decide, placeOf } from '@dure/domain';
import { answerIn, isSameAsk } from './ask-answers.ts';
import type { Answered } from './ask-answers.ts';
import { append } from './append.ts';
import { caseIn } from './command-context.ts';
import type { CommandContext, Ended } from './command-context.ts';
import type { Data } from '../turn/fields.ts';
import { knownFor, mintIn } from './knowledge.ts';
import { openCommands, outcomeAfter, statusOf } from './outcome.ts';

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
  /** Whether the answer that was brought is the answer to what is asked now. */
  readonly isMet: boolean;
  /** Whether the callee's refusal met no decision of the board. */
  readonly isPassedOn: boolean;
};

const plain = (performed: Performed): Result => ({ performed, isMet: false, isPassedOn: false });

const identified = (turn: TurnTools, aggregate: AnyAggregate, command: AnyMessage): AnyMessage => {
  const field = aggregate.identifiedBy;
  if (fieldOf(command, field) !== undefined) return command;
  const kind = aggregate.accepts[command.type]?.fields[field]?.idKind;
  if (kind === undefined) throw new Error(`${command.type} does not say its ${field}.`);
  return { ...command, [field]: mintIn(turn, kind) };
};

const aggregateFor = ({ engine }: TurnTools, { type }: AnyMessage): AnyAggregate => {
  const aggregate = engine.registry.aggregateOf(type);
  if (!aggregate) throw new Error(`${engine.context} decides no ${type}.`);
  return aggregate;
};

/** The instance that a command names, when it names one. */
export const loadedFor = (turn: TurnTools, command: AnyMessage): LoadedAggregate => {
  const aggregate = aggregateFor(turn, command);
  return turn.instances.get(aggregate, keyIn(command, aggregate.identifiedBy) ?? '');
};

const contextOf = (
  turn: TurnTools,
  unit: CommandUnit,
  answered: Answered | undefined,
): CommandContext => {
  const aggregate = aggregateFor(turn, unit.command);
  const command = answered?.command ?? identified(turn, aggregate, unit.command);
  const loaded = loadedFor(turn, command);
  const { register, entry } = placeOf(aggregate, command);
  loaded.need(register, entry);
  const caseId = caseIn(turn, command, loaded.key);
  return { turn, unit, loaded, command, caseId, minted: [] };
};

/** Decides a command, with the answer to its ask when there is one. */
export const perform = (turn: TurnTools, unit: CommandUnit, answered?: Answered): Result => {
  const context = contextOf(turn, unit, answered);
  const { loaded, command, minted } = context;
  if (isAskedByOthers(loaded, answered)) return plain({ is: 'waits', loaded });
  const known = knownFor(turn, { by: unit.by, minted, replay: answered?.minted ?? [] });
  const verdict = decide(loaded.instance, command, known);
  if (verdict.is !== 'asked') return plain(settle(context, verdict));
  const { asked } = verdict;
  if (!answered || !isSameAsk(answered, asked)) return plain({ is: 'asking', context, asked });
  return answer(context, answered, asked);
};

const isAskedByOthers = ({ ask }: LoadedAggregate, answered: Answered | undefined): boolean =>
  ask !== undefined && ask.attempt !== answered?.attempt;

const answer = (context: CommandContext, answered: Answered, asked: Asked<unknown>): Result => {
  const given = answerIn(answered.answer, asked);
  if (!given) return { performed: passOn(answered), isMet: true, isPassedOn: true };
  const verdict = conclude(context.loaded.instance, context.command, given.decision);
  return { performed: settle(context, verdict), isMet: true, isPassedOn: false };
};

/** A refusal for which the board has no decision goes to the sender as it is. */
const passOn = ({ answer: { is, ...rest } }: Answered): Ended => {
  // A callee refuses with a rejection, which is a message.
  if ('rejection' in rest) return { is: 'refused', rejection: rest.rejection as Rejection };
  return { is: 'unavailable', retryAfter: is === 'unavailable' ? retryIn(rest) : 1 };
};

type Rejection = { readonly type: string } & Data;

const retryIn = (answer: object): number =>
  'retryAfter' in answer ? Number(answer.retryAfter) : 1;

const settle = (context: CommandContext, verdict: Verdict): Ended => {
  switch (verdict.is) {
    case 'events': {
      const { refused, records } = append(context, verdict.events);
      return refused ? { is: 'refused', rejection: refused } : outcomeAfter(context, records);
    }
    case 'nothing':
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
