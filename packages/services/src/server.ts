// The internal port of a process: what other services of the deployment, and nobody else, ask of
// the contexts that run here; and whether the process lives and can serve.

import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { followLog } from './log-tail.ts';
import type { TailLine, TailWanted } from './log-tail.ts';
import { positionsIn } from './positions.ts';
import { Readiness } from './readiness.ts';
import type { Served } from './served.ts';
import { failureOf, isMethod, nameOf, Unreachable } from './protocol.ts';
import { answerOf, stateOf } from './answers.ts';
import type { Fault, Method } from './protocol.ts';
import type { Verifier } from './tokens.ts';

const BODY_BYTES_MAX = 16 * 2 ** 20;
const FAILED = 500;
/** Nothing has happened: another replica may take it. */
const UNAVAILABLE = 503;
const CLOSE_MS = 5_000;

export type Serving = {
  /** By `business/context`. It may change while the server runs. */
  readonly served: ReadonlyMap<string, Served>;
  /** Other things that can be asked, by their names in the place of `business/context`. */
  readonly others: ReadonlyMap<string, (method: string, args: readonly unknown[]) => unknown>;
  readonly verifier: Verifier;
  readonly startedAt: number;
  /** Figures for whoever monitors this process; nothing, where nobody does. */
  readonly metrics?: (() => Promise<MetricsPage>) | undefined;
};

/** A text, and the kind of it as a header says it. */
export type MetricsPage = { readonly type: string; readonly body: string };

type Addressed = { readonly business: string; readonly context: string; readonly method: string };
type Tailing = { readonly what?: string; readonly after?: string };

/** What a context that is switched off does not do; its log, and how it is, can be seen still. */
const missed: ReadonlySet<Method> = new Set([
  'issue',
  'answer',
  'preview',
  'foresee',
  'figures',
  'awaited',
  'previewRetry',
  'row',
  'rows',
  'read',
  'seen',
  'probe',
]);

const answerWithFaults = async (
  served: Served,
  method: Method,
  args: readonly unknown[],
): Promise<unknown> => {
  const { faults } = served;
  // The gateway of this deployment has sent it.
  if (method === 'fault') return faults.turn(args[0] as Fault);
  const answer = (): Promise<unknown> => answerOf(served, method, args);
  return missed.has(method) ? faults.around(answer) : answer();
};

export class InternalServer {
  readonly #serving: Serving;
  readonly #server: FastifyInstance;
  readonly #streams = new Set<AbortController>();
  #life: 'starting' | 'serving' | 'ending' = 'starting';
  readonly #readiness = new Readiness();

  constructor(serving: Serving) {
    this.#serving = serving;
    this.#server = Fastify({ bodyLimit: BODY_BYTES_MAX, forceCloseConnections: 'idle' });
    const server = this.#server;
    server.get('/health/live', () => ({ status: 'up' }));
    server.get('/health/ready', (_, reply) => this.#ready(reply));
    const { metrics } = serving;
    if (metrics) server.get('/metrics', (_, reply) => sendPage(reply, metrics));
    server.addHook('onRequest', (request, reply) => this.#admit(request, reply));
    server.get('/internal/:business/:context/tail', (request, reply) => this.#tail(request, reply));
    server.post('/internal/:business/:context/:method', (request, reply) =>
      this.#answer(request, reply),
    );
  }

  /** Resolves with where it listens. */
  listen(of: { readonly host: string; readonly port: number }): Promise<string> {
    return this.#server.listen(of);
  }

  /** All contexts are there: from now on it can be ready. */
  begin(): void {
    this.#life = 'serving';
  }

  /** From now on it is not ready: the balancer sends no more, and what comes is served still. */
  endSoon(): void {
    this.#life = 'ending';
  }

  async close(): Promise<void> {
    for (const stream of this.#streams) stream.abort();
    const hangUp = setTimeout(() => this.#server.server.closeAllConnections(), CLOSE_MS);
    await this.#server.close();
    clearTimeout(hangUp);
  }

  async #ready(reply: FastifyReply): Promise<FastifyReply> {
    const kernels = [...this.#serving.served.values()].map(({ kernel }) => kernel);
    const isUp = this.#life === 'serving' && (await this.#readiness.look(kernels));
    return reply.code(isUp ? 200 : 503).send({ status: isUp ? 'up' : 'down' });
  }

  async #admit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const { url } = request.routeOptions;
    if (url === undefined || !url.startsWith('/internal/')) return undefined;
    // The route has these parameters.
    const place = nameOf(request.params as Addressed);
    const [, token] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    if (token !== undefined && (await this.#serving.verifier.isGood(token, place)))
      return undefined;
    return reply.code(401).send({ is: 'failed', message: `No valid service token for ${place}.` });
  }

  async #answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    // The route has these parameters.
    const asked = request.params as Addressed;
    const { body } = request;
    if (!Array.isArray(body)) return failed(reply, 400, 'The arguments must be an array.');
    try {
      const answer = await this.#ask(asked, body);
      return answer === undefined ? reply.code(204).send() : reply.code(200).send(answer);
    } catch (cause) {
      const isAway = cause instanceof Unreachable;
      return reply.code(isAway ? UNAVAILABLE : FAILED).send(failureOf(cause));
    }
  }

  async #ask(asked: Addressed, args: readonly unknown[]): Promise<unknown> {
    const name = nameOf(asked);
    const { served, others, startedAt } = this.#serving;
    const other = others.get(name);
    if (other) return other(asked.method, args);
    const context = served.get(name);
    if (!context && this.#life === 'starting') throw new Unreachable(`${name} is starting.`);
    if (!context) throw new Error(`${name} does not run here.`);
    if (!isMethod(asked.method)) throw new Error(`${name} cannot be asked to ${asked.method}.`);
    if (asked.method === 'state') return stateOf(context, startedAt);
    return answerWithFaults(context, asked.method, args);
  }

  async #tail(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    // The route has these parameters.
    const context = this.#serving.served.get(nameOf(request.params as Addressed));
    const { what = 'records', after = '' } = request.query as Tailing;
    const positions = positionsIn(after);
    if (!context) return failed(reply, 404, 'It does not run here.');
    if (!positions || (what !== 'records' && what !== 'ends')) {
      return failed(reply, 400, 'The positions cannot be read.');
    }
    reply.hijack();
    await this.#stream(reply, context, { what, after: positions });
    return reply;
  }

  async #stream(reply: FastifyReply, of: Served, wanted: TailWanted): Promise<void> {
    const { raw } = reply;
    const ended = new AbortController();
    this.#streams.add(ended);
    raw.on('close', () => ended.abort());
    raw.writeHead(200, { 'content-type': 'application/x-ndjson' });
    raw.flushHeaders();
    const write = (line: TailLine): Promise<void> | void => {
      if (raw.write(`${JSON.stringify(line)}\n`) || ended.signal.aborted) return;
      return new Promise((resolve) => {
        raw.once('drain', resolve);
        ended.signal.addEventListener('abort', () => resolve(), { once: true });
      });
    };
    // A reader whose stream ends comes back, and says where it stands.
    await followLog(of, { ...wanted, write }, ended.signal).catch(() => {});
    this.#streams.delete(ended);
    raw.end();
  }
}

const sendPage = async (
  reply: FastifyReply,
  metrics: () => Promise<MetricsPage>,
): Promise<FastifyReply> => {
  const { type, body } = await metrics();
  return reply.type(type).send(body);
};

const failed = (reply: FastifyReply, code: number, message: string): FastifyReply =>
  reply.code(code).send({ is: 'failed', message });
