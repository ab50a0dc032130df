// Durable units: messages that must be handled whatever it takes. Host one tells how it ended:
// done, or how it is to be parked.

import { makeCall, openAsk, refusedAtOnce } from '../commands/asks.ts';
import { loadedFor, perform } from '../commands/decide.ts';
import type { Asking, Result } from '../commands/decide.ts';
import { actorOf, caseIn, subjectOf } from '../commands/knowledge.ts';
import type { Ended as EndedCommand } from '../commands/knowledge.ts';
import type { TurnTools } from '../engine.ts';
import { workId } from '../ids.ts';
import { needLifted, unitsNow } from '../turn/kept-units.ts';
import { retiredCause } from '../ports.ts';
import { asJson, keyIn } from '../turn/messages.ts';
import type {
  Data,
  CallUnit,
  CommandUnit,
  DurableUnit,
  Laned,
  RouteUnit,
} from '../turn/messages.ts';
import { fire } from '../deadlines/deadlines.ts';
import { askedBy, holdTo } from './lost-answers.ts';
import { retryAt } from './parking-lot.ts';
import type { AskedForGood, Change, ParkedBody } from './parking-lot.ts';
import { putWork } from './work-list.ts';
import { asLate, draw } from '../projections/project.ts';
import { runProcess } from './reactions.ts';
import { routedAgain } from './routing.ts';
import { freeWhenEmpty, reroute } from './stuck-routes.ts';

/** Where a unit stands, or would stand, in its lane. */
export type Place = Pick<ParkedBody, 'lane' | 'attempts' | 'round' | 'asked' | 'since'> & {
  readonly id: string;
};

export type Ended =
  | {
      readonly is: 'done';
      /** What it sends to this partition itself. */ readonly next?: readonly Laned[];
    }
  | { readonly is: 'parked'; readonly change: Change };

const done: Ended = { is: 'done' };

const parked = (state: ParkedBody['state'], cause: string, at?: number): Ended => ({
  is: 'parked',
  change: { state, cause, at },
});

const asking = (cause: string, at: number, asked: AskedForGood | null): Ended => ({
  is: 'parked',
  change: { state: 'asking', cause, at, asked },
});

/** Tries a unit. What it throws is for the lane to stop at. */
export const run = (turn: TurnTools, unit: DurableUnit, place: Place): Ended => {
  if (place.attempts === 0) return runNow(turn, unit, place);
  // It was parked, maybe by an older version of the wall.
  const units = unitsNow(turn.engine.registry, unit);
  const [only] = units;
  if (only && units.length === 1) return runNow(turn, only, place);
  return runAll(turn, units, place);
};

/** The parts of an event that was split, of which one may be early. */
const runAll = (turn: TurnTools, units: readonly DurableUnit[], place: Place): Ended => {
  const ends = units.map((unit) => runNow(turn, unit, place));
  const parted = ends.find(({ is }) => is === 'parked');
  if (parted) return parted;
  return { is: 'done', next: ends.flatMap((end) => (end.is === 'done' ? (end.next ?? []) : [])) };
};

const runNow = (turn: TurnTools, unit: DurableUnit, place: Place): Ended => {
  switch (unit.to) {
    case 'command':
      return runCommand(turn, unit, place);
    case 'process':
      return { is: 'done', next: runProcess(turn, unit) };
    case 'route':
      freeWhenEmpty(turn, place.lane);
      return { is: 'done', next: runRoute(turn, unit, place) };
    case 'deadline':
      return { is: 'done', next: fire(turn, unit) };
    case 'view':
      return draw(turn, unit) === 'drawn' ? done : early(turn, place, 'its row is not there');
    default:
      return runCall(turn, unit, place);
  }
};

const runRoute = (turn: TurnTools, unit: RouteUnit, { attempts }: Place): readonly Laned[] => {
  const { registry, store } = turn.engine;
  if (unit.isPart === true || store.partitions === 1) {
    const sent = routedAgain(turn, unit);
    return attempts === 0 ? sent : sent.map((laned) => asLate(laned, unit));
  }
  // An earlier version has parked it once for all partitions. What still cannot be lifted stops
  // here again, and not on its way through the log.
  if (unit.of === 'upcast') needLifted(registry, unit.delivered);
  reroute(turn, unit);
  return [];
};

const runCall = (turn: TurnTools, { call }: CallUnit, place: Place): Ended => {
  turn.workspace.afterwards.push(() => {
    void makeCall(turn.engine, call).then((answer) => turn.takeEnd(place, answer));
  });
  const asked = { name: call.type, to: call.to, message: asJson(call.data) };
  return asking(`calls ${call.to}.${call.type}`, turn.now + call.budgetMs + 1_000, asked);
};

const early = (turn: TurnTools, { attempts, since }: Place, cause: string): Ended => {
  const isListed = turn.now - since >= turn.engine.limits.earlyHoldMs;
  return { is: 'parked', change: { state: 'early', cause, isListed, at: retryAt(turn, attempts) } };
};

const runCommand = (turn: TurnTools, unit: CommandUnit, place: Place): Ended => {
  const asksUntil = ownAsk(turn, unit, place);
  if (asksUntil !== undefined) return parked('asking', 'asks', asksUntil);
  const result = perform(turn, unit);
  const { performed } = result;
  if (place.asked) holdTo(place.asked, performed);
  return performed.is === 'asking' ? begin(performed, place) : endOf(turn, unit, { place, result });
};

