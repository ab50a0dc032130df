// The way to one context in other processes: one or several replicas, and connections that are kept
// open to each. What was not sent yet goes to another replica; what was sent goes there only if it
// does no harm to be done twice.

import { Pool } from 'undici';
import { hashOf } from '@dure/kernel';
import { OutcomeUnknown } from '@dure/kernel/ports';
import { argumentsOf, errorOf, methods, nameOf, Unreachable } from './protocol.ts';
import type { Failure, Method, Place } from './protocol.ts';
import type { Signer } from './tokens.ts';

const CONNECT_MS = 2_000;
const ANSWER_MS = 30_000;
const CONNECTIONS_MAX = 64;
/** For so long a replica that gave no answer is asked last: how it is is asked every second. */
const AVOIDED_MS = 3_000;

export type Ask = {
  readonly method: Method;
  readonly args: readonly unknown[];
  /** What has the same affinity goes to the same replica, as long as that one is there. */
  readonly affinity?: string | undefined;
  /** Whether it may be sent twice, where its method alone does not say so. */
  readonly isRepeatable?: boolean | undefined;
  /** After so many milliseconds nobody waits for the answer any more. */
  readonly budgetMs?: number | undefined;
};

type Replica = { readonly url: string; readonly pool: Pool; avoidedUntil: number };

/** Nothing was sent: there was no connection, or none in time. */
const unsentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const codeOf = (cause: unknown): unknown =>
  cause instanceof Error && 'code' in cause ? cause.code : undefined;

export class Client {
  readonly place: Place;
  readonly #replicas: readonly Replica[];
  readonly #signer: Signer;
  #next = 0;

  constructor(place: Place, urls: readonly string[], signer: Signer) {
    this.place = place;
    this.#signer = signer;
    this.#replicas = urls.map((url) => ({ url, pool: poolOf(url), avoidedUntil: 0 }));
  }

  get urls(): readonly string[] {
    return this.#replicas.map(({ url }) => url);
  }

  /**
   * @throws {Unreachable} no replica took it.
   * @throws {OutcomeUnknown} it was sent, and no answer came.
   * @throws {StoreUnavailable} {NoAnswer} {Error} as the callee does.
   */
  async ask<T>(asked: Ask): Promise<T> {
    const until = performance.now() + (asked.budgetMs ?? ANSWER_MS);
    let last: Unreachable | OutcomeUnknown | undefined;
    const attempts = this.#attempts(asked.affinity);
    for (const [at, replica] of attempts.entries()) {
      const leftMs = until - performance.now();
      if (leftMs <= 0) break;
      const share = this.#shareOf(asked, leftMs, attempts.length - at);
      const answer = await this.#send<T>(replica, asked, share);
      if (!('lost' in answer)) return answer.value;
      last = answer.lost;
      if (last instanceof OutcomeUnknown && !mayRepeat(asked)) break;
    }
    throw last ?? new Unreachable(`${nameOf(this.place)} has no address.`);
  }

