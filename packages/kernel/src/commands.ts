// One command, decided in a turn. What it gives goes to the workspace.

import { conclude, decide, placeOf } from '@dure/domain';
import type { AnyAggregate, AnyMessage, Asked, Verdict } from '@dure/domain';
import { answerIn, isSameAsk } from './answers.ts';
import type { Answered } from './answers.ts';
import { append } from './append.ts';
import type { TurnTools } from './engine.ts';
import { dataOf, fieldOf, keyIn } from './fields.ts';
import type { Data } from './fields.ts';
import type { Loaded } from './instances.ts';
import { knownFor, mintIn } from './known.ts';
import { caseIn } from './met.ts';
import type { Ended, Met } from './met.ts';
import { openCommands, statusOf, told } from './told.ts';
import type { CommandUnit } from './work.ts';

/** A decision that needs an answer first. */
export type Asking = { readonly is: 'asking'; readonly met: Met; readonly asked: Asked<unknown> };

/** The instance has an open ask; the command is to come again. */
export type Waits = { readonly is: 'waits'; readonly loaded: Loaded };

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
export const loadedFor = (turn: TurnTools, command: AnyMessage): Loaded => {
  const aggregate = aggregateFor(turn, command);
  return turn.instances.get(aggregate, keyIn(command, aggregate.identifiedBy) ?? '');
};

const meet = (turn: TurnTools, unit: CommandUnit, answered: Answered | undefined): Met => {
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
  const met = meet(turn, unit, answered);
  const { loaded, command, minted } = met;
  if (isAskedByOthers(loaded, answered)) return plain({ is: 'waits', loaded });
  const known = knownFor(turn, { by: unit.by, minted, replay: answered?.minted ?? [] });
  const verdict = decide(loaded.instance, command, known);
  if (verdict.is !== 'asked') return plain(settle(met, verdict));
  const { asked } = verdict;
  if (!answered || !isSameAsk(answered, asked)) return plain({ is: 'asking', met, asked });
  return answer(met, answered, asked);
};

const isAskedByOthers = ({ ask }: Loaded, answered: Answered | undefined): boolean =>
  ask !== undefined && ask.attempt !== answered?.attempt;

const answer = (met: Met, answered: Answered, asked: Asked<unknown>): Result => {
  const given = answerIn(answered.answer, asked);
  if (!given) return { performed: passOn(answered), isMet: true, isPassedOn: true };
  const verdict = conclude(met.loaded.instance, met.command, given.decision);
  return { performed: settle(met, verdict), isMet: true, isPassedOn: false };
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

const settle = (met: Met, verdict: Verdict): Ended => {
  switch (verdict.is) {
    case 'events': {
      const { refused, records } = append(met, verdict.events);
      return refused ? { is: 'refused', rejection: refused } : told(met, records);
    }
    case 'nothing':
      return told(met, []);
    case 'refused':
      return {
        is: 'refused',
        rejection: { ...dataOf(verdict.rejection), type: verdict.rejection.type },
      };
    case 'outOfTurn':
      return outOfTurn(met, verdict.isInitial);
    case 'unavailable':
      return { is: 'unavailable', retryAfter: 1 };
    case 'asked':
      throw new Error('The answer to an ask cannot be another ask.');
    default:
      return verdict;
  }
};

const outOfTurn = ({ loaded, command }: Met, isInitial: boolean): Ended => ({
  is: 'outOfTurn',
  state: statusOf(loaded, command),
  isInitial,
  possible: openCommands(loaded, command),
});
