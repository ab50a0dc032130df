// What the operator does: looks at what is stuck, and moves it on.

import { invalidPart, mayOperate, refusal } from '@dure/access';
import type { Business, Refusal, Written } from '@dure/access';
import { externalsIn } from '@dure/wall';
import type { Json, Kernel } from '@dure/kernel';
import { readBody } from '../commands/body.ts';
import { identify } from '../identity/identify.ts';
import { parameterValues, sendJson, sendProblem } from '../server/exchange.ts';
import type { Exchange, Handle } from '../server/exchange.ts';
import { get, post } from '../server/endpoint.ts';
import type { Endpoint } from '../server/endpoint.ts';

type Answered = { readonly http?: number; readonly body: object } | Refusal;
type Act = (exchange: Exchange, body: Written) => Answered | Promise<Answered>;

const NOTE_LENGTH_MAX = 500;

const isRefusal = (answered: Answered): answered is Refusal => 'rejection' in answered;

const refusedTo = async (exchange: Exchange, business: Business): Promise<Refusal | undefined> => {
  const identified = await identify(exchange, business);
  if (identified.is === 'refused') return identified.refusal;
  return mayOperate(identified.caller) ? undefined : refusal('Forbidden');
};

const forOperator =
  (business: Business, act: Act): Handle =>
  async (exchange) => {
    const refused = await refusedTo(exchange, business);
    if (refused) return sendProblem(exchange, refused);
    const { request } = exchange;
    const read = readBody(request.body, request.headers['content-type']);
    if (read.is === 'refused') return sendProblem(exchange, read.refusal);
    const answered = await act(exchange, read.body);
    if (isRefusal(answered)) return sendProblem(exchange, answered);
    return sendJson(exchange, answered.body, answered.http ?? 200);
  };

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

const done = (isDone: boolean): Answered =>
  isDone ? { body: { done: true } } : refusal('NotFound');

const parkedAct = (
  { running }: Business,
  act: (kernel: Kernel, id: string, body: Written) => Promise<Answered>,
): Act => {
  return (exchange, body) => {
    const [context = '', id = ''] = parameterValues(exchange, 2);
    const kernel = Object.hasOwn(running.kernels, context) ? running.kernels[context] : undefined;
    return kernel ? act(kernel, id, body) : refusal('NotFound');
  };
};

const skip = async (kernel: Kernel, id: string, { note }: Written): Promise<Answered> => {
  if (typeof note !== 'string' || note.trim() === '' || note.length > NOTE_LENGTH_MAX) {
    return invalidPart('note', '까닭을 적어 주세요', 'Please say why');
  }
  return done(await kernel.skip(id, note.trim()));
};

const mend = async (kernel: Kernel, id: string, { message }: Written): Promise<Answered> => {
  if (typeof message !== 'object' || message === null) {
    return invalidPart('message', '고친 내용을 적어 주세요', 'Please give the mended content');
  }
  // It was read from JSON.
  return done(await kernel.retry(id, message as Json));
};

const rebuild =
  ({ views }: Business): Act =>
  async (exchange) => {
    const [name = ''] = parameterValues(exchange, 1);
    const view = views.get(name);
    if (!view) return refusal('NotFound');
    // The state of each rebuilding tells whether this one failed, or another is under way.
    const http = await view.kernel.rebuild(name).then(
      () => 202,
      () => 409,
    );
    return { http, body: { rebuilding: view.kernel.rebuilding() } };
  };

const isFault = (fault: unknown): fault is 'none' | 'down' | 'slow' =>
  fault === 'none' || fault === 'down' || fault === 'slow';

const setFault =
  ({ running, system }: Business): Act =>
  (_exchange, { of, fault }) => {
    const known = [...Object.keys(running.kernels), ...externalsIn(system)];
    if (typeof of !== 'string' || !known.includes(of)) {
      const names = known.join(', ');
      return invalidPart('of', `다음 중 하나: ${names}`, `One of: ${names}`);
    }
    if (!isFault(fault)) {
      return invalidPart('fault', '다음 중 하나: none, down, slow', 'One of: none, down, slow');
    }
    running.fault(of, fault);
    return { body: { faults: running.faults() } };
  };

const figuresOf = ({ running }: Business): object =>
  Object.fromEntries(
    Object.entries(running.kernels).map(([name, kernel]) => [name, kernel.metrics()]),
  );

/** The one page from which all others are found. */
const indexOf = (base: string): object => ({
  _links: Object.fromEntries(
    ['parked', 'work', 'rebuilds', 'faults', 'figures'].map((name) => [
      name,
      { href: `${base}/${name}` },
    ]),
  ),
});

export const operationEndpoints = (business: Business, prefix: string): readonly Endpoint[] => {
  const base = `${prefix}/ops`;
  const { running } = business;
  const parked = `${base}/parked/{context}/{id}`;
  const look = (path: string, act: Act) => get(`${base}${path}`, forOperator(business, act));
  const move = (path: string, act: Act) => post(path, forOperator(business, act));
  const of = (act: Parameters<typeof parkedAct>[1]) => parkedAct(business, act);
  return [
    look('', () => ({ body: indexOf(base) })),
    look('/parked', async () => ({
      body: { parked: await everywhere(business, (kernel) => kernel.parked()) },
    })),
    look('/work', async () => ({
      body: { work: await everywhere(business, (kernel) => kernel.work()) },
    })),
    look('/rebuilds', async () => ({
      body: { rebuilding: await everywhere(business, (kernel) => kernel.rebuilding()) },
    })),
    look('/faults', () => ({ body: { faults: running.faults() } })),
    look('/figures', () => ({ body: figuresOf(business) })),
    move(
      `${parked}/retry`,
      of(async (kernel, id) => done(await kernel.retry(id))),
    ),
    move(`${parked}/mend`, of(mend)),
    move(`${parked}/skip`, of(skip)),
    move(`${base}/views/{view}/rebuild`, rebuild(business)),
    move(`${base}/faults`, setFault(business)),
  ];
};
