// Durable units: messages that must be handled whatever it takes. What cannot be handled now is
// parked in its lane, in the same transaction that notes it as received.

import type { Answered } from './answers.ts';
import { closeAsk, makeCall, openAsk, refusedAtOnce } from './asks.ts';
import { actorOf, perform } from './commands.ts';
import type { Result } from './commands.ts';
import type { TurnTools } from './engine.ts';
import { laneOf, nextPlace, park, parkAgain, parkedCount, retryAt, unpark } from './lanes.ts';
import type { ParkedBody, ParkedItem } from './lanes.ts';
import type { Json } from './ports.ts';
import { draw, runProcess, sendRouted } from './reactions.ts';
import type { CallUnit, CommandUnit, DurableUnit, Laned } from './work.ts';
import { Failure } from './workspace.ts';

/** How a unit ended: done, or how it is to be parked. */
type Ended =
  | { readonly is: 'done' }
  | {
      readonly is: 'parked';
      readonly change: Pick<ParkedBody, 'state' | 'cause'> & Partial<ParkedBody>;
      readonly at: number | undefined;
    };

/** Where a unit stands, or would stand, in its lane. */
type Place = Pick<ParkedBody, 'lane' | 'attempts' | 'round' | 'since'> & { readonly id: string };

const done: Ended = { is: 'done' };

const parked = (state: ParkedBody['state'], cause: string, at?: number): Ended => ({
  is: 'parked',
  change: { state, cause },
  at,
});

const run = (turn: TurnTools, unit: DurableUnit, place: Place): Ended => {
  switch (unit.to) {
    case 'command':
      return runCommand(turn, unit, place);
    case 'process':
      runProcess(turn, unit);
      return done;
    case 'route':
      sendRouted(turn, unit);
      return done;
    case 'view':
      return draw(turn, unit) === 'drawn' ? done : early(turn, place, 'its row is not there');
    default:
      return runCall(turn, unit, place);
  }
};

const runCall = (turn: TurnTools, { call }: CallUnit, place: Place): Ended => {
  turn.workspace.afterwards.push(() => {
    void makeCall(turn.engine, call).then(({ is }) => turn.takeCall(place, is !== 'unavailable'));
  });
  return parked('asking', `calls ${call.to}.${call.type}`, turn.now + call.budgetMs + 1_000);
};

const early = (turn: TurnTools, { attempts, since }: Place, cause: string): Ended => {
  const isListed = turn.now - since >= turn.engine.limits.earlyHoldMs;
  const at = retryAt(turn, attempts);
  return { is: 'parked', change: { state: 'early', cause, isListed }, at };
};

const runCommand = (turn: TurnTools, unit: CommandUnit, place: Place): Ended => {
  const asks = askOf(turn, unit, place);
  if (asks !== undefined) return parked('asking', 'asks', asks);
  const result = perform(turn, unit);
  const { performed } = result;
  if (performed.is !== 'asking') return endOf(turn, unit, place, result);
  const { asked, command, minted } = performed;
  const answer = refusedAtOnce(turn, asked);
  if (answer) {
    const never = { attempt: '', ask: asked.ask.name, command, message: asked.message, minted };
    return endOf(turn, unit, place, perform(turn, unit, { ...never, answer }));
  }
  const order = { unit, asking: performed, parked: place.id, round: place.round };
  const open = openAsk(turn, { ...order, until: Infinity }, (answered) =>
    turn.takeAnswer(place, answered),
  );
  return parked('asking', `asks ${asked.ask.name}`, open.expiresAt);
};

/**
 * When the command's own ask expires, if it is open. One that has expired was left by a process
 * that died; it is asked again under the same key.
 */
const askOf = (turn: TurnTools, unit: CommandUnit, place: Place): number | undefined => {
  if (place.attempts === 0) return undefined;
  const loaded = loadedFor(turn, unit);
  if (loaded?.ask?.parked !== place.id) return undefined;
  if (loaded.ask.expiresAt > turn.now) return loaded.ask.expiresAt;
  loaded.setAsk(undefined);
  return undefined;
};

