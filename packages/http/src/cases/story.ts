// A case as a sequence between lanes, and as a tree of causes: a page of records at a time.

import { contextLabel, labelOf, PAGE_RECORDS, redactorOf, trailPage } from '@dure/access';
import type { Business } from '@dure/access';
import type { LabelGroup } from '@dure/domain';
import type { CaseRecord } from '@dure/kernel';
import type { Published } from '../published.ts';
import { halType, send, sendProblem } from '../server/exchange.ts';
import type { Handle } from '../server/exchange.ts';
import { caseHref, caseIn, placeIn } from './lines.ts';
import type { Story, StoryStep } from './shape.ts';

/** What takes no longer is no idle time. */
const IDLE_MS = 60_000;

const groups: { readonly [K in CaseRecord['kind']]: LabelGroup } = {
  event: 'events',
  command: 'commands',
  reminder: 'reminders',
  refusal: 'commands',
  operation: 'commands',
};

/** A note is labelled where it belongs: a command in the context that takes it. */
export const labelOfRecord = ({ system }: Business, record: Titled) => {
  const at = record.target ?? record.context;
  const context = system.contexts.find(({ name }) => name === at);
  return labelOf(context ? { system, context } : { system }, groups[record.kind], record.type);
};

type Titled = Pick<CaseRecord, 'kind' | 'type' | 'target' | 'context'>;

/** Ids of records are those of their places; what a person sends has another one. */
const recordIdPattern = /^[\w-]+\.\d+\.\d+$/;

export const parentIn = ({ causedBy }: Pick<CaseRecord, 'causedBy'>): string | undefined =>
  recordIdPattern.test(causedBy) ? causedBy : undefined;

/** Parts of the machine are named in lower case: `policy:releaseRooms`, `saga:BookStay`. */
const personIn = (actor: string): string | undefined => {
  const [name = ''] = actor.split(':', 1);
  return /^[A-Z]/.test(name) ? name : undefined;
};

/** From the person, or from the context of its cause, to the context that it is for. */
const laneFrom = ({ actor, context, causedBy }: CaseRecord): string =>
  personIn(actor) ?? parentIn({ causedBy })?.replace(/\.\d+\.\d+$/, '') ?? context;

const lanesOf = ({ system }: Business, steps: readonly StoryStep[]): Story['lanes'] => {
  const names = new Set(steps.flatMap(({ from, to }) => [from, to]));
  return [...names].map((name) => {
    const context = system.contexts.find((of) => of.name === name);
    return context
      ? { name, label: contextLabel(context), kind: 'context' }
      : { name, label: labelOf({ system }, 'actors', name), kind: 'person' };
  });
};

const stepsOf = (business: Business, records: readonly CaseRecord[]): readonly StoryStep[] => {
  const redact = redactorOf(business.system);
  return records.map((record, index) => {
    const { id, at, kind, type, actor, subject, data } = redact(record.context, record);
    const before = records[index - 1];
    const idleMs = before ? record.at - before.at : 0;
    const parent = parentIn(record);
    return {
      id,
      at,
      kind,
      type,
      actor,
      subject,
      data,
      label: labelOfRecord(business, record),
      from: laneFrom(record),
      to: record.target ?? record.context,
      ...(parent === undefined ? {} : { parent }),
      ...(idleMs > IDLE_MS ? { idleMs } : {}),
    };
  });
};

export const storyHandler =
  (business: Published): Handle =>
  async (exchange) => {
    const found = await caseIn(exchange, business);
    if ('kind' in found) return sendProblem(exchange, found);
    const from = placeIn(exchange);
    if (typeof from === 'object') return sendProblem(exchange, from);
    const { caseId } = found;
    const { records, hasMore } = await trailPage(business, caseId, from);
    const steps = stepsOf(business, records);
    const at = (place: number) => ({
      href: `${caseHref(business.home, caseId)}/story?from=${place}`,
    });
    const next = hasMore ? { next: at(from + PAGE_RECORDS) } : {};
    const _links = { self: at(from), ...next };
    const story: Story = { caseId, lanes: lanesOf(business, steps), steps, hasMore, _links };
    const headers = { 'cache-control': 'no-store' };
    return send(exchange, { http: 200, body: JSON.stringify(story), type: halType, headers });
  };
