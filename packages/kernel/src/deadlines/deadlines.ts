// Deadlines: begun and ended in the turn of their events, and sent when due.

import { messageOf, needPlain, wrongResult } from '@dure/domain';
import type { AnyMessage, Deadline } from '@dure/domain';
import type { TurnTools } from '../engine.ts';
import {
  deadlineCommandId,
  deadlineId,
  deadlineLane,
  formerDeadlineId,
  instanceIn,
  recordId,
} from '../ids.ts';
import { pendingNow } from '../turn/kept-units.ts';
import { asJson, dataOf, keyIn, NotOnWall, versionOf } from '../turn/messages.ts';
import type { DeadlineUnit, DurableUnit, Laned, Pending } from '../turn/messages.ts';
import { putWork } from '../inbox/work-list.ts';
import type { LoadedAggregate } from '../turn/aggregate-repository.ts';
import type { Item, LogRecord } from '../ports.ts';
import type { Named } from '../registry.ts';

const keyOf = (
  { name, it }: Named<Deadline>,
  loaded: LoadedAggregate,
  { data }: LogRecord,
): string =>
  it.per === undefined
    ? deadlineId(name, loaded.key)
    : deadlineId(name, loaded.key, keyIn(data, it.per) ?? '');

/** As it is named, and as it was before keys were escaped. */
const keysOf = (
  of: Named<Deadline>,
  loaded: LoadedAggregate,
  record: LogRecord,
): readonly string[] => {
  const key = keyOf(of, loaded, record);
  if (of.it.per === undefined) return [key];
  const entry = keyIn(record.data, of.it.per) ?? '';
  return [...new Set([key, formerDeadlineId(of.name, loaded.key, entry)])];
};

/** Under its name, and under those that it had before. */
const drop = (
  { workspace }: TurnTools,
  { name, it }: Named<Deadline>,
  idsOf: (of: Named<Deadline>) => readonly string[],
): void => {
  for (const called of [name, ...(it.formerly ?? [])]) {
    for (const id of idsOf({ name: called, it })) {
      workspace.remove({ collection: 'deadline', id });
      if (it.work) workspace.remove({ collection: 'work', id });
    }
  }
};

const knownAt = ({ engine }: TurnTools, at: number) => ({
  now: at,
  today: engine.calendar.dayOf(at),
  setting: engine.setting,
});

const put = (turn: TurnTools, { id, at }: { id: string; at: number }, pending: Pending): void => {
  // Pending deadlines hold events, which are JSON.
  turn.workspace.put({ collection: 'deadline', id, body: asJson(pending), at });
  turn.wakeAt(at);
};

/** Drops the deadlines that an event ends, and begins those that it starts. */
export const deadlinesAfter = (
  turn: TurnTools,
  loaded: LoadedAggregate,
  record: LogRecord,
): void => {
  const { engine, partition } = turn;
  for (const ended of engine.registry.endedBy.get(record.type) ?? []) {
    drop(turn, ended, (of) => keysOf(of, loaded, record));
  }
  for (const started of engine.registry.startedBy.get(record.type) ?? []) {
    const event = messageOf(record);
    const at = started.it.at(event, knownAt(turn, record.at));
    const pending: Pending = {
      name: started.name,
      subject: loaded.id,
      event,
      ...(record.version === undefined ? {} : { version: record.version }),
      caseId: record.caseId,
      causedBy: recordId(engine.context, partition, record.sequence),
      times: 0,
    };
    needInstant(started.name, at);
    const isRenamed = started.it.formerly || keysOf(started, loaded, record).length > 1;
    if (isRenamed) drop(turn, started, (of) => keysOf(of, loaded, record));
    put(turn, { id: keyOf(started, loaded, record), at: Math.ceil(at) }, pending);
  }
};

const needInstant = (name: string, at: number): void => {
  if (!Number.isFinite(at)) throw wrongResult(name, at, `is due at ${at}, which is no instant`);
};

const lanedAs = ({ subject }: Pending, unit: DurableUnit): Laned => ({
  lane: deadlineLane(subject),
  key: instanceIn(subject).key,
  unit,
});

