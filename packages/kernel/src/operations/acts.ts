// What an operator does to a parked message, in a turn of its partition.

import { closeAsk } from '../commands/asks.ts';
import { loadedFor } from '../commands/decide.ts';
import type { TurnTools } from '../engine.ts';
import { routingKeyOf, subjectInLane, workId } from '../ids.ts';
import { asksTheSame, lostIn } from '../inbox/lost-answers.ts';
import { laneOf, parkAgain, unpark } from '../inbox/parking-lot.ts';
import type { AskedForGood, ParkedItem } from '../inbox/parking-lot.ts';
import { putWork } from '../inbox/work-list.ts';
import type { LostAsk, Operated, Operator } from './contract.ts';
import { mended } from './mend.ts';
import type { Data, DurableUnit } from '../turn/messages.ts';
import { caseIn, causeOf, messageIn, whyIn } from './units.ts';

/** What an action does at once; nothing, where the message is to be tried now. */
export type Act = (turn: TurnTools, item: ParkedItem) => Operated | undefined;

/**
 * An event that is stuck at a route lies in every partition, and is one to people: what they do to
 * it is written down with the first of its parts.
 */
export type Acting = (operator: Operator, isFirst?: boolean) => Act;

export const retryAs: Acting =
  (operator, isFirst = true) =>
  (turn, item) => {
    if (item.parked.state === 'asking') return { is: 'underWay' };
    if (isBehind(turn, item)) return { is: 'refused', reason: 'behind' };
    parkAgain(turn, item, { state: 'retrying', isListed: false, at: turn.now });
    if (isFirst) record(turn, item, { operator, did: 'retried' });
    return undefined;
  };

export const mendAs =
  (given: Data): Acting =>
  (operator, isFirst = true) =>
  (turn, item) => {
    const mending = mended(turn.engine, item.parked.unit, given);
    if (mending.is !== 'mended') return mending;
    const { unit, before, after } = mending;
    // Who changes nothing asks the same question again, under the same name.
    if (Object.keys(after).length === 0) return retryAs(operator, isFirst)(turn, item);
    const lost = lostIn(turn, item);
    const refused = lost && refusalFor(turn, item, { lost, unit });
    if (refused) return refused;
    if (!lost) takeBackAsk(turn, item);
    // What it asks from now on is another question, under a name of its own, unless it is the
    // same one.
    const round = lost ? item.parked.round : item.parked.round + 1;
    parkAgain(turn, item, { unit, round, ...goesOn(turn, item) });
    if (isFirst) record(turn, item, { operator, did: 'mended', more: { before, after } });
    return undefined;
  };

/** Without what was asked: that is the business of its case. */
const nameOf = ({ message: _message, ...lost }: AskedForGood): LostAsk => lost;

const goesOn = (turn: TurnTools, item: ParkedItem) =>
  isBehind(turn, item)
    ? ({ state: 'waiting', at: undefined } as const)
    : ({ state: 'retrying', isListed: false, at: turn.now } as const);

type Mending = { readonly lost: AskedForGood; readonly unit: DurableUnit };

/**
 * Nothing else may be asked in the place of what cannot be taken back, or money moves twice: while
 * it asks, its answer comes first; where that was lost, a retry or the callee itself tells it.
 */
const refusalFor = (
  turn: TurnTools,
  { parked: { state } }: ParkedItem,
  { lost, unit }: Mending,
): Operated | undefined => {
  if (state === 'asking') return { is: 'underWay' };
  if (unit.to === 'command' && asksTheSame(turn, lost, unit)) return undefined;
  return { is: 'refused', reason: 'mayHaveHappened', of: lost.name };
};

export const skipAs: Acting =
  (operator, isFirst = true) =>
  (turn, item) => {
    const lost = lostIn(turn, item);
    const doubt = lost ? { mayHaveHappened: nameOf(lost) } : {};
    takeBackAsk(turn, item);
    unpark(turn, item);
    dropDeadline(turn, item);
    if (!isFirst) return { is: 'done' };
    record(turn, item, { operator, did: 'skipped', more: doubt });
    putWork(turn, workId('skipped', item.id), {
      kind: 'skipped',
      key: routingKeyOf(item),
      caseId: caseIdOf(turn, item),
      type: messageIn(item.parked.unit).type,
      cause: whyIn(item).cause,
      ...noteOf(operator),
      by: operator.actor,
      ...doubt,
    });
    return { is: 'done', ...doubt };
  };

/** Whether something stands before it that does not let others pass. */
const isBehind = (turn: TurnTools, item: ParkedItem): boolean =>
  laneOf(turn, item.parked.lane).some(
    ({ id, parked: { state } }) => id < item.id && state !== 'early',
  );

/**
 * Closes the ask of a message, if it is open, so that its instance takes other commands again. Its
 * answer, if it comes yet, finds no one: what the callee has done for it is undone.
 */
const takeBackAsk = (turn: TurnTools, { id, parked: { unit } }: ParkedItem): void => {
  if (unit.to !== 'command' || !turn.engine.registry.deciders.get(unit.command.type)) return;
  const loaded = loadedFor(turn, unit.command);
  if (loaded.ask?.parked === id) closeAsk(turn, loaded, false);
};

/** A deadline that is not sent is due no more. */
const dropDeadline = ({ workspace }: TurnTools, { parked: { unit } }: ParkedItem): void => {
  if (unit.to !== 'deadline') return;
  const item = workspace.get('deadline', unit.id);
  if (item && item.at === undefined) workspace.remove(item);
};

const caseIdOf = ({ engine }: TurnTools, item: ParkedItem): string =>
  caseIn(item, engine.registry.system.businessKey);

const noteOf = ({ note }: Operator): { readonly note?: string } =>
  note === undefined ? {} : { note };

type Done = { readonly operator: Operator; readonly did: string; readonly more?: Data };

/** Who did what to a message is kept in the log of its case. */
const record = (turn: TurnTools, item: ParkedItem, { operator, did, more = {} }: Done): void => {
  const { unit, lane } = item.parked;
  turn.workspace.append({
    kind: 'operation',
    type: messageIn(unit).type,
    subject: unit.to === 'command' ? subjectInLane(lane) : lane,
    caseId: caseIdOf(turn, item),
    at: turn.now,
    data: { did, ...noteOf(operator), cause: whyIn(item).cause, ...more },
    causedBy: causeOf(unit),
    actor: operator.actor,
  });
};
