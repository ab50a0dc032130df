// The work of a lane: its messages are handled in their order. One that cannot be handled is
// parked, in the same transaction that notes it as received, and the others wait behind it. What a
// turn's own events set in motion in the same partition is handled in the same turn.

import { NewerVersion } from '@dure/domain';
import type { Answered, Answering } from '../commands/ask-answers.ts';
import { closeAsk } from '../commands/asks.ts';
import { partitionOf, routingKeyOf, workId } from '../ids.ts';
import { loadedFor, perform } from '../commands/decide.ts';
import type { Result } from '../commands/decide.ts';
import { endOf, run } from './message-handler.ts';
import type { Ended } from './message-handler.ts';
import type { ParkedPlace, TurnTools } from '../engine.ts';
import { laneOf, nextPlace, park, parkAgain, parkedFact, retryAt, unpark } from './parking-lot.ts';
import type { ParkedItem } from './parking-lot.ts';
import { putWork } from './work-list.ts';
import { noteUnfolded } from '../turn/aggregate-repository.ts';
import { NotOnWall } from '../turn/messages.ts';
import type { Laned } from '../turn/messages.ts';
import { ContextRetired } from '../ports.ts';
import type { LogRecord, ReadSet } from '../ports.ts';
import { noteMissed } from '../projections/generations.ts';
import { draw, hasRow } from '../projections/project.ts';
import { workOfRecord } from './routing.ts';
import { wantsOfAll } from './wants.ts';
import { Failure, Missing, unionOf } from '../turn/items.ts';

/** Whether a lane may hold a message: what is known to hold none is not read. */
const mayHold = ({ workspace }: TurnTools, lane: string): boolean =>
  Number(workspace.facts[parkedFact] ?? 0) > 0 && !workspace.isFree(lane);

const isEarly = ({ parked: { state } }: ParkedItem): boolean => state === 'early';

/**
 * Handles a unit for the first time, behind what its lane holds already. None waits where all
 * that it needs is there.
 */
export const handle = (turn: TurnTools, laned: Laned): Promise<void> | undefined => {
  const parked = Number(turn.workspace.facts[parkedFact] ?? 0);
  if (parked > 0 && mayHold(turn, laned.lane)) return handleBehind(turn, laned);
  const ended = turn.workspace.attemptAtOnce(handleFirst, turn, laned);
  if (ended instanceof Missing) return handleOnceRead(turn, laned, ended);
  const isOver = !(ended instanceof Failure) && ended.is === 'done' && !ended.next;
  return isOver ? undefined : goOn(turn, laned, ended);
};

const handleBehind = async (turn: TurnTools, laned: Laned): Promise<void> => {
  const { lane, unit } = laned;
  await turn.workspace.load({ ids: [], tags: [{ collection: 'parked', tag: lane }] });
  // Where a view was drawn anew there may be a row for which it is early no more: it comes first.
  const mayBeLate = unit.to === 'view' && laneOf(turn, lane).some(isEarly);
  if (mayBeLate && (await hasRow(turn, unit))) await openLane(turn, lane);
  if (laneOf(turn, lane).every(isEarly)) return handleOnceRead(turn, laned);
  park(turn, laned, { state: 'waiting', cause: 'behind others of its case', at: undefined });
};

const handleOnceRead = async (turn: TurnTools, laned: Laned, missing?: Missing): Promise<void> =>
  goOn(turn, laned, await turn.workspace.attempt(() => handleFirst(turn, laned), missing));

/** What follows a unit that was handled for the first time. */
const goOn = (turn: TurnTools, laned: Laned, ended: Ended | Failure): Promise<void> | undefined => {
  const { lane } = laned;
  if (ended instanceof Failure) {
    park(turn, laned, parkingAfter(turn, ended, { lane, attempts: 1 }));
    return undefined;
  }
  if (ended.is !== 'done') return undefined;
  const { next = [] } = ended;
  if (next.length === 0 && !mayHold(turn, lane)) return undefined;
  return handleNext(turn, lane, next);
};

/** Handles what a unit has sent to its own partition, and what waits behind it. */
const handleNext = async (turn: TurnTools, lane: string, next: readonly Laned[]): Promise<void> => {
  await turn.workspace.load(wantsOfAll(turn.engine, next));
  await handleAll(turn, next);
  if (mayHold(turn, lane)) await openLane(turn, lane);
};

/** Handles units in their order. None waits where none of them does. */
export const handleAll = (turn: TurnTools, all: readonly Laned[]): Promise<void> | undefined => {
  for (let at = 0; at < all.length; at += 1) {
    const laned = all[at];
    if (!laned) continue;
    const handling = handle(turn, laned);
    if (handling) return handleRest(turn, all.slice(at + 1), handling);
  }
  return undefined;
};

