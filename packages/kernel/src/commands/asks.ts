// Asks: written down before the call, closed in the turn that uses the answer, undone otherwise.

import { needPlain } from '@dure/domain';
import type { Asked } from '@dure/domain';
import type { Answered, Answering } from './ask-answers.ts';
import type { Asking } from './decide.ts';
import type { Engine, TurnTools } from '../engine.ts';
import { attemptId, clientAttempt, undoLane, workId } from '../ids.ts';
import { dataOf } from '../turn/messages.ts';
import type { CommandUnit } from '../turn/messages.ts';
import type { LoadedAggregate, OpenAsk, Undo } from '../turn/aggregate-repository.ts';
import { park } from '../inbox/parking-lot.ts';
import { retirementIn } from '../inbox/retired.ts';
import { putWork } from '../inbox/work-list.ts';
import { NoAnswer, retiredCause } from '../ports.ts';
import type { Answer, Call } from '../ports.ts';

/** How long after its budget an ask may still be closed by who opened it. */
const CLOSING_MS = 1_000;
/** For clients that know of nothing but trying again. */
const RETIRED_RETRY_S = 3_600;

export type AskOrder = {
  readonly unit: CommandUnit;
  readonly asking: Asking;
  /** The parked message that asks; nothing when a client waits. */
  readonly parked?: string;
  /** Counts the attempts of the same command that were undone before. */
  readonly round: number;
  /** The instant until which a client waits for the command. */
  readonly until: number;
};

export const calleeOf = (engine: Engine, asked: Asked<unknown>): string =>
  asked.ask.isExternal
    ? asked.ask.callee
    : (engine.registry.contextOf(asked.message.type) ?? asked.ask.callee);

/** When the callee is left alone now: the answer that this is. */
export const refusedAtOnce = (
  { engine, workspace }: TurnTools,
  asked: Asked<unknown>,
): Answering | undefined => {
  const callee = calleeOf(engine, asked);
  if (retirementIn(workspace.facts, callee)) {
    return { is: 'unavailable', retryAfter: RETIRED_RETRY_S, retired: callee };
  }
  const inMs = engine.breakers.closedIn(callee);
  return inMs === 0
    ? undefined
    : { is: 'unavailable', retryAfter: Math.max(1, Math.ceil(inMs / 1000)) };
};

/** Writes the ask down. When the turn is committed, the call is made and `then` gets its end. */
export const openAsk = (
  turn: TurnTools,
  order: AskOrder,
  then: (answered: Answered) => void,
): OpenAsk => {
  const { engine, now } = turn;
  const { unit, asking } = order;
  const { asked, context } = asking;
  const { loaded, command, minted, caseId } = context;
  const attempt = attemptId(unit.id, asked.ask.name, attemptOf(turn, order));
  const timeoutMs = asked.ask.timeoutMs ?? engine.limits.askTimeoutMs;
  const budgetMs = Math.max(0, Math.min(timeoutMs, order.until - now));
  const undo = undoOf(engine, asked, attempt);
  const open: OpenAsk = {
    attempt,
    ask: asked.ask.name,
    commandId: unit.id,
    caseId,
    ...(order.parked === undefined ? {} : { parked: order.parked }),
    ...(undo ? { undo } : {}),
    expiresAt: now + budgetMs + CLOSING_MS,
  };
  loaded.setAsk(open);
  turn.wakeAt(open.expiresAt);
  const call = { ...callOf(asking), key: attempt, budgetMs };
  turn.workspace.afterwards.push(() => {
    void makeCall(engine, call).then((answer) =>
      then({ attempt, ask: asked.ask.name, command, message: asked.message, minted, answer }),
    );
  });
  return open;
};

/**
 * Tells one attempt from another. What a parked message asks is asked again by the same name until
 * it is undone. What a client's command asked is undone when no one knows of it any more, and must
 * never be answered again: the turn makes its name unique.
 */
const attemptOf = ({ workspace }: TurnTools, { asking, parked, round }: AskOrder): string =>
  parked === undefined
    ? clientAttempt(asking.context.loaded.key, workspace.head.turns + 1)
    : String(round);

const callOf = ({ asked, context }: Asking): Omit<Call, 'key' | 'budgetMs'> => {
  const { engine } = context.turn;
  const { traceparent } = context.unit;
  return {
    ...(traceparent === undefined ? {} : { traceparent }),
    to: calleeOf(engine, asked),
    type: asked.message.type,
    data: dataOf(asked.message),
    caseId: context.caseId,
    causedBy: context.unit.id,
    caller: `${engine.context}:${asked.ask.name}`,
  };
};

