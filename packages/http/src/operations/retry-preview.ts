// What would become of parked messages if they were tried again: of one, or of a whole group.

import { invalidPart, refusal } from '@dure/access';
import type { Business } from '@dure/access';
import type { Kernel, RetryPreview } from '@dure/kernel';
import { parameterValues } from '../server/exchange.ts';
import type { Act } from './operator.ts';

/** So many messages of a group are looked at, the oldest first. */
const LOOKED_MAX = 100;

const kernelOf = ({ running }: Business, context: unknown): Kernel | undefined =>
  typeof context === 'string' && Object.hasOwn(running.kernels, context)
    ? running.kernels[context]
    : undefined;

export const previewOne =
  (business: Business): Act =>
  async ({ exchange }) => {
    const [context = '', id = ''] = parameterValues(exchange, 2);
    const found = await kernelOf(business, context)?.previewRetry(id);
    if (!found || found.is === 'notFound') return refusal('NotFound');
    return { body: found };
  };

type Counted = { [end: string]: number };

/** `done`, `underWay`, or why it would be parked again. */
const endOf = (found: RetryPreview): string => (found.is === 'parked' ? found.cause : found.is);

const isEnd = (end: string): boolean => end === 'done' || end === 'underWay';

export const previewGroup =
  (business: Business): Act =>
  async ({ exchange }) => {
    // The server reads a query as an object of texts and lists of texts.
    const { context, type, cause } = exchange.request.query as { readonly [of: string]: unknown };
    const kernel = kernelOf(business, context);
    if (!kernel) return invalidPart('context', '없는 맥락입니다', 'is no context of this business');
    if (typeof type !== 'string' || typeof cause !== 'string') {
      return invalidPart(
        'type',
        '묶음의 type과 cause를 적어 주세요',
        'Name the type and the cause',
      );
    }
    const { items, next } = await kernel.parked({ group: { type, cause }, limit: LOOKED_MAX });
    const ends: Counted = {};
    for (const { id } of items) {
      const end = endOf(await kernel.previewRetry(id));
      ends[end] = (ends[end] ?? 0) + 1;
    }
    const parked = Object.fromEntries(Object.entries(ends).filter(([end]) => !isEnd(end)));
    const { done = 0, underWay = 0 } = ends;
    return { body: { looked: items.length, done, underWay, parked, hasMore: next !== undefined } };
  };