const handleRest = async (
  turn: TurnTools,
  rest: readonly Laned[],
  before: Promise<void>,
): Promise<void> => {
  await before;
  for (const laned of rest) {
    const handling = handle(turn, laned);
    if (handling) await handling;
  }
};

const handleFirst = (turn: TurnTools, laned: Laned): Ended => {
  const { lane, unit } = laned;
  // Only what asks or calls must know its place before it is parked there.
  const id = unit.to === 'command' || unit.to === 'call' ? nextPlace(turn, lane) : '';
  const place = { id, lane, attempts: 0, round: 0, since: turn.now };
  // What is early for its row goes the way of all that cannot be handled.
  const isDrawn = unit.to === 'view' && draw(turn, unit) === 'drawn';
  const ended: Ended = isDrawn ? { is: 'done' } : run(turn, unit, place);
  if (ended.is === 'parked') {
    const at = id === '' ? {} : { id };
    park(turn, laned, { state: 'retrying', cause: '', ...ended.change, ...at });
  }
  return ended;
};

/** What goes round in circles is left to the consumer, which lets others have their turn. */
const RECORDS_MAX = 1_024;

/**
 * Handles what this turn has appended, and what comes of that, if all before it was handled: the
 * watermark moves with it. Returns the sequence up to which it did.
 */
export const reactAtOnce = async (turn: TurnTools): Promise<number> => {
  const { workspace, ownMark } = turn;
  const { appended, head } = workspace;
  if (appended.length === 0 || Number(workspace.facts[ownMark] ?? 0) !== head.sequence) return 0;
  if (turn.engine.followers.viewsAway.length > 0) noteMissed(turn);
  let done = 0;
  while (done < appended.length && done < RECORDS_MAX) {
    const wave = appended.slice(done);
    await react(turn, wave);
    done += wave.length;
  }
  workspace.setFact(ownMark, head.sequence + done);
  return head.sequence + done;
};

/** What belongs to another partition is done there, when its consumer brings it. */
const react = async (turn: TurnTools, records: readonly LogRecord[]): Promise<void> => {
  const { engine, partition, workspace } = turn;
  const { context, store } = engine;
  const reads: ReadSet[] = [];
  const here: Laned[] = [];
  for (const record of records) {
    for (const { laned, wants } of workOfRecord(engine, { context, partition }, record)) {
      if (partitionOf(laned.key, store.partitions) !== partition) continue;
      here.push(laned);
      reads.push(wants);
    }
  }
  await workspace.load(unionOf(reads));
  await handleAll(turn, here);
};

type Tried = { readonly lane: string; readonly attempts: number };

/**
 * How a message is parked that could not be handled. What a newer version of the wall has written
 * waits for that one; what names something that is not on the wall is looked at again now and then,
 * as it may come back.
 */
const parkingAfter = (turn: TurnTools, { cause }: Failure, { lane, attempts }: Tried) => {
  if (cause instanceof NewerVersion) {
    noteUnfolded(turn.engine.unfolded, cause);
    const at = retryAt(turn, attempts);
    return { state: 'retrying', isListed: false, cause: cause.message, at } as const;
  }
  const stopped = { state: 'stopped', isListed: true } as const;
  const at = turn.now + turn.engine.limits.retryMostMs;
  if (cause instanceof ContextRetired) return { ...stopped, cause: cause.message, at: undefined };
  if (cause instanceof NotOnWall) return { ...stopped, cause: cause.message, at };
  return { ...stopped, ...reported(turn, lane, cause) };
};

/** What went wrong in the machine, for the person who looks at the parked message. */
const reported = (turn: TurnTools, lane: string, cause: unknown) => {
  const { newCommandId, context, report } = turn.engine;
  const id = newCommandId();
  report({ id, context, what: `The lane ${lane} stopped.`, cause });
  const words = cause instanceof Error ? cause.message : String(cause);
  return { cause: words, incident: id, at: undefined };
};

const stop = (turn: TurnTools, item: ParkedItem, failure: Failure): void =>
  parkAgain(turn, item, parkingAfter(turn, failure, item.parked));

/** Whether it waits for a person, and not for a name to come back to the wall. */
const isForPeople = (turn: TurnTools, { at, parked }: ParkedItem): boolean =>
  parked.state === 'stopped' && (at === undefined || at > turn.now);

/**
 * Tries the messages of a lane in their order, until one cannot be handled. What they send into the
 * lane itself is tried as well, behind them.
 */
