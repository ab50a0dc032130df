// Events, appended: the instance moves, claims are taken and given back, deadlines begin and end.

import { evolve } from '@dure/domain';
import type { AnyMessage } from '@dure/domain';
import { deadlinesAfter } from '../deadlines/deadlines.ts';
import { claimId } from '../ids.ts';
import { dataOf, fieldOf, keyIn } from '../turn/fields.ts';
import { versionOf } from '../turn/lifting.ts';
import type { Data } from '../turn/fields.ts';
import type { LoadedAggregate } from '../turn/aggregate-repository.ts';
import { noteId } from './knowledge.ts';
import { actorOf, caseIn } from './command-context.ts';
import type { CommandContext } from './command-context.ts';
import type { LogRecord } from '../ports.ts';
import { needRightEvent, needRightStates } from '../turn/shapes.ts';

type Appended = {
  readonly records: readonly LogRecord[];
  /** The rejection, when somebody else holds what an event would claim. Nothing is appended. */
  readonly refused?: { readonly type: string } & Data;
};

export const append = (context: CommandContext, events: readonly AnyMessage[]): Appended => {
  const { turn, loaded } = context;
  for (const event of events) {
    const refused = claim(context, event);
    if (refused) return { records: [], refused: { ...dataOf(refused), type: refused.type } };
  }
  if (loaded.isNew) noteId(turn, loaded.key);
  return { records: events.map((event) => appendEvent(context, event)) };
};

const appendEvent = ({ turn, unit, loaded }: CommandContext, drafted: AnyMessage): LogRecord => {
  needEntries(loaded, drafted);
  const { event, moves } = evolve(loaded.instance, drafted);
  needRightEvent(loaded.aggregate.emits[event.type], event, event.type);
  needRightStates(moves);
  loaded.move(moves);
  const data = dataOf(event);
  const { traceparent } = unit;
  const happened = {
    kind: 'event',
    type: event.type,
    ...versionOf(turn.engine.registry, turn.engine.context, event.type),
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
const needEntries = (loaded: LoadedAggregate, event: AnyMessage): void => {
  for (const register of loaded.aggregate.registers) {
    if (register.per === undefined || register.evolve[event.type] === undefined) continue;
    const entry = keyIn(event, register.per);
    if (entry !== undefined) loaded.need(register, entry);
  }
};

/** Takes and gives back the claims of an event; the rejection, when another holds one. */
const claim = (context: CommandContext, event: AnyMessage): AnyMessage | undefined => {
  const { claims } = context.loaded.aggregate;
  for (const field in claims) {
    const claimed = claims[field];
    if (!claimed) continue;
    const value = String(fieldOf(event, field) ?? remembered(context.loaded, field));
    const id = claimId(context.loaded.aggregate.name, field, value);
    if (claimed.releasedBy.includes(event.type)) giveBack(context, id);
    if (claimed.takenBy !== event.type) continue;
    const holder = takeClaim(context, id);
    // `Claim` has tied the refusal to the aggregate's rejections.
    if (holder !== undefined) return claimed.refuses({ value, holder } as never) as AnyMessage;
  }
  return undefined;
};

/** Gives a claim back, if it is this instance that holds it. */
const giveBack = ({ turn, loaded }: CommandContext, id: string): void => {
  const { workspace } = turn;
  if (workspace.get('claim', id)?.body === loaded.key)
    workspace.remove({ collection: 'claim', id });
};

/** Takes a claim that is free; else who holds it. */
const takeClaim = ({ turn, loaded }: CommandContext, id: string): string | undefined => {
  // What lies in the collection was put there below: the key of an instance.
  const holder = turn.workspace.get('claim', id)?.body as string | undefined;
  if (holder === undefined) {
    turn.workspace.insert({ collection: 'claim', id, body: loaded.key });
    return undefined;
  }
  return holder === loaded.key ? undefined : holder;
};

const remembered = ({ aggregate, instance }: LoadedAggregate, field: string): unknown => {
  const whole = aggregate.registers.find(({ per }) => per === undefined);
  return whole && fieldOf(instance.state(whole), field);
};
