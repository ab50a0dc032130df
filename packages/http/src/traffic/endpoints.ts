// Figures of a business for those who run it: its traffic in the last hour and day, and how it
// stands now.

import { invalidPart } from '@dure/access';
import type { Business } from '@dure/access';
import { calendarOf } from '@dure/domain';
import type { Words } from '@dure/domain';
import type { Kernel } from '@dure/kernel';
import { strangerIn } from '../operations/operator.ts';
import type { Act } from '../operations/operator.ts';
import { refusalsInWords } from '../operations/refusals-in-words.ts';
import { isSpan } from './traffic.ts';
import type { Traffic } from './traffic.ts';

const others: Words = { ko: '그 밖', en: 'Others' };

/** What each refusal that was counted is called. */
const refusalsIn = (
  business: Business,
  within: ReturnType<Traffic['within']> | undefined,
): object => {
  const steps = Object.values(within?.contexts ?? {}).flat();
  const names = steps.flatMap(({ refused }) => Object.keys(refused));
  return refusalsInWords(business, names, others);
};

/** `?span=hour` or `?span=day`. */
export const trafficOf =
  (business: Business): Act =>
  ({ exchange }) => {
    const stranger = strangerIn(exchange, ['span']);
    if (stranger) return stranger;
    // The server reads a query as an object of texts and lists of texts.
    const { span = 'hour' } = exchange.request.query as { readonly [name: string]: unknown };
    if (!isSpan(span)) return invalidPart('span', '다음 중 하나: hour, day', 'One of: hour, day');
    const traffic = exchange.gateway.traffic.get(business.name);
    const [path = ''] = exchange.request.url.split('?', 1);
    const _links = {
      self: { href: exchange.request.url },
      hour: { href: `${path}?span=hour` },
      day: { href: `${path}?span=day` },
    };
    const within = traffic?.within(span);
    const refusals = refusalsIn(business, within);
    return { body: { ...within, refusals, notes: traffic?.notes() ?? {}, _links } };
  };

/** What is not known of a context whose store is away. */
const away = { isAway: true } as const;

const figuresOf = async ({ system }: Business, kernel: Kernel): Promise<object> => {
  const { isoOf } = calendarOf(system.timeZone);
  const { deadlines, overdueMs: _, ...figures } = await kernel.figures();
  const due = Object.entries(deadlines).map(([name, { next, ...of }]) => [
    name,
    { ...of, next: isoOf(next) },
  ]);
  return { ...figures, deadlines: Object.fromEntries(due) };
};

const standingOf = async (business: Business, kernel: Kernel): Promise<object> => {
  const [figures, groups] = await Promise.all([
    figuresOf(business, kernel).catch(() => away),
    kernel.groups().catch(() => []),
  ]);
  const { counters, gauges } = kernel.metrics();
  return {
    health: kernel.health(),
    troubles: kernel.troubles(),
    rebuilding: kernel.rebuilding(),
    parked: groups.reduce((sum, { count }) => sum + count, 0),
    stopped: groups.reduce((sum, { stopped }) => sum + stopped, 0),
    counters,
    gauges,
    ...figures,
  };
};

/** How each context stands: in flight, falling due, behind, parked, and whether it is there. */
export const standing =
  (business: Business): Act =>
  async () => {
    const all = await Promise.all(
      Object.entries(business.running.kernels).map(
        async ([name, kernel]) => [name, await standingOf(business, kernel)] as const,
      ),
    );
    return { body: { contexts: Object.fromEntries(all), faults: business.running.faults() } };
  };