export const openLane = async (turn: TurnTools, lane: string): Promise<void> => {
  await turn.workspace.load({ ids: [], tags: [{ collection: 'parked', tag: lane }] });
  const tried = new Set<string>();
  const next = () => laneOf(turn, lane).find(({ id }) => !tried.has(id));
  for (let item = next(); item; item = next()) {
    tried.add(item.id);
    if (isForPeople(turn, item)) return;
    if (!(await tryAgain(turn, item))) return;
  }
};

/** Whether the message was handled, or is early, so that the next one of its lane may be tried. */
const tryAgain = async (turn: TurnTools, item: ParkedItem): Promise<boolean> => {
  const ended = await turn.workspace.attempt(() =>
    settle(turn, item, run(turn, item.parked.unit, { ...item.parked, id: item.id })),
  );
  if (ended instanceof Failure) {
    stop(turn, item, ended);
    return false;
  }
  if (ended.is === 'done') await handleAll(turn, ended.next ?? []);
  return ended.is === 'done' || ended.change.state === 'early';
};

const settle = (turn: TurnTools, item: ParkedItem, ended: Ended): Ended => {
  if (ended.is === 'done') unpark(turn, item);
  else parkAgain(turn, item, ended.change);
  return ended;
};

export const parkedAt = (turn: TurnTools, { lane, id }: ParkedPlace): ParkedItem | undefined =>
  laneOf(turn, lane).find((item) => item.id === id);

/** Decides a parked command with the answer to its ask. */
export const settleAsk = async (
  turn: TurnTools,
  item: ParkedItem,
  answered: Answered,
): Promise<void> => {
  const ended = await turn.workspace.attempt(() => decideWith(turn, item, answered));
  if (ended instanceof Failure) stop(turn, item, ended);
  else if (ended?.is === 'done') await openLane(turn, item.parked.lane);
};

const decideWith = (turn: TurnTools, item: ParkedItem, answered: Answered): Ended | undefined => {
  const { unit, round } = item.parked;
  const loaded = loadedFor(turn, answered.command);
  if (unit.to !== 'command' || loaded.ask?.attempt !== answered.attempt) return undefined;
  const result = perform(turn, unit, answered);
  const isUsed = usesAnswer(result, answered);
  const isUndone = !isUsed && loaded.ask.undo !== undefined;
  closeAsk(turn, loaded, isUsed);
  const ended = endOf(turn, unit, { place: { ...item.parked, id: item.id }, result });
  if (ended.is === 'done') return settle(turn, item, ended);
  const undone = isUndone ? { round: round + 1 } : {};
  // What was refused was not done, and is lost no more.
  const known = answered.answer.is === 'refused' ? { asked: null } : {};
  return settle(turn, item, { is: 'parked', change: { ...ended.change, ...undone, ...known } });
};

/** Whether an answer has become the caller's own fact, or brought nothing to take back. */
export const usesAnswer = ({ answer: met, performed }: Result, { answer }: Answered): boolean =>
  answer.is === 'refused' ||
  (met !== undefined && performed.is === 'done' && answer.is === 'taken');

type RefusedAnswer = Extract<Answering, { readonly is: 'refused' }>;

/** An external system that will not take something back: it is for a person to settle. */
const noteRefusedCall = (turn: TurnTools, item: ParkedItem, { rejection }: RefusedAnswer): void => {
  const { unit } = item.parked;
  if (unit.to !== 'call') return;
  const { type, caseId, causedBy, caller } = unit.call;
  turn.workspace.append({
    kind: 'refusal',
    type,
    subject: item.parked.lane,
    caseId,
    at: turn.now,
    data: { rejection },
    causedBy,
    actor: caller,
  });
  const cause = typeof rejection === 'string' ? rejection : JSON.stringify(rejection);
  const facts = { kind: 'refused undo', key: routingKeyOf(item), caseId, type, cause } as const;
  putWork(turn, workId('undo', item.id), facts);
};

/** Ends a parked call, or has it made again later. */
export const settleCall = async (
  turn: TurnTools,
  item: ParkedItem,
  answer: Answering,
): Promise<void> => {
  if (answer.is !== 'unavailable') {
    unpark(turn, item);
    if (answer.is === 'refused') noteRefusedCall(turn, item, answer);
    await openLane(turn, item.parked.lane);
    return;
  }
  const { attempts } = item.parked;
  const isListed = attempts >= turn.engine.limits.listAfterAttempts;
  const at = retryAt(turn, attempts);
  parkAgain(turn, item, { state: 'retrying', cause: 'unavailable', isListed, at });
};
