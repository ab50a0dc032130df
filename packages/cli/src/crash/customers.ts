// People who reserve, cancel and decide all day, through HTTP. Whoever gets no answer asks again
// with the same key, until they have one.

import { setTimeout as sleep } from 'node:timers/promises';
import { addDays } from '@dure/domain';
import { dayOf } from '@dure/domain/korea';
import type { Chance } from './chance.ts';

export type Request = {
  readonly what: 'reserve' | 'cancel' | 'confirm' | 'reject';
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly key: string;
  readonly body?: { readonly [field: string]: string | number };
};

export type Answer = { readonly status: number; readonly body: unknown };

/** A request, and the first answer to it. */
export type Exchange = {
  readonly request: Request;
  readonly answer: Answer;
  /** How often no answer came. */
  readonly silences: number;
};

export type Finding = {
  readonly words: string;
  readonly caseId?: string | undefined;
  readonly key?: string;
};

const REQUEST_MS = 8_000;
const AGAIN_MS = 40;

const placeIds = ['place-2', 'place-3', 'place-4', 'place-5', 'place-6'] as const;
const FIRST_DAY_MIN = 8;
const FIRST_DAY_MAX = 30;

export const orderIn = ({ body }: Answer): string | undefined => {
  if (typeof body !== 'object' || body === null || !('orderId' in body)) return undefined;
  return typeof body.orderId === 'string' ? body.orderId : undefined;
};

export const isDone = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** All that was asked and answered, and what of it was wrong. */
export class Ledger {
  readonly exchanges: Exchange[] = [];
  readonly findings: Finding[] = [];
  /** Reservations that were accepted, with the place. */
  readonly reserved: { readonly orderId: string; readonly placeId: string }[] = [];
  silences = 0;
  repeats = 0;
  #keys = 0;

  nextKey(client: number): string {
    this.#keys += 1;
    return `client-${client}-${this.#keys}`;
  }

  note(exchange: Exchange): void {
    const { request, answer } = exchange;
    this.exchanges.push(exchange);
    const orderId = orderIn(answer);
    const placeId = request.body?.['placeId'];
    if (request.what === 'reserve' && isDone(answer) && orderId !== undefined) {
      this.reserved.push({ orderId, placeId: String(placeId) });
    }
    if (answer.status < 500 || answer.status === 503) return;
    const words = `${request.method} ${request.path} was answered ${answer.status}.`;
    this.findings.push({ words, key: request.key });
  }

  /** The same request again: it must get the first answer. */
  compare({ request, answer }: Exchange, again: Answer): void {
    this.repeats += 1;
    if (again.status === 503) return;
    const isSame = JSON.stringify(answer) === JSON.stringify(again);
    if (isSame) return;
    const caseId = orderIn(answer);
    const words =
      `The key ${request.key} was answered ${JSON.stringify(answer)}, ` +
      `and then ${JSON.stringify(again)}.`;
    this.findings.push({ words, key: request.key, caseId });
  }
}

const send = async (url: string, request: Request): Promise<Answer> => {
  const { method, path, key, body } = request;
  const response = await fetch(url + path, {
    method,
    headers: {
      'idempotency-key': key,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(REQUEST_MS),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
};

/** Asks until an answer comes. The server may be dead for a while. */
export const untilAnswered = async (
  url: string,
  request: Request,
): Promise<{ readonly answer: Answer; readonly silences: number }> => {
  for (let silences = 0; ; silences += 1) {
    try {
      return { answer: await send(url, request), silences };
    } catch {
      // Killed before, during or after: the client cannot know.
      await sleep(AGAIN_MS);
    }
  }
};

export class Client {
  readonly #number: number;
  readonly #url: string;
  readonly #chance: Chance;
  readonly #ledger: Ledger;
  readonly #own: Exchange[] = [];

  constructor(number: number, of: { url: string; chance: Chance; ledger: Ledger }) {
    this.#number = number;
    this.#url = of.url;
    this.#chance = of.chance;
    this.#ledger = of.ledger;
  }

  /** Goes on until it is stopped, and has its last answer. */
  async live(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      if (this.#own.length > 0 && this.#chance.next() < 0.1) await this.#repeat();
      else await this.#ask(this.#draw());
      await sleep(this.#chance.between(0, 8));
    }
  }

  async #ask(request: Request): Promise<void> {
    const { answer, silences } = await untilAnswered(this.#url, request);
    const exchange = { request, answer, silences };
    this.#ledger.silences += silences;
    this.#ledger.note(exchange);
    // What was unavailable may be asked again under the same key, and then be done.
    if (answer.status !== 503) this.#own.push(exchange);
  }

  async #repeat(): Promise<void> {
    const before = this.#chance.pick(this.#own);
    if (!before) return;
    const { answer } = await untilAnswered(this.#url, before.request);
    this.#ledger.compare(before, answer);
  }

  #draw(): Request {
    const point = this.#chance.next();
    const key = this.#ledger.nextKey(this.#number);
    const some = this.#chance.pick(this.#ledger.reserved);
    if (point < 0.6 || !some) return this.#reserve(key);
    if (point < 0.78) {
      return { what: 'cancel', method: 'DELETE', path: `/accommodations/${some.orderId}`, key };
    }
    const path = `/reservationManagements/${some.placeId}`;
    const { orderId } = some;
    if (point < 0.93) {
      const method = 'PUT';
      return { what: 'confirm', method, path: `${path}/reservationinform`, key, body: { orderId } };
    }
    const body = { orderId, reason: '수리 중' };
    return {
      what: 'reject',
      method: 'PUT',
      path: `${path}/reservationcancelprocessing`,
      key,
      body,
    };
  }

  #reserve(key: string): Request {
    const first = addDays(dayOf(Date.now()), this.#chance.between(FIRST_DAY_MIN, FIRST_DAY_MAX));
    const isDeclined = this.#chance.next() < 0.05;
    const body = {
      placeId: this.#chance.pick(placeIds) ?? placeIds[0],
      usrId: `customer-${this.#chance.between(2, 4)}`,
      strDt: first,
      endDt: addDays(first, this.#chance.between(1, 3)),
      qty: this.#chance.between(1, 2),
      cardToken: isDeclined ? 'card-0002' : 'card-0001',
    };
    return { what: 'reserve', method: 'POST', path: '/accommodations', key, body };
  }
}
