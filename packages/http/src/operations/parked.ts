// Parked messages, groups of them, and the work list: of all contexts of a business together.

import { invalidPart, parkedWords, refusal, workWords } from '@dure/access';
import type { Business, Refusal } from '@dure/access';
import { calendarOf } from '@dure/domain';
import type {
  GroupKey,
  Json,
  Kernel,
  Listed,
  Operated,
  Operator,
  PageOf,
  Parked,
  Work,
} from '@dure/kernel';
import { cursorOf } from '@dure/kernel/ids';
import { parameterValues } from '../server/exchange.ts';
import type { Exchange } from '../server/exchange.ts';
import { answerOf, isRefusal, operatorIn, strangerIn, withReason } from './operator.ts';
import type { Act, Answered, Asked } from './operator.ts';

const PAGE_STANDARD = 100;
const PAGE_MAX = 1_000;

type Query = { readonly [name: string]: unknown };

// The server reads a query as an object of texts and lists of texts.
const queryOf = ({ request }: Exchange): Query => request.query as Query;

/** Where a list goes on: the `next` of a page, or of a step. */
const afterIn = (after: unknown): Pick<PageOf, 'after'> | Refusal => {
  if (after === undefined) return {};
  return typeof after === 'string' && /^\d{1,15}\../.test(after)
    ? { after }
    : invalidPart('after', '앞 쪽의 next 값이어야 합니다', 'must be the `next` of a page');
};

/** The page of a list that may be asked for, besides, by some filters. */
const pageIn = (exchange: Exchange, filters: readonly string[] = []): PageOf | Refusal => {
  const stranger = strangerIn(exchange, [...filters, 'after', 'limit']);
  if (stranger) return stranger;
  const { after, limit = String(PAGE_STANDARD) } = queryOf(exchange);
  const many = Number(limit);
  if (!Number.isInteger(many) || many < 1 || many > PAGE_MAX) {
    return invalidPart(
      'limit',
      '1에서 1000까지의 정수여야 합니다',
      'must be an integer from 1 to 1000',
    );
  }
  const from = afterIn(after);
  return isRefusal(from) ? from : { ...from, limit: many };
};

/** One name of what is listed, or of its cause; said twice, it says nothing. */
const oneText = (name: string, written: unknown): string | undefined | Refusal =>
  written === undefined || typeof written === 'string'
    ? written
    : invalidPart(name, '한 번만 적어 주세요', 'must be given once');

type Aged = { readonly id: string; readonly since: number };
type Found<T> = Listed<T & { readonly context: string }>;

