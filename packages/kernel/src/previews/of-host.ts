// A preview over the contexts of a business: what one of them would ask another is decided there,
// and what events would set in motion is asked of all.

import type { Order, Outcome } from '../api.ts';
import type { Host } from '../host.ts';
import { answerWith } from '../commands/answer.ts';
import type { Answer } from '../ports.ts';
import { StoreUnavailable } from '../ports.ts';
import type {
  Decided,
  Foreseen,
  Preview,
  PreviewedAnswer,
  PreviewedCommand,
  PreviewedEvent,
  Supposed,
} from './contract.ts';

type Contexts = Pick<Host, 'kernels' | 'kernelOf'>;
type Previewing = Pick<Order, 'command' | 'by'>;

/** So far an ask that asks in turn is followed. */
const DEPTH_MAX = 4;

type Ended = Extract<Decided, { readonly is: 'ended' }>;
type Asking = Extract<Decided, { readonly is: 'asking' }>;

/** The end of a decision, with all that was supposed on the way. */
type Found = { readonly context: string; readonly ended: Ended; readonly asks: Preview['asks'] };

/**
 * What a command would do, decided on what is committed.
 * @throws {Error} no context takes it.
 */
export const previewIn = async (contexts: Contexts, order: Previewing): Promise<Preview> => {
  const { context, ended, asks } = await decideIn(contexts, order, 0);
  const { is: _, outcome, events: all, ...found } = ended;
  const events = all.map(({ type, data }) => ({ type, data: known(data, ended) }));
  const follows = await followed(contexts, { context, events: all });
  const isDone = outcome.is === 'done';
  const shown = isDone ? { ...outcome, data: known(outcome.data, ended) } : outcome;
  return { ...found, outcome: shown, events, asks, follows };
};

type Data = PreviewedEvent['data'];

/** Made-up values are shown to no one. */
const known = (data: Data, { unknown }: Pick<Ended, 'unknown'>): Data =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !unknown.includes(name)));

const decideIn = async (contexts: Contexts, order: Previewing, depth: number): Promise<Found> => {
  const kernel = contexts.kernelOf({ command: order.command.type });
  if (!kernel) throw new Error(`No context takes ${order.command.type}.`);
  const context = kernel.context.name;
  const first = await kernel.preview(order);
  if (first.is === 'ended') return { context, ended: first, asks: [] };
  const supposed = await supposedFor(contexts, first, depth);
  const asks = [{ ...first.ask, answer: answerShown(supposed) }];
  const last = await kernel.preview(order, supposed);
  // The answer to an ask is no other ask, unless the instance has moved between the two looks.
  if (last.is === 'asking') return { context, ended: undecided(last), asks };
  const { state = first.state } = last;
  return { context, ended: { ...last, state, digest: first.digest }, asks };
};

const answerShown = ({ isAssumed, answer }: Supposed): PreviewedAnswer =>
  isAssumed ? 'assumed' : answer.is;

const undecided = ({ ask, state }: Asking): Ended => ({
  is: 'ended',
  outcome: { is: 'depends', on: ask.name },
  state,
  events: [],
  deadlines: [],
  unknown: [],
});

const supposedFor = async (
  contexts: Contexts,
  { ask, resume, answer }: Asking,
  depth: number,
): Promise<Supposed> => {
  if (answer) {
    const unknown = answer.is === 'taken' ? Object.keys(answer.fields) : [];
    return { ...resume, answer, isAssumed: answer.is === 'taken', unknown };
  }
  if (depth >= DEPTH_MAX) return { ...resume, answer: away, isAssumed: false, unknown: [] };
  const command = { type: ask.type, ...ask.data };
  const by = { kind: 'ask', name: ask.name, claims: {} } as const;
  const { ended, asks } = await decideIn(contexts, { command, by }, depth + 1);
  const isAssumed = asks.some((of) => of.answer === 'assumed');
  const { outcome, unknown } = ended;
  return { ...resume, answer: answerOf(ask.type, outcome), isAssumed, unknown };
};

const away = { is: 'unavailable', retryAfter: 1 } as const;

const answerOf = (type: string, outcome: Ended['outcome']): Answer | typeof away => {
  if (outcome.is === 'depends') return away;
  const position = { context: '', partition: 0, sequence: 0 };
  const ended: Outcome = outcome.is === 'done' ? { ...outcome, position } : outcome;
  try {
    return answerWith({ type }, ended);
  } catch {
    return away;
  }
};

const followed = async (
  { kernels }: Contexts,
  foreseen: Foreseen,
): Promise<readonly PreviewedCommand[]> => {
  if (foreseen.events.length === 0) return [];
  const all = Object.values(kernels).map((kernel) =>
    // What is away would follow later; what it would send then is not known.
    kernel.foresee(foreseen).catch((cause: unknown) => {
      if (cause instanceof StoreUnavailable) return [];
      throw cause;
    }),
  );
  return (await Promise.all(all)).flat();
};