const endOf = (turn: TurnTools, unit: CommandUnit, place: Place, result: Result): Ended => {
  const { performed, isPassedOn } = result;
  switch (performed.is) {
    case 'done':
      if (performed.events.length > 0) turn.release(subjectOf(turn, unit, performed.key));
      return done;
    case 'waits':
      return parked('waiting', 'an ask is open', laterThan(turn, performed.loaded.ask?.expiresAt));
    case 'asking':
    case 'conflict':
      return parked('retrying', performed.is, retryAt(turn, place.attempts));
    case 'unavailable': {
      const isListed = place.attempts >= turn.engine.limits.listAfterAttempts;
      const at = Math.max(retryAt(turn, place.attempts), turn.now + performed.retryAfter * 1000);
      return { is: 'parked', change: { state: 'retrying', cause: 'unavailable', isListed }, at };
    }
    case 'outOfTurn':
      if (performed.isInitial && unit.by.kind !== 'deadline') {
        return early(turn, place, `${unit.command.type} came before its case`);
      }
      noteRefusal(turn, unit, { rejection: 'OutOfTurn', status: performed.state });
      return done;
    case 'refused':
      if (isPassedOn) {
        const change = { state: 'stopped', cause: JSON.stringify(performed.rejection) } as const;
        return { is: 'parked', change: { ...change, isListed: true }, at: undefined };
      }
      noteRefusal(turn, unit, { ...performed.rejection, rejection: performed.rejection.type });
      return done;
    default:
      noteRefusal(turn, unit, { rejection: performed.is });
      return done;
  }
};

/** An ask of another replica may outlive its instant a little. */
const laterThan = (turn: TurnTools, at = 0): number => Math.max(at, turn.now + 50);

const subjectOf = (turn: TurnTools, unit: CommandUnit, key: string): string =>
  `${turn.engine.registry.aggregateOf(unit.command.type)?.name ?? ''}/${key}`;

/** A refused message of the machine leaves its trace in the trail of its case. */
const noteRefusal = (
  turn: TurnTools,
  unit: CommandUnit,
  facts: { readonly [field: string]: Json },
): void => {
  const { engine, workspace, now } = turn;
  if (unit.by.kind === 'deadline') return;
  const aggregate = engine.registry.aggregateOf(unit.command.type);
  const fields = unit.command as unknown as { readonly [field: string]: Json }; // JSON, as parked.
  const key = String(fields[aggregate?.identifiedBy ?? '']);
  const named = fields[engine.registry.system.businessKey];
  const { type: _type, ...data } = facts;
  engine.figures.add('refusals');
  workspace.append({
    kind: 'refusal',
    type: unit.command.type,
    subject: subjectOf(turn, unit, key),
    caseId: typeof named === 'string' ? named : key,
    at: now,
    data,
    causedBy: unit.causedBy,
    actor: actorOf(unit),
  });
};

const isEarly = ({ parked: { state } }: ParkedItem): boolean => state === 'early';

/** Handles a unit for the first time, behind what its lane holds already. */
export const handle = async (turn: TurnTools, laned: Laned): Promise<void> => {
  const { workspace } = turn;
  const { lane, unit } = laned;
  if (parkedCount(turn) > 0) {
    await workspace.load({ ids: [], tags: [{ drawer: 'parked', tag: lane }] });
    if (!laneOf(turn, lane).every(isEarly)) {
      park(turn, laned, { state: 'waiting', cause: 'behind others of its case' });
      return;
    }
  }
  const ended = await workspace.attempt(() => {
    const id = nextPlace(turn, lane);
    const place = { id, lane, attempts: 0, round: 0, since: turn.now };
    const end = run(turn, unit, place);
    if (end.is === 'parked') park(turn, laned, { ...end.change, id, ...atOf(end.at) });
    return end;
  });
  if (ended instanceof Failure) stop(turn, laned, ended.cause);
  else if (ended.is === 'done' && parkedCount(turn) > 0) await openLane(turn, lane);
};

const atOf = (at: number | undefined) => (at === undefined ? {} : { at });