/** The oldest of all contexts together, as one page. */
const oldest = async <T extends Aged>(
  { running }: Business,
  { limit = PAGE_STANDARD, ...page }: PageOf,
  of: (kernel: Kernel, page: PageOf) => Promise<Listed<T>>,
): Promise<Found<T>> => {
  const lists = await Promise.all(
    Object.entries(running.kernels).map(async ([context, kernel]) => {
      const list = await of(kernel, { ...page, limit });
      return { ...list, items: list.items.map((item) => ({ context, ...item })) };
    }),
  );
  const all = lists
    .flatMap(({ items }) => items)
    .toSorted((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
  const items = all.slice(0, limit);
  const hasMore = all.length > limit || lists.some(({ next }) => next !== undefined);
  const last = items.at(-1);
  return hasMore && last ? { items, next: cursorOf(last) } : { items };
};

const nextLink = ({ request }: Exchange, next: string | undefined): object => {
  if (next === undefined) return {};
  const [path = ''] = request.url.split('?', 1);
  const query = new URLSearchParams(Object.entries(queryOf({ request } as Exchange)).map(asText));
  query.set('after', next);
  return { next, _links: { next: { href: `${path}?${query.toString()}` } } };
};

const asText = ([name, value]: readonly [string, unknown]): [string, string] => [
  name,
  String(value),
];

const hrefs = (base: string, { context, id }: { context: string; id: string }) =>
  Object.fromEntries(
    ['retry', 'mend', 'skip', 'preview'].map((act) => [
      act,
      { href: `${base}/parked/${context}/${encodeURIComponent(id)}/${act}` },
    ]),
  );

export const parkedList =
  (business: Business, base: string): Act =>
  async ({ exchange }) => {
    const page = pageIn(exchange, ['type', 'cause']);
    if (isRefusal(page)) return page;
    const query = queryOf(exchange);
    const type = oneText('type', query['type']);
    if (typeof type === 'object') return type;
    const cause = oneText('cause', query['cause']);
    if (typeof cause === 'object') return cause;
    const group = { type, cause };
    const { items, next } = await oldest<Parked>(business, page, (kernel, of) =>
      kernel.parked({ ...of, group }),
    );
    const { isoOf } = calendarOf(business.system.timeZone);
    const parked = items.map(({ since, dueAt, ...item }) => ({
      ...item,
      ...parkedWords(business.system, item),
      since: isoOf(since),
      ...(dueAt === undefined ? {} : { dueAt: isoOf(dueAt) }),
      _links: hrefs(base, item),
    }));
    return { body: { parked, ...nextLink(exchange, next) } };
  };

export const workList =
  (business: Business): Act =>
  async ({ exchange }) => {
    const page = pageIn(exchange);
    if (isRefusal(page)) return page;
    const { items, next } = await oldest<Work>(business, page, (kernel, of) => kernel.work(of));
    const { isoOf } = calendarOf(business.system.timeZone);
    const work = items.map(({ since, ...item }) => ({
      ...item,
      since: isoOf(since),
      ...workWords(business.system, item),
    }));
    return { body: { work, ...nextLink(exchange, next) } };
  };

export const groupList =
  ({ running, system }: Business): Act =>
  async () => {
    const { isoOf } = calendarOf(system.timeZone);
    const lists = await Promise.all(
      Object.entries(running.kernels).map(async ([context, kernel]) =>
        (await kernel.groups()).map((of) => ({
          context,
          ...of,
          ...parkedWords(system, of),
          since: isoOf(of.since),
        })),
      ),
    );
    return { body: { groups: lists.flat().toSorted((a, b) => b.count - a.count) } };
  };

type Moved = { readonly kernel: Kernel; readonly id: string; readonly operator: Operator };

const kernelOf = ({ running }: Business, context: string): Kernel | undefined =>
  Object.hasOwn(running.kernels, context) ? running.kernels[context] : undefined;

/** An action on one message, or on one entry of the work list, by its context and id. */
export const onOne =
  (
    business: Business,
    noted: typeof operatorIn,
    act: (moved: Moved, asked: Asked) => Promise<Operated | Refusal>,
  ): Act =>
  async (asked) => {
    const [context = '', id = ''] = parameterValues(asked.exchange, 2);
    const kernel = kernelOf(business, context);
    if (!kernel) return refusal('NotFound');
    const by = noted(asked);
    if (isRefusal(by)) return by;
    const acted = await act({ kernel, id, operator: by.operator }, asked);
    return isRefusal(acted) ? acted : answerOf(acted, business.system);
  };

export const mend = async ({ kernel, id, operator }: Moved, { body: { message } }: Asked) => {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    return invalidPart('message', '고친 내용을 적어 주세요', 'Please give the mended content');
  }
  // It was read from JSON.
  return kernel.mend(id, message as { readonly [field: string]: Json }, operator);
};

type Group = { readonly kernel: Kernel; readonly group: GroupKey };

const groupIn = (business: Business, { body }: Asked): Group | Refusal => {
  const { context, type, cause } = body;
  const kernel = typeof context === 'string' ? kernelOf(business, context) : undefined;
  if (!kernel) return invalidPart('context', '없는 맥락입니다', 'is no context of this business');
  if (typeof type === 'string' && typeof cause === 'string')
    return { kernel, group: { type, cause } };
  return invalidPart('type', '묶음의 type과 cause를 적어 주세요', 'Name the type and the cause');
};

/** One step of an action on a whole group; `next` in its answer is `after` in the next step. */
export const onGroup =
  (business: Business, act: 'retry' | 'skip'): Act =>
  async (asked): Promise<Answered> => {
    const found = groupIn(business, asked);
    if (isRefusal(found)) return found;
    const by = act === 'skip' ? withReason(asked) : operatorIn(asked);
    if (isRefusal(by)) return by;
    const from = afterIn(asked.body['after']);
    if (isRefusal(from)) return from;
    const { kernel, group } = found;
    return { body: await kernel.actOnGroup({ group, act, ...from }, by.operator) };
  };
