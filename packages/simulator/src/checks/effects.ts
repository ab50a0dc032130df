// Whatever set something in motion did so once, and in the order in which it happened.

import type { System } from '@dure/domain';
import type { Finding } from '../finding.ts';
import type { Committed, History } from '../history.ts';

/** All that one cause brought forth by one way in one instance. */
type Effect = {
  readonly cause: string;
  readonly actor: string;
  readonly subject: string;
  readonly records: Committed[];
};

export const checkEffects = (system: System, history: History): readonly Finding[] => {
  const effects = effectsIn(history);
  return [...effects.flatMap((effect) => repeated(system, effect)), ...disordered(effects)];
};

const effectsIn = ({ all }: History): readonly Effect[] => {
  const effects = new Map<string, Effect>();
  for (const committed of all) {
    const { causedBy: cause, actor, subject, kind } = committed.record;
    if (kind === 'command' || kind === 'reminder') continue;
    const place = `${committed.context} ${cause} ${actor} ${subject}`;
    const known = effects.get(place);
    if (known) known.records.push(committed);
    else effects.set(place, { cause, actor, subject, records: [committed] });
  }
  return [...effects.values()];
};

/** One decision appends its records without a gap, or one refusal. */
const repeated = (system: System, effect: Effect): readonly Finding[] => {
  const { cause, actor, subject, records } = effect;
  const runs = records.filter((record, index) => !follows(records[index - 1], record));
  const refusals = records.filter(({ record }) => record.kind === 'refusal').length;
  const decisions = Math.max(refusals + (refusals < records.length ? 1 : 0), runs.length);
  if (decisions <= timesAllowed(system, actor)) return [];
  const found = records.map(({ id, record }) => `${record.type} at ${id}`).join(', ');
  const words = `${cause} took effect ${decisions} times in ${subject}, by ${actor}: ${found}`;
  return [{ of: 'P2', caseId: records[0]?.record.caseId, words }];
};

const follows = (before: Committed | undefined, after: Committed): boolean =>
  before !== undefined &&
  before.partition === after.partition &&
  before.record.sequence + 1 === after.record.sequence;

/** A deadline that comes again has no end of its own; everything else happens once. */
const timesAllowed = (system: System, actor: string): number => {
  const [kind, name = ''] = actor.split(':');
  if (kind !== 'deadline') return 1;
  const deadlines = system.contexts.map(({ deadlines: of }) => of[name]);
  return deadlines.some((of) => of?.again !== undefined) ? Infinity : 1;
};

/** Per way and instance, causes of one source take effect in the order of their sequence. */
const disordered = (effects: readonly Effect[]): readonly Finding[] => {
  const last = new Map<string, number>();
  return effects.flatMap(({ cause, actor, subject, records }) => {
    const dot = cause.lastIndexOf('.');
    const sequence = Number(cause.slice(dot + 1));
    if (dot < 0 || Number.isNaN(sequence) || !isDelivered(actor)) return [];
    const lane = `${cause.slice(0, dot)} ${actor} ${subject}`;
    const before = last.get(lane) ?? 0;
    last.set(lane, sequence);
    if (before <= sequence) return [];
    const words = `${cause} took effect in ${subject} after a later one, by ${actor}.`;
    return [{ of: 'P3', caseId: records[0]?.record.caseId, words }];
  });
};

const isDelivered = (actor: string): boolean => /^(policy|saga):/.test(actor);