const begin = (begun: Asking, place: Place): Ended => {
  const { asked, context } = begun;
  const { turn, unit, command, minted } = context;
  const answer = refusedAtOnce(turn, asked);
  if (answer) {
    const never = { attempt: '', ask: asked.ask.name, command, message: asked.message, minted };
    return endOf(turn, unit, { place, result: perform(turn, unit, { ...never, answer }) });
  }
  const order = { unit, asking: begun, parked: place.id, round: place.round, until: Infinity };
  const open = openAsk(turn, order, (answered) => turn.takeEnd(place, answered));
  return asking(`asks ${asked.ask.name}`, open.expiresAt, askedBy(begun, open));
};

/**
 * When the command's own ask expires, if it is open. One that has expired was left by a process
 * that died; it is asked again under the same key.
 */
const ownAsk = (turn: TurnTools, unit: CommandUnit, place: Place): number | undefined => {
  if (place.attempts === 0) return undefined;
  const loaded = loadedFor(turn, unit.command);
  const { ask } = loaded;
  if (ask?.parked !== place.id) return undefined;
  if (ask.expiresAt > turn.now) return ask.expiresAt;
  loaded.setAsk(undefined);
  return undefined;
};

type Trial = { readonly place: Place; readonly result: Result };

/** How a durable command ended, by its outcome. */
export const endOf = (turn: TurnTools, unit: CommandUnit, { place, result }: Trial): Ended => {
  const { performed, answer } = result;
  switch (performed.is) {
    case 'waits':
      return parked('waiting', 'an ask is open', laterThan(turn, performed.loaded.ask?.expiresAt));
    case 'asking':
    case 'conflict':
      return parked('retrying', performed.is, retryAt(turn, place.attempts));
    case 'unavailable':
      return unavailable(turn, place, performed);
    case 'done':
      return done;
    default:
      return answer === 'passedOn' ? stopped(performed) : refused(turn, unit, { place, performed });
  }
};

/** An ask of another replica may outlive its instant a little. */
const laterThan = (turn: TurnTools, at = 0): number => Math.max(at, turn.now + 50);

type Unavailable = Extract<EndedCommand, { readonly is: 'unavailable' }>;

/** What waits for a context that was retired would wait for ever: it is for a person to settle. */
const unavailable = (
  turn: TurnTools,
  { attempts }: Place,
  { retryAfter, retired }: Unavailable,
): Ended => {
  if (retired !== undefined) {
    const how = { cause: retiredCause(retired), isListed: true, at: undefined };
    return { is: 'parked', change: { state: 'stopped', ...how } };
  }
  const isListed = attempts >= turn.engine.limits.listAfterAttempts;
  const at = Math.max(retryAt(turn, attempts), turn.now + retryAfter * 1000);
  return { is: 'parked', change: { state: 'retrying', cause: 'unavailable', isListed, at } };
};

const stopped = (performed: EndedCommand): Ended => {
  const { rejection: cause, ...detail } = reasonOf(performed);
  const how = { cause, detail, isListed: true, at: undefined };
  return { is: 'parked', change: { state: 'stopped', ...how } };
};

type Refused = { readonly place: Place; readonly performed: EndedCommand };

const refused = (turn: TurnTools, unit: CommandUnit, { place, performed }: Refused): Ended => {
  if (performed.is === 'outOfTurn' && performed.isInitial && unit.by.kind !== 'deadline') {
    return early(turn, place, `${unit.command.type} came before its case`);
  }
  noteRefusal(turn, unit, reasonOf(performed));
  if (unit.isUndo || unit.by.kind === 'undo') noteRefusedUndo(turn, unit, reasonOf(performed));
  return done;
};

type Reason = Data & { readonly rejection: string };

const reasonOf = (performed: EndedCommand): Reason => {
  if (performed.is === 'refused') {
    const { type, ...fields } = performed.rejection;
    return { ...fields, rejection: type };
  }
  if (performed.is === 'outOfTurn') return { rejection: 'OutOfTurn', status: performed.state };
  return { rejection: performed.is };
};

/** What could not be taken back is for a person to settle. */
const noteRefusedUndo = (turn: TurnTools, unit: CommandUnit, { rejection }: Reason): void => {
  const { type } = unit.command;
  const field = turn.engine.registry.deciders.get(type)?.identifiedBy ?? '';
  const key = keyIn(unit.command, field) ?? '';
  const caseId = caseIn(turn, unit.command, key);
  const facts = { kind: 'refused undo', key, caseId, type, cause: rejection } as const;
  putWork(turn, workId('undo', unit.id), facts);
};

/** A refused message of the machine leaves its trace in the trail of its case. */
const noteRefusal = (turn: TurnTools, unit: CommandUnit, data: Data): void => {
  const { engine, workspace, now } = turn;
  // A deadline that comes late is no refusal: what it waited for has happened.
  if (unit.by.kind === 'deadline') return;
  const { type } = unit.command;
  const field = engine.registry.deciders.get(type)?.identifiedBy ?? '';
  const key = keyIn(unit.command, field) ?? '';
  engine.metrics.add('refusals');
  workspace.append({
    kind: 'refusal',
    type,
    subject: subjectOf(turn, type, key),
    caseId: caseIn(turn, unit.command, key),
    at: now,
    data,
    causedBy: unit.causedBy,
    actor: actorOf(unit),
  });
};
