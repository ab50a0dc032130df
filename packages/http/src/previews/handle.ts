// The same request as a command, which prefers to be shown what it would do.

import { previewShown } from '@dure/access';
import type {
  Business,
  Caller,
  CommandEntry,
  Prepared,
  Refusal,
  Refused,
  ShownPreview,
} from '@dure/access';
import { NOT_AS_SHOWN } from '@dure/kernel';
import type { Json, Outcome, Preview } from '@dure/kernel';
import { statusOf } from '../answers/problem.ts';
import { halType, send } from '../server/exchange.ts';
import type { Exchange } from '../server/exchange.ts';
import type { FastifyReply } from 'fastify';

const PREFERENCE = 'preview';
const PREVIEW_QUERY = 'preview';
/** The digest of a preview: in its answer, and sent along with the command. */
const PREVIEW_HEADER = 'dure-preview';

const preference = /(?:^|[,;])\s*preview\s*(?:=\s*"?true"?\s*)?(?=$|[,;])/i;

/** By the header `Prefer`, or where one can only follow a link, by the address. */
export const prefersPreview = ({ request }: Exchange): boolean => {
  const { prefer } = request.headers;
  if (prefer !== undefined && preference.test([prefer].flat().join(','))) return true;
  // The server reads a query as an object of texts and lists of texts.
  return (request.query as { readonly [name: string]: unknown })[PREVIEW_QUERY] === 'true';
};

/** What its sender was shown, if they say so. */
const expectedIn = ({ request }: Exchange): string | undefined => {
  const digest = request.headers[PREVIEW_HEADER];
  return typeof digest === 'string' && digest !== '' ? digest : undefined;
};

/** Whether a request asks for a preview, or is held to one. */
export const isOfPreview = (exchange: Exchange): boolean =>
  expectedIn(exchange) !== undefined || prefersPreview(exchange);

type Of = {
  readonly business: Business;
  readonly caller: Caller;
  readonly command: CommandEntry;
  readonly prepared: Exclude<Prepared, { readonly is: 'refused' }>;
  /** How a command that ends so is refused. */
  readonly refuse: (outcome: Refused) => Refusal;
};

const previewOf = ({ business, prepared }: Of): Preview | Promise<Preview> =>
  prepared.is === 'closed'
    ? { outcome: prepared.outcome, events: [], asks: [], deadlines: [], follows: [], unknown: [] }
    : business.running.preview(prepared.order);

const shownAs = ({ rejection, kind, title, words = title, facts }: Refusal) => {
  const { ko, en } = words;
  return { rejection, status: statusOf(kind), ko, en, ...(facts ? { facts } : {}) };
};

/** What is not done and does not depend on others would be refused. */
const shownOf = async (of: Of): Promise<ShownPreview> => {
  const preview = await previewOf(of);
  const { outcome } = preview;
  const isRefused = outcome.is !== 'done' && outcome.is !== 'depends';
  return previewShown({
    ...of,
    preview,
    problem: isRefused ? shownAs(of.refuse(outcome)) : undefined,
  });
};

const sendPreview = async (exchange: Exchange, of: Of): Promise<FastifyReply> => {
  const shown = await shownOf(of);
  const { digest } = shown;
  return send(exchange, {
    http: 200,
    type: halType,
    body: JSON.stringify({ ...shown, _links: { self: { href: exchange.request.url } } }),
    headers: {
      'preference-applied': PREFERENCE,
      'cache-control': 'no-store',
      ...(digest === undefined ? {} : { [PREVIEW_HEADER]: digest }),
    },
  });
};

/** Shows what a command would do; or does it, if that is what its sender was shown. */
export const handlePreview = async (
  exchange: Exchange,
  of: Of,
  answer: (outcome: Outcome, facts?: Refusal['facts']) => FastifyReply,
): Promise<FastifyReply> => {
  const { prepared, business } = of;
  if (prefersPreview(exchange)) return sendPreview(exchange, of);
  if (prepared.is === 'closed') return answer(prepared.outcome);
  const order = { ...prepared.order, expects: expectedIn(exchange) };
  const outcome = await business.running.issue(order);
  const isChanged = outcome.is === 'refused' && outcome.rejection.type === NOT_AS_SHOWN;
  if (!isChanged) return answer(outcome);
  // It would do something else than was shown: with what it would do now, which is JSON.
  return answer(outcome, { preview: (await shownOf(of)) as unknown as Json });
};
