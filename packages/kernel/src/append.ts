// Events, appended: the instance moves, claims are taken and given back, deadlines begin and end.

import { evolve } from '@dure/domain';
import type { AnyMessage } from '@dure/domain';
import { deadlinesAfter } from './deadlines.ts';
import { dataOf, fieldOf, keyIn } from './fields.ts';
import type { Data } from './fields.ts';
import type { Loaded } from './instances.ts';
import { noteId } from './known.ts';
import { actorOf, caseIn } from './met.ts';
import type { Met } from './met.ts';
import type { LogRecord } from './ports.ts';

type Appended = {
  readonly records: readonly LogRecord[];
  /** The rejection, when somebody else holds what an event would claim. Nothing is appended. */
  readonly refused?: { readonly type: string } & Data;
};

export const append = (met: Met, events: readonly AnyMessage[]): Appended => {
  const { turn, loaded } = met;
  for (const event of events) {
    const refused = claim(met, event);
    if (refused) return { records: [], refused: { ...dataOf(refused), type: refused.type } };
  }
  if (loaded.isNew) noteId(turn, loaded.key);
  return { records: events.map((event) => appendEvent(met, event)) };
};

const appendEvent = ({ turn, unit, loaded }: Met, drafted: AnyMessage): LogRecord => {
  needEntries(loaded, drafted);
  const { event, moves } = evolve(loaded.instance, drafted);
  loaded.move(moves);
  const data = dataOf(event);
  const { traceparent } = unit;
  const happened = {
    kind: 'event',
    type: event.type,
    subject: loaded.id,
    caseId: caseIn(turn, data, loaded.key),
    at: turn.now,
    data,
    causedBy: unit.causedBy,
    actor: actorOf(unit),
  } as const;
  const traced = traceparent === undefined ? happened : { ...happened, traceparent };
  const record = turn.workspace.append(traced);
  deadlinesAfter(turn, loaded, record);
  return record;
};

/** An event may move entries that its command did not name. */
const needEntries = (loaded: Loaded, event: AnyMessage): void => {
  for (const register of loaded.aggregate.registers) {
    if (register.per === undefined || register.evolve[event.type] === undefined) continue;
    const entry = keyIn(event, register.per);
    if (entry !== undefined) loaded.need(register, entry);
  }
};

/** Takes and gives back the claims of an event; the rejection, when another holds one. */
const claim = (met: Met, event: AnyMessage): AnyMessage | undefined => {
  const { claims } = met.loaded.aggregate;
  for (const field in claims) {
    const claimed = claims[field];
    if (!claimed) continue;
    const value = String(fieldOf(event, field) ?? remembered(met.loaded, field));
    const id = `${met.loaded.aggregate.name}.${field}/${value}`;
    if (claimed.releasedBy.includes(event.type)) {
      met.turn.workspace.remove({ drawer: 'claim', id });
    }
    if (claimed.takenBy !== event.type) continue;
    const holder = takeClaim(met, id);
    // `Claim` has tied the refusal to the aggregate's rejections.
    if (holder !== undefined) return claimed.refuses({ value, holder } as never) as AnyMessage;
  }
  return undefined;
};

/** Takes a claim that is free; else who holds it. */
const takeClaim = ({ turn, loaded }: Met, id: string): string | undefined => {
  // What lies in the drawer was put there below: the key of an instance.
  const holder = turn.workspace.get('claim', id)?.body as string | undefined;
  if (holder === undefined) {
    turn.workspace.insert({ drawer: 'claim', id, body: loaded.key });
    return undefined;
  }
  return holder === loaded.key ? undefined : holder;
};

const remembered = ({ aggregate, instance }: Loaded, field: string): unknown => {
  const whole = aggregate.registers.find(({ per }) => per === undefined);
  return whole && fieldOf(instance.state(whole), field);
};