const incidentOf = (turn: TurnTools, what: string, cause: unknown): string => {
  const id = turn.engine.newCommandId();
  turn.engine.report({ id, context: turn.engine.context, what, cause });
  return `${id}: ${cause instanceof Error ? cause.message : String(cause)}`;
};

const stop = (turn: TurnTools, laned: Laned, cause: unknown): void => {
  const told = incidentOf(turn, `The lane ${laned.lane} stopped.`, cause);
  park(turn, laned, { state: 'stopped', cause: told, isListed: true });
};

/** Tries the messages of a lane in their order, until one cannot be handled. */
export const openLane = async (turn: TurnTools, lane: string): Promise<void> => {
  await turn.workspace.load({ ids: [], tags: [{ drawer: 'parked', tag: lane }] });
  for (const item of laneOf(turn, lane)) {
    if (item.parked.state === 'stopped') return;
    if (!(await tryAgain(turn, item))) return;
  }
};

/** Whether the message was handled, or is early, so that the next one of its lane may be tried. */
const tryAgain = async (turn: TurnTools, item: ParkedItem): Promise<boolean> => {
  const { lane, unit } = item.parked;
  const ended = await turn.workspace.attempt(() => {
    const end = run(turn, unit, { ...item.parked, id: item.id });
    if (end.is === 'done') unpark(turn, item);
    else parkAgain(turn, item, end.change, end.at);
    return end;
  });
  if (ended instanceof Failure) {
    const cause = incidentOf(turn, `The lane ${lane} stopped.`, ended.cause);
    parkAgain(turn, item, { state: 'stopped', cause, isListed: true }, undefined);
    return false;
  }
  return ended.is === 'done' || ended.change.state === 'early';
};

export const parkedAt = (turn: TurnTools, place: { lane: string; id: string }) =>
  laneOf(turn, place.lane).find(({ id }) => id === place.id);

/** Decides a parked command with the answer to its ask. */
export const settleParked = async (
  turn: TurnTools,
  item: ParkedItem,
  answered: Answered,
): Promise<void> => {
  const { unit, lane, round } = item.parked;
  if (unit.to !== 'command') return;
  const ended = await turn.workspace.attempt(() => {
    const loaded = loadedFor(turn, answered);
    if (loaded?.ask?.attempt !== answered.attempt) return undefined;
    const result = perform(turn, unit, answered);
    const { answer } = answered;
    const isTaken = result.isMet && result.performed.is === 'done' && answer.is === 'taken';
    const isUsed = isTaken || answer.is === 'refused';
    const isUndone = !isUsed && loaded.ask.undo !== undefined;
    closeAsk(turn, loaded, isUsed);
    const place = { ...item.parked, id: item.id };
    const end = endOf(turn, unit, place, result);
    const nextRound = { round: isUndone ? round + 1 : round };
    if (end.is === 'done') unpark(turn, item);
    else parkAgain(turn, item, { ...end.change, ...nextRound }, end.at);
    return end;
  });
  if (ended instanceof Failure) {
    const cause = incidentOf(turn, `The lane ${lane} stopped.`, ended.cause);
    parkAgain(turn, item, { state: 'stopped', cause, isListed: true }, undefined);
  } else if (ended?.is === 'done') await openLane(turn, lane);
};

const loadedFor = (turn: TurnTools, { command }: Pick<Answered, 'command'>) => {
  const aggregate = turn.engine.registry.aggregateOf(command.type);
  if (!aggregate) return undefined;
  const fields = command as unknown as { readonly [field: string]: unknown };
  return turn.instances.get(aggregate, String(fields[aggregate.identifiedBy]));
};

export const loadedOf = loadedFor;

/** Ends a parked call, or has it made again later. */
export const settleCall = async (
  turn: TurnTools,
  item: ParkedItem,
  isDone: boolean,
): Promise<void> => {
  if (isDone) {
    unpark(turn, item);
    await openLane(turn, item.parked.lane);
    return;
  }
  const { attempts } = item.parked;
  const isListed = attempts >= turn.engine.limits.listAfterAttempts;
  const change = { state: 'retrying', cause: 'unavailable', isListed } as const;
  parkAgain(turn, item, change, retryAt(turn, attempts));
};
