// Deadlines: begun and ended in the turn of their events, and sent when due.

import { messageOf } from '@dure/domain';
import type { AnyMessage, Deadline } from '@dure/domain';
import type { TurnTools } from '../engine.ts';
import { deadlineCommandId, deadlineId, deadlineLane, instanceIn, recordId } from '../ids.ts';
import { asJson, dataOf, keyIn } from '../turn/fields.ts';
import type { LoadedAggregate } from '../turn/aggregate-repository.ts';
import type { Item, LogRecord } from '../ports.ts';
import type { Named } from '../registry.ts';
import { versionOf } from '../turn/lifting.ts';
import type { Laned } from '../turn/messages.ts';

/** What lies in the collection `deadline`. */
export type Pending = {
  readonly name: string;
  /** The instance that its command goes to. */
  readonly subject: string;
  readonly event: AnyMessage;
  readonly caseId: string;
  readonly causedBy: string;
  /** How often it was sent before. */
  readonly times: number;
};

const keyOf = (
  { name, it }: Named<Deadline>,
  loaded: LoadedAggregate,
  { data }: LogRecord,
): string =>
  it.per === undefined
    ? deadlineId(name, loaded.key)
    : deadlineId(name, loaded.key, keyIn(data, it.per) ?? '');

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
  const { engine, workspace, partition } = turn;
  for (const ended of engine.registry.endedBy(record.type)) {
    const id = keyOf(ended, loaded, record);
    workspace.remove({ collection: 'deadline', id });
    if (ended.it.work) workspace.remove({ collection: 'work', id });
  }
  for (const started of engine.registry.startedBy(record.type)) {
    const event = messageOf(record);
    const at = started.it.at(event, knownAt(turn, record.at));
    const pending: Pending = {
      name: started.name,
      subject: loaded.id,
      event,
      caseId: record.caseId,
      causedBy: recordId(engine.context, partition, record.sequence),
      times: 0,
    };
    put(turn, { id: keyOf(started, loaded, record), at: Math.ceil(at) }, pending);
  }
};

/** Sends a deadline that is due. Its command, if it has one, comes back as a unit of work. */
export const fire = (turn: TurnTools, item: Item): Laned | undefined => {
  const { engine, workspace } = turn;
  // What lies in the collection was put there by `put`.
  const pending = item.body as unknown as Pending;
  const deadline = engine.registry.context.deadlines[pending.name];
  if (!deadline) return undefined;
  engine.metrics.add('deadlines_fired');
  const times = pending.times + 1;
  const again = deadline.again?.(times, knownAt(turn, turn.now));
  if (again === undefined) workspace.remove(item);
  else put(turn, { id: item.id, at: turn.now + again }, { ...pending, times });
  if (deadline.work) {
    const { key } = instanceIn(pending.subject);
    const body = { kind: 'reminder', key, caseId: pending.caseId, ...deadline.work };
    workspace.put({ collection: 'work', id: item.id, body, at: turn.now });
  }
  if (deadline.remind) remind(turn, pending, deadline.remind(pending.event));
  if (!deadline.due) return undefined;
  return {
    lane: deadlineLane(pending.subject),
    key: instanceIn(pending.subject).key,
    unit: {
      to: 'command',
      id: deadlineCommandId(item.id, pending.causedBy, times),
      command: deadline.due(pending.event),
      by: { kind: 'deadline', name: pending.name, claims: {} },
      causedBy: pending.causedBy,
    },
  };
};

const remind = (turn: TurnTools, pending: Pending, message: AnyMessage): void => {
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
