// What the operator does: looks at what is stuck, and moves it on.

import { setTimeout as sleep } from 'node:timers/promises';
import { invalidPart, refusal } from '@dure/access';
import type { Business, Refusal } from '@dure/access';
import { rowHistory } from '../cases/row-history.ts';
import { auditExport, auditList } from '../audit/endpoints.ts';
import { standing, trafficOf } from '../traffic/endpoints.ts';
import { externalsIn } from '@dure/wall';
import type { Kernel } from '@dure/kernel';
import { parameterValues } from '../server/exchange.ts';
import { moveClock, readClock } from './clock.ts';
import { get, post } from '../server/endpoint.ts';
import type { Endpoint } from '../server/endpoint.ts';
import { byOperator, forOperator, isRefusal, operatorIn, withReason } from './operator.ts';
import type { Act } from './operator.ts';
import { previewGroup, previewOne } from './retry-preview.ts';
import { serviceList } from './services.ts';
import { groupList, mend, onGroup, onOne, parkedList, workList } from './parked.ts';

const everywhere = async <T extends object>(
  { running }: Business,
  of: (kernel: Kernel) => readonly T[] | Promise<readonly T[]>,
): Promise<readonly (T & { readonly context: string })[]> => {
  const found = await Promise.all(
    Object.entries(running.kernels).map(async ([context, kernel]) =>
      (await of(kernel)).map((one) => ({ context, ...one })),
    ),
  );
  return found.flat();
};

/** The state of each rebuilding tells whether this one failed, or another is under way. */
const notRebuilt = (rebuilding: ReturnType<Kernel['rebuilding']>): Refusal =>
  refusal('Conflict', {
    words: {
      ko: '다시 그리지 못했습니다. 이미 그리고 있거나, 읽을 수 없는 기록을 만났습니다',
      en: 'Not rebuilt: it is being rebuilt already, or a record could not be read',
    },
    facts: { rebuilding },
  });

/** What takes longer goes on when it is answered: how far it is stands below `rebuilds`. */
const REBUILT_MS = 500;

const rebuild =
  ({ views }: Business): Act =>
  async (asked) => {
    const [name = ''] = parameterValues(asked.exchange, 1);
    const view = views.get(name);
    if (!view) return refusal('NotFound');
    const by = operatorIn(asked);
    if (isRefusal(by)) return by;
    const isRebuilt = view.kernel.rebuild(name, by.operator).then(
      () => true,
      () => false,
    );
    const isAccepted = await Promise.race([isRebuilt, sleep(REBUILT_MS, true, { ref: false })]);
    const rebuilding = view.kernel.rebuilding();
    return isAccepted ? { http: 202, body: { rebuilding } } : notRebuilt(rebuilding);
  };

/** Only a context reads what the others write, and may be behind. */
const faultsOf = ({ running }: Business, of: string) =>
  of in running.kernels
    ? (['none', 'down', 'slow', 'late', 'behind'] as const)
    : (['none', 'down', 'slow', 'late'] as const);

const setFault =
  (business: Business): Act =>
  ({ body: { of, fault: asked } }) => {
    const { running, system } = business;
    const known = [...Object.keys(running.kernels), ...externalsIn(system)];
    if (typeof of !== 'string' || !known.includes(of)) {
      const names = known.join(', ');
      return invalidPart('of', `다음 중 하나: ${names}`, `One of: ${names}`);
    }
    const possible = faultsOf(business, of);
    const fault = possible.find((one) => one === asked);
    if (fault === undefined) {
      const names = possible.join(', ');
      return invalidPart('fault', `다음 중 하나: ${names}`, `One of: ${names}`);
    }
    running.fault(of, fault);
    return { body: { faults: running.faults() } };
  };

const figuresOf = ({ running }: Business): object =>
  Object.fromEntries(
    Object.entries(running.kernels).map(([name, kernel]) => [name, kernel.metrics()]),
  );

const lists = ['parked', 'parked-groups', 'work', 'rebuilds', 'faults', 'clock', 'audit'];
const pages = [...lists, 'figures', 'traffic', 'standing', 'services'];

/** The one page from which all others are found. */
const indexOf = (base: string): object => ({
  _links: Object.fromEntries(pages.map((name) => [name, { href: `${base}/${name}` }])),
});

/** What is only looked at. */
const looks = (business: Business, base: string): readonly Endpoint[] => {
  const { running } = business;
  const look = (path: string, act: Act) => get(`${base}${path}`, forOperator(business, act));
  return [
    look('', () => ({ body: indexOf(base) })),
    look('/parked', parkedList(business, base)),
    look('/parked/{context}/{id}/preview', previewOne(business)),
    look('/parked-groups', groupList(business)),
    look('/parked-groups/preview', previewGroup(business)),
    look('/services', serviceList(business)),
    look('/work', workList(business)),
    look('/views/{view}/history', rowHistory(business)),
    look('/rebuilds', async () => ({
      body: { rebuilding: await everywhere(business, (kernel) => kernel.rebuilding()) },
    })),
    look('/faults', () => ({ body: { faults: running.faults() } })),
    look('/clock', readClock),
    look('/figures', () => ({ body: figuresOf(business) })),
    look('/traffic', trafficOf(business)),
    look('/standing', standing(business)),
    look('/audit', auditList(business)),
    get(`${base}/audit/export`, auditExport(business)),
  ];
};

export const operationEndpoints = (business: Business, prefix: string): readonly Endpoint[] => {
  const base = `${prefix}/ops`;
  const parked = `${base}/parked/{context}/{id}`;
  const work = [base, 'work', '{context}', '{id}'].join('/');
  const move = (path: string, act: Act) => {
    const what = path.slice(base.length + 1).replace(/\/\{\w+\}/g, '');
    return post(path, byOperator(business, what, act));
  };
  return [
    ...looks(business, base),
    move(
      `${parked}/retry`,
      onOne(business, operatorIn, ({ kernel, id, operator }) => kernel.retry(id, operator)),
    ),
    move(`${parked}/mend`, onOne(business, operatorIn, mend)),
    move(
      `${parked}/skip`,
      onOne(business, withReason, ({ kernel, id, operator }) => kernel.skip(id, operator)),
    ),
    move(`${base}/parked-groups/retry`, onGroup(business, 'retry')),
    move(`${base}/parked-groups/skip`, onGroup(business, 'skip')),
    move(
      `${work}/close`,
      onOne(business, withReason, ({ kernel, id, operator }) => kernel.closeWork(id, operator)),
    ),
    move(
      `${work}/resend`,
      onOne(business, operatorIn, ({ kernel, id, operator }) => kernel.resend(id, operator)),
    ),
    move(`${base}/views/{view}/rebuild`, rebuild(business)),
    move(`${base}/faults`, setFault(business)),
    move(`${base}/clock`, moveClock),
  ];
};