  /**
   * Asks every replica at once. Resolves with the first answer that is enough; where none is, with
   * some other.
   * @throws {Unreachable} {OutcomeUnknown} no replica answers.
   */
  async askForAny<T>(asked: Ask, isEnough: (answer: T) => boolean): Promise<T> {
    const others: T[] = [];
    const leftMs = asked.budgetMs ?? ANSWER_MS;
    const all = this.#replicas.map(async (replica) => {
      const answer = await this.#send<T>(replica, asked, leftMs);
      if ('lost' in answer) throw answer.lost;
      if (isEnough(answer.value)) return answer.value;
      others.push(answer.value);
      throw new Unreachable(`${nameOf(this.place)} at ${replica.url} has answered otherwise.`);
    });
    return Promise.any(all).catch((cause: unknown) => {
      const [other] = others;
      if (other !== undefined) return other;
      throw new Unreachable(`No replica of ${nameOf(this.place)} answers.`, { cause });
    });
  }

  /** Asks every replica; those that do not answer in time are left out. */
  async askAll<T>(
    method: Method,
    args: readonly unknown[] = [],
    waitMs = CONNECT_MS,
  ): Promise<readonly T[]> {
    const asked = { method, args };
    const all = this.#replicas.map((replica) => this.#send<T>(replica, asked, waitMs));
    const settled = await Promise.allSettled(all);
    return settled.flatMap((one) =>
      one.status === 'fulfilled' && !('lost' in one.value) ? [one.value.value] : [],
    );
  }

  /**
   * Whether all replicas say so. One that cannot be reached is none; one that was asked and fails,
   * or gives no answer in time, has not said so.
   */
  async allSay(method: Method): Promise<boolean> {
    const asked = { method, args: [] };
    const all = this.#replicas.map((replica) => this.#send<boolean>(replica, asked, CONNECT_MS));
    const settled = await Promise.allSettled(all);
    const said = settled.flatMap((one): readonly boolean[] => {
      if (one.status === 'rejected') return [false];
      if (!('lost' in one.value)) return [one.value.value];
      return one.value.lost instanceof Unreachable ? [] : [false];
    });
    return said.length > 0 && said.every((is) => is);
  }

  /** A stream of lines of JSON from some replica; it ends when the replica does. */
  async *lines(path: string, signal: AbortSignal): AsyncGenerator {
    const [replica] = this.#inOrder(undefined);
    if (!replica) return;
    const headers = await this.#headers();
    const from = {
      method: 'GET',
      path: this.#path(path),
      headers,
      signal,
      bodyTimeout: 0,
    } as const;
    const { statusCode, body } = await replica.pool.request(from).catch((cause: unknown) => {
      avoid(replica);
      throw new Unreachable(`${nameOf(this.place)} at ${replica.url} is away.`, { cause });
    });
    if (statusCode !== 200) {
      await body.dump();
      throw new Unreachable(`${nameOf(this.place)} at ${replica.url} answers ${statusCode}.`);
    }
    yield* linesIn(body.setEncoding('utf8'));
  }

  async close(): Promise<void> {
    await Promise.all(this.#replicas.map(({ pool }) => pool.destroy()));
  }

  #path(of: string): string {
    const { business, context } = this.place;
    return `/internal/${encodeURIComponent(business)}/${encodeURIComponent(context)}/${of}`;
  }

  async #headers(): Promise<{ readonly [name: string]: string }> {
    return { authorization: `Bearer ${await this.#signer.for(nameOf(this.place))}` };
  }

  /**
   * How long one of the replicas that are left is waited for: one that stands still leaves the
   * others their time. What is asked with a key goes on where it was begun, so that whoever asks
   * again waits for it.
   */
  #shareOf({ method }: Ask, leftMs: number, attempts: number): number {
    const isShared = this.#replicas.length > 1 && methods[method] === 'safe';
    return isShared && method !== 'answer' ? leftMs / attempts : leftMs;
  }

  /** One address may stand for several replicas, and lead to another one the next time. */
  #attempts(affinity: string | undefined): readonly Replica[] {
    const all = this.#inOrder(affinity);
    return all.length === 1 ? [...all, ...all] : all;
  }

  #inOrder(affinity: string | undefined): readonly Replica[] {
    const all = this.#replicas;
    const first = affinity === undefined ? (this.#next += 1) : hashOf(affinity);
    const turned = all.map((_, at) => all[(first + at) % all.length]);
    const known = turned.filter((one) => one !== undefined);
    const now = performance.now();
    // The order is kept among those that are there, and among those that are not.
    return known.toSorted((a, b) => Number(a.avoidedUntil > now) - Number(b.avoidedUntil > now));
  }

  async #send<T>(
    replica: Replica,
    { method, args }: Ask,
    leftMs: number,
  ): Promise<{ readonly value: T } | { readonly lost: Unreachable | OutcomeUnknown }> {
    const headers = { 'content-type': 'application/json', ...(await this.#headers()) };
    const body = JSON.stringify(argumentsOf(args));
    const times = { headersTimeout: leftMs, bodyTimeout: leftMs, ...deadlineOf(method, leftMs) };
    const asked = { method: 'POST', path: this.#path(method), headers, body, ...times } as const;
    const answered = await replica.pool
      .request(asked)
      .then(async ({ statusCode, body: of }) => ({ statusCode, text: await of.text() }))
      .catch((cause: unknown) => ({ cause }));
    if ('cause' in answered) return { lost: this.#lost(replica, method, answered.cause) };
    const { statusCode, text } = answered;
    // It does not take anything more: the next one may.
    if (statusCode === 503) {
      avoid(replica);
      return { lost: new Unreachable(`${nameOf(this.place)} at ${replica.url} is ending.`) };
    }
    return { value: valueIn<T>(statusCode, text) };
  }

  #lost(replica: Replica, method: Method, cause: unknown): Unreachable | OutcomeUnknown {
    avoid(replica);
    const where = `${nameOf(this.place)} at ${replica.url}`;
    if (unsentCodes.has(String(codeOf(cause)))) {
      return new Unreachable(`${where} cannot be reached.`, { cause });
    }
    return new OutcomeUnknown(`${where} was asked to ${method} and gave no answer.`, { cause });
  }
}

/** The other times begin with a connection, and all of them may be taken by what gets no answer. */
const deadlineOf = (method: Method, leftMs: number): { readonly signal?: AbortSignal } =>
  methods[method] === 'safe' ? { signal: AbortSignal.timeout(Math.ceil(leftMs)) } : {};

const mayRepeat = ({ method, isRepeatable }: Ask): boolean =>
  isRepeatable ?? methods[method] === 'safe';

const poolOf = (url: string): Pool =>
  new Pool(url, { connections: CONNECTIONS_MAX, connect: { timeout: CONNECT_MS } });

const avoid = (replica: Replica): void => {
  replica.avoidedUntil = performance.now() + AVOIDED_MS;
};

const valueIn = <T>(statusCode: number, text: string): T => {
  // A service of this deployment has written it, in the shapes of the kernel's interface.
  if (statusCode === 200) return JSON.parse(text) as T;
  if (statusCode === 204) return undefined as T;
  throw errorOf(failureIn(text, statusCode));
};

const failureIn = (text: string, statusCode: number): Failure => {
  try {
    const read: unknown = JSON.parse(text);
    // As above.
    if (typeof read === 'object' && read !== null && 'is' in read) return read as Failure;
  } catch {
    // Not one of ours: a proxy in between, perhaps.
  }
  return { is: 'failed', message: `The answer was ${statusCode}: ${text.slice(0, 200)}` };
};

export async function* linesIn(chunks: AsyncIterable<string>): AsyncGenerator {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield JSON.parse(line);
  }
}
