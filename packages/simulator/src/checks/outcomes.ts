// The answers that clients got are true, and stay true.

import type { Outcome } from '@dure/kernel';
import { caseOf, isTriedAgain } from '../clients.ts';
import type { ClientRequest } from '../clients.ts';
import type { Finding } from '../finding.ts';
import { Poison } from '../poison.ts';
import type { World } from '../world.ts';
import { canonical } from './canonical.ts';

type Done = Extract<Outcome, { is: 'done' }>;

export const checkOutcomes = (
  world: World,
  requests: readonly ClientRequest[],
): readonly Finding[] =>
  requests.flatMap((request) => {
    const caseId = caseOf(world, request);
    const broken = [
      ...request.complaints,
      ...unanswered(request),
      ...changed(request),
      ...request.outcomes.flatMap((outcome) => failed(world, outcome)),
      ...request.outcomes.flatMap((outcome) => (outcome.is === 'done' ? lost(world, outcome) : [])),
      ...leftBehind(world, request),
    ];
    return broken.map((words) => ({
      of: 'P1',
      caseId,
      words: `${request.key} (${request.command.type}) ${words}`,
    }));
  });

const unanswered = ({ outcomes, tries, isGivenUp }: ClientRequest): readonly string[] =>
  isGivenUp
    ? [`got no answer for good in ${tries} tries: ${canonical(outcomes.at(-1) ?? 'none')}`]
    : [];

/** The answers that are kept: the same key gets the first one again. */
const isKept = (outcome: Outcome): boolean => {
  if (isTriedAgain(outcome) || ['invalid', 'forbidden'].includes(outcome.is)) return false;
  return outcome.is !== 'refused' || outcome.rejection['retryAfter'] === undefined;
};

const changed = ({ outcomes }: ClientRequest): readonly string[] => {
  const answers = new Set(outcomes.filter(isKept).map(essence));
  return answers.size > 1 ? [`got different answers: ${[...answers].join(' and ')}`] : [];
};

/** What must not differ between two answers to the same. */
const essence = (outcome: Outcome): string => {
  if (outcome.is !== 'done') return canonical(outcome);
  const { key, events, position } = outcome;
  return canonical({ key, events, position });
};

/** A rule fails by poison alone. */
const failed = ({ incidents }: World, outcome: Outcome): readonly string[] => {
  if (outcome.is !== 'failed') return [];
  const cause = incidents.find(({ id }) => id === outcome.incident)?.cause;
  return cause instanceof Poison ? [] : [`failed: ${outcome.incident}`];
};

/** The events of an answer stand in the log, at its position. */
const lost = ({ history }: World, { events, position }: Done): readonly string[] => {
  const { context, partition, sequence } = position;
  if (events.length === 0) return [];
  const log = history.log(context, partition).slice(sequence - events.length, sequence);
  const found = log.map(({ type }) => type);
  if (canonical(found) === canonical(events)) return [];
  const place = `${partition}.${sequence}`;
  return [`was told of ${events.join(', ')}, and at ${place} is ${found.join(', ')}.`];
};

/** A command that was refused for good has left no event. */
const leftBehind = ({ history }: World, { key, outcomes }: ClientRequest): readonly string[] => {
  const answers = outcomes.filter(isKept);
  if (answers.length === 0 || answers.some(({ is }) => is === 'done')) return [];
  const left = history.all.filter(({ record }) => record.causedBy === key);
  // What an ask has left with its callee is undone, and looked at by the business itself.
  const events = left.filter(({ record: { kind, actor } }) => {
    return kind === 'event' && !actor.startsWith('ask:');
  });
  return events.map(({ id, record }) => `was refused, and left ${record.type} at ${id}.`);
};