const undoOf = (engine: Engine, asked: Asked<unknown>, attempt: string): Undo | undefined => {
  if (!asked.ask.undo) return undefined;
  // `ask` has tied the undo to the message that it takes back.
  const message = needPlain(
    `The undo of ${asked.ask.name}`,
    asked.ask.undo(asked.message as never),
  );
  const target = engine.registry.contextOf(message.type);
  return {
    callee: target ?? asked.ask.callee,
    isExternal: target === undefined,
    type: message.type,
    data: dataOf(message),
    key: `undo ${attempt}`,
  };
};

/** What leaves the process waits for the disk; contexts beside this one go on at once. */
const onDisk = ({ registry, store }: Engine, { type }: Call): Promise<boolean> | undefined => {
  const isOutside = registry.contextOf(type) === undefined;
  const waiting = isOutside ? store.durable?.() : undefined;
  return waiting?.then(
    () => true,
    () => false,
  );
};

/** Calls, within the budget. Never rejects: what is no answer is `unavailable`. */
export const makeCall = async (engine: Engine, call: Call): Promise<Answering> => {
  const { breakers, clock, calls, metrics } = engine;
  const waiting = onDisk(engine, call);
  // What rests on nothing was never asked for.
  if (waiting && !(await waiting)) return { is: 'unavailable', retryAfter: 1 };
  breakers.begin(call.to);
  metrics.add('asks');
  const answer = await new Promise<Answer | NoAnswer | undefined>((resolve) => {
    const callOff = clock.after(call.budgetMs, () => resolve(undefined));
    const settle = (of: Answer | NoAnswer | undefined) => {
      callOff();
      resolve(of);
    };
    calls
      .call(call)
      .then(settle, (cause: unknown) => settle(cause instanceof NoAnswer ? cause : undefined));
  });
  breakers.end(call.to, answer === undefined);
  if (answer && !(answer instanceof NoAnswer)) return answer;
  metrics.add('asks_unavailable');
  const inMs = breakers.closedIn(call.to);
  return { is: 'unavailable', retryAfter: Math.max(1, Math.ceil(inMs / 1000)) };
};

/** Closes an ask, and takes it back when its answer was not used. */
export const closeAsk = (turn: TurnTools, loaded: LoadedAggregate, isUsed: boolean): void => {
  const { ask } = loaded;
  if (!ask) return;
  loaded.setAsk(undefined);
  turn.release(loaded.id);
  if (isUsed || !ask.undo) return;
  turn.engine.metrics.add('asks_undone');
  const undo = { ...ask.undo, ask, subject: loaded.id, key: loaded.key, callKey: ask.undo.key };
  if (undo.isExternal) undoOutside(turn, undo);
  else undoInside(turn, undo);
};

type Undoing = Omit<Undo, 'key'> & {
  readonly ask: OpenAsk;
  /** The instance that asked, and its key. */
  readonly subject: string;
  readonly key: string;
  /** The name under which the undo is called. */
  readonly callKey: string;
};

/** To another context it goes through the log, as every command does. */
const undoInside = (turn: TurnTools, { ask, subject, ...undo }: Undoing): void => {
  if (retirementIn(turn.workspace.facts, undo.callee)) return noteNotUndone(turn, ask, undo);
  turn.workspace.append({
    kind: 'command',
    type: undo.type,
    subject,
    caseId: ask.caseId,
    at: turn.now,
    data: undo.data,
    causedBy: ask.commandId,
    actor: `undo:${ask.ask}`,
    target: undo.callee,
  });
};

/** What takes nothing more takes nothing back: it is for a person to settle. */
const noteNotUndone = (
  turn: TurnTools,
  { attempt, caseId }: OpenAsk,
  { key, type, callee }: Pick<Undoing, 'key' | 'type' | 'callee'>,
): void => {
  const cause = retiredCause(callee);
  putWork(turn, workId('undo', attempt), { kind: 'refused undo', key, caseId, type, cause });
};

/** To an external system it is a call, made until it is acknowledged. */
const undoOutside = (turn: TurnTools, { ask, subject, ...undo }: Undoing): void => {
  const call: Call = {
    to: undo.callee,
    type: undo.type,
    data: undo.data,
    key: undo.callKey,
    caseId: ask.caseId,
    causedBy: ask.commandId,
    caller: `${turn.engine.context}:undo of ${ask.ask}`,
    budgetMs: turn.engine.limits.askTimeoutMs,
  };
  const lane = undoLane(undo.callee, subject);
  const laned = { lane, key: undo.key, unit: { to: 'call', call } } as const;
  park(turn, laned, { state: 'retrying', cause: 'undo', at: turn.now });
};