/** A deadline that is due, as the unit that sends it: from here on it is due no more. */
export const dueUnit = ({ workspace }: TurnTools, item: Item): Laned => {
  const { at: _at, ...kept } = item;
  workspace.put(kept);
  // Items of the collection are written by `put`.
  const pending = item.body as unknown as Pending;
  return lanedAs(pending, { to: 'deadline', id: item.id, pending });
};

/**
 * Sends a deadline that is due. Its command, if it has one, comes back as a unit of work.
 * @throws what a function of the deadline throws: the unit stops in the lane of its case.
 */
export const fire = (turn: TurnTools, unit: DeadlineUnit): readonly Laned[] => {
  const { id } = unit;
  const item = turn.workspace.get('deadline', id);
  // While the unit was parked, the deadline has ended, or has begun anew.
  if (!item || item.at !== undefined) return [];
  const { registry } = turn.engine;
  const pending = pendingNow(registry, unit.pending);
  const deadline = registry.deadlineNamed(pending.name);
  if (!deadline && registry.context.removedDeadlines.has(pending.name)) {
    return dropRemoved(turn, item, pending);
  }
  if (!deadline) throw new NotOnWall('deadline', pending.name);
  return send(turn, item, { deadline, pending });
};

type Ringing = { readonly deadline: Deadline; readonly pending: Pending };

const send = (turn: TurnTools, item: Item, { deadline, pending }: Ringing): readonly Laned[] => {
  const { id } = item;
  turn.engine.metrics.add('deadlines_fired');
  const times = pending.times + 1;
  repeat(turn, item, { deadline, pending: { ...pending, times } });
  if (deadline.work) {
    const { key } = instanceIn(pending.subject);
    const { event, caseId } = pending;
    const resend = deadline.resend && { resend: deadline.resend(event) };
    const facts = { kind: 'reminder', key, caseId, type: event.type, ...resend } as const;
    needPlain(`What ${pending.name} has sent again`, facts);
    putWork(turn, id, { ...facts, ...deadline.work });
  }
  if (deadline.remind) remind(turn, pending, deadline.remind(pending.event));
  if (!deadline.due) return [];
  const command = {
    to: 'command',
    id: deadlineCommandId(id, pending.causedBy, times),
    command: needPlain(`The command of ${pending.name}`, deadline.due(pending.event)),
    by: { kind: 'deadline', name: pending.name, claims: {} },
    causedBy: pending.causedBy,
  } as const;
  return [lanedAs(pending, command)];
};

/** Nothing waits for it any more. The case tells that it was so. */
const dropRemoved = (turn: TurnTools, item: Item, pending: Pending): readonly Laned[] => {
  turn.workspace.remove(item);
  turn.workspace.append({
    kind: 'refusal',
    type: pending.name,
    subject: pending.subject,
    caseId: pending.caseId,
    at: turn.now,
    data: { rejection: 'DeadlineRemoved' },
    causedBy: pending.causedBy,
    actor: `deadline:${pending.name}`,
  });
  return [];
};

/** Drops a deadline that was sent, or lets it be due again. */
const repeat = (turn: TurnTools, item: Item, { deadline, pending }: Ringing): void => {
  const afterMs = deadline.again?.(pending.times, knownAt(turn, turn.now));
  if (afterMs === undefined) return turn.workspace.remove(item);
  if (!(afterMs > 0 && afterMs < Infinity)) {
    const problem = `comes again after ${afterMs} ms: it would never rest`;
    throw wrongResult(pending.name, afterMs, problem);
  }
  put(turn, { id: item.id, at: Math.ceil(turn.now + afterMs) }, pending);
};

const remind = (turn: TurnTools, pending: Pending, message: AnyMessage): void => {
  needPlain(`The reminder of ${pending.name}`, message);
  turn.workspace.append({
    kind: 'reminder',
    type: message.type,
    ...versionOf(turn.engine.registry, turn.engine.context, message.type),
    subject: pending.subject,
    caseId: pending.caseId,
    at: turn.now,
    data: dataOf(message),
    causedBy: pending.causedBy,
    actor: `deadline:${pending.name}`,
  });
};
