// Whatever set something in motion did so once, and in the order in which it happened.

import { calendarOf, messageOf } from '@dure/domain';
import type { AnyMessage, Policy, Setting } from '@dure/domain';
import { recordIn } from '@dure/kernel/ids';
import type { Finding } from '../finding.ts';
import type { Committed, History } from '../history.ts';
import type { World } from '../world.ts';
import { canonical } from './canonical.ts';

/** All that one cause brought forth by one way in one instance. */
type Effect = {
  readonly cause: string;
  readonly actor: string;
  readonly subject: string;
  readonly records: Committed[];
};

export const checkEffects = (world: World): readonly Finding[] => {
  const { history } = world;
  const effects = effectsIn(history);
  return [
    ...effects.flatMap((effect) => repeated(world, effect)),
    ...disordered(world, effects),
    ...sentTwice(history),
  ];
};

const effectsIn = ({ all }: History): readonly Effect[] => {
  const effects = new Map<string, Effect>();
  for (const committed of all) {
    const { causedBy: cause, actor, subject, kind } = committed.record;
    // What a person does they may do again.
    if (kind === 'command' || kind === 'operation') continue;
    const place = `${committed.context} ${cause} ${actor} ${subject}`;
    const known = effects.get(place);
    if (known) known.records.push(committed);
    else effects.set(place, { cause, actor, subject, records: [committed] });
  }
  return [...effects.values()];
};

/** One decision appends its records without a gap, or one refusal. */
const repeated = (world: World, effect: Effect): readonly Finding[] => {
  const { cause, actor, subject, records } = effect;
  const runs = records.filter((record, index) => !follows(records[index - 1], record));
  const refusals = records.filter(({ record }) => record.kind === 'refusal').length;
  const decisions = Math.max(refusals + (refusals < records.length ? 1 : 0), runs.length);
  if (decisions <= 1 || decisions <= timesAllowed(world, effect)) return [];
  const found = records.map(({ id, record }) => `${record.type} at ${id}`).join(', ');
  const words = `${cause} took effect ${decisions} times in ${subject}, by ${actor}: ${found}`;
  return [{ of: 'P2', caseId: records[0]?.record.caseId, words }];
};

const follows = (before: Committed | undefined, after: Committed): boolean =>
  before !== undefined &&
  before.partition === after.partition &&
  before.record.sequence + 1 === after.record.sequence;

/**
 * A deadline that comes again has no end of its own, a policy may send several commands to one
 * instance, and an ask that was taken back may be asked anew; everything else happens once.
 */
const timesAllowed = (world: World, { cause, actor }: Effect): number => {
  const [kind, name = ''] = actor.split(':');
  const { contexts } = world.system;
  if (kind === 'deadline') {
    return contexts.some(({ deadlines }) => deadlines[name]?.again !== undefined) ? Infinity : 1;
  }
  if (kind === 'ask') return 1 + timesTakenBack(world, { cause, actor });
  if (kind !== 'policy') return 1;
  const event = world.history.all.find(({ id }) => id === cause);
  const policies = contexts.flatMap(({ policies: of }) => of[name] ?? []);
  return event ? Math.max(1, ...policies.map((policy) => commandsOf(world, policy, event))) : 1;
};

/** How often `ask:order:holdCooking` was undone for a command that is then decided again. */
const timesTakenBack = (
  { history }: World,
  { cause, actor }: Pick<Effect, 'cause' | 'actor'>,
): number => {
  const undo = `undo:${actor.slice(actor.lastIndexOf(':') + 1)}`;
  const isUndo = ({ record }: Committed) =>
    record.kind === 'command' && record.actor === undo && record.causedBy === cause;
  return history.all.filter(isUndo).length;
};

const commandsOf = (world: World, policy: Policy, { record }: Committed): number => {
  if (!policy.whenever.some(({ type }) => type === record.type)) return 0;
  const { settings } = world.plan.conditions;
  const setting = <T>({ name, standard }: Setting<T>): T =>
    // The kernel reads the drawn settings in the same way.
    name in settings ? (settings[name] as T) : standard;
  const nothingFound = () => undefined;
  const now = record.at;
  const { dayOf } = calendarOf(world.system.timeZone);
  const known = { now, today: dayOf(now), setting, find: nothingFound, row: nothingFound };
  const sent: readonly AnyMessage[] = [policy.react(messageOf(record), known) ?? []].flat();
  return sent.length;
};

/** A process sends a command once for what happened. Asks may be taken back more than once. */
const sentTwice = ({ all }: History): readonly Finding[] => {
  const sent = new Set<string>();
  return all.flatMap(({ id, record }) => {
    const { kind, causedBy, actor, type, data, caseId } = record;
    if (kind !== 'command' || actor.startsWith('undo:')) return [];
    const command = `${causedBy} ${actor} ${type} ${canonical(data)}`;
    if (!sent.has(command)) {
      sent.add(command);
      return [];
    }
    return [{ of: 'P2', caseId, words: `${type} was sent again as ${id}, for ${causedBy}.` }];
  });
};

/** The case of a cause, where cases may overtake one another. */
const casesOf = ({ poisons, versions, history }: World): ((cause: string) => string) => {
  const isEvent = ({ record }: Committed) => record.kind === 'event';
  const isAllKnown = history.all.filter(isEvent).every((one) => versions.isKnownToAll(one));
  if (!poisons.hasStruckAny && isAllKnown) return () => '';
  const cases = new Map(history.all.map(({ id, record }) => [id, record.caseId]));
  return (cause) => cases.get(cause) ?? '';
};

/**
 * Per way and instance, causes of one source take effect in the order of their sequence. What was
 * poisoned stops its own case only, as does an event that a former version does not know: others
 * may overtake it.
 */
const disordered = (world: World, effects: readonly Effect[]): readonly Finding[] => {
  const caseOf = casesOf(world);
  const last = new Map<string, number>();
  return effects.flatMap(({ cause, actor, subject, records }) => {
    const { context, partition, sequence } = recordIn(cause);
    if (context === '' || Number.isNaN(sequence) || !isDelivered(actor)) return [];
    const lane = `${context}.${partition} ${actor} ${subject} ${caseOf(cause)}`;
    const before = last.get(lane) ?? 0;
    last.set(lane, sequence);
    if (before <= sequence) return [];
    const words = `${cause} took effect in ${subject} after a later one, by ${actor}.`;
    return [{ of: 'P3', caseId: records[0]?.record.caseId, words }];
  });
};

const isDelivered = (actor: string): boolean => /^(policy|saga):/.test(actor);
