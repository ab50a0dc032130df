// The yardstick on PostgreSQL: what a careful engineer would write by hand for one command. It
// validates with a compiled schema, and commits whatever waits in one transaction, in two ways to
// the server and back: it looks whether requests were answered before and locks what it reads, then
// upserts, appends to a log, keeps the answers and commits.

import fastify from 'fastify';
import pg from 'pg';
import { bodySchema } from './minimal-body.ts';
import type { Stamps } from './minimal-body.ts';
import { serverGiven, tell } from './program.ts';

type Order = { readonly key: string; readonly cardId: string; readonly body: Stamps };

type Answered = { readonly status: number; readonly text: string };

type Waiting = Order & {
  readonly answer: (answered: Answered) => void;
  readonly fail: (cause: unknown) => void;
};

type Card = { readonly id: string; customer: string; stamps: number; spent: number };

type Written = {
  readonly cards: Map<string, Card>;
  readonly log: { readonly card: string; readonly data: string }[];
  readonly answers: Map<string, Answered>;
  readonly now: number;
};

/** As many as a turn of the kernel takes. */
const BATCH_MAX = 256;

const schema = `
  create table cards (id text collate "C" primary key, customer text not null,
    stamps int not null, spent int not null) with (fillfactor = 70);
  create table log (sequence bigint generated always as identity primary key, type text not null,
    card text not null, at float8 not null, data text not null);
  create table answers (key text collate "C" primary key, at float8 not null,
    status int not null, text text not null);`;

const statements = {
  answered: {
    name: 'answered',
    text: 'select key, status, text from answers where key = any($1::text[])',
  },
  cards: {
    name: 'cards',
    text: `select id, customer, stamps, spent from cards where id = any($1::text[])
      order by id for update`,
  },
  upsert: {
    name: 'upsert',
    text: `insert into cards select * from unnest($1::text[], $2::text[], $3::int[], $4::int[])
      on conflict (id) do update set customer = excluded.customer, stamps = excluded.stamps,
        spent = excluded.spent`,
  },
  append: {
    name: 'append',
    text: `insert into log (type, card, at, data)
      select 'StampsAdded', card, $1, data from unnest($2::text[], $3::text[]) as new (card, data)`,
  },
  keep: {
    name: 'keep',
    text: `insert into answers
      select key, $1, status, text from unnest($2::text[], $3::int[], $4::text[])
        as new (key, status, text)`,
  },
};

class Cards {
  readonly #client: pg.Client;
  #waiting: Waiting[] = [];
  #isRunning = false;

  constructor(client: pg.Client) {
    this.#client = client;
  }

  add(order: Order): Promise<Answered> {
    const { promise, resolve, reject } = Promise.withResolvers<Answered>();
    this.#waiting.push({ ...order, answer: resolve, fail: reject });
    if (!this.#isRunning) {
      this.#isRunning = true;
      setImmediate(() => void this.#run());
    }
    return promise;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH_MAX);
      try {
        const answers = await this.#commit(batch);
        for (const { key, answer } of batch) answer(answers.get(key) ?? wrong);
      } catch (cause) {
        await this.#client.query('rollback');
        for (const { fail } of batch) fail(cause);
      }
    }
    this.#isRunning = false;
  }

  async #commit(batch: readonly Order[]): Promise<Map<string, Answered>> {
    const keys = batch.map(({ key }) => key);
    const ids = [...new Set(batch.map(({ cardId }) => cardId))];
    const [, answered, cards] = await Promise.all([
      this.#client.query('begin'),
      this.#client.query<Answered & { key: string }>({ ...statements.answered, values: [keys] }),
      this.#client.query<Card>({ ...statements.cards, values: [ids] }),
    ]);
    const written: Written = {
      cards: new Map(cards.rows.map((card) => [card.id, card])),
      log: [],
      answers: new Map(),
      now: Date.now(),
    };
    const before = new Map(answered.rows.map(({ key, ...answer }) => [key, answer]));
    for (const order of batch) if (!before.has(order.key)) decide(order, written);
    await this.#write(written);
    return new Map([...before, ...written.answers]);
  }

  async #write({ cards, log, answers, now }: Written): Promise<void> {
    const all = [...cards.values()];
    const upserts = [
      all.map(({ id }) => id),
      all.map(({ customer }) => customer),
      all.map(({ stamps }) => stamps),
      all.map(({ spent }) => spent),
    ];
    const appends = [now, log.map(({ card }) => card), log.map(({ data }) => data)];
    const kept = [...answers.values()];
    const keeps = [now, [...answers.keys()], kept.map(({ status }) => status)];
    const [, , , { command }] = await Promise.all([
      this.#client.query({ ...statements.upsert, values: upserts }),
      this.#client.query({ ...statements.append, values: appends }),
      this.#client.query({ ...statements.keep, values: [...keeps, kept.map(({ text }) => text)] }),
      this.#client.query('commit'),
    ]);
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back.');
  }
}

const decide = ({ key, cardId, body }: Order, { cards, log, answers }: Written): void => {
  const card = cards.get(cardId) ?? { id: cardId, customer: '', stamps: 0, spent: 0 };
  const { customerId, stamps, price } = body;
  const after = {
    id: cardId,
    customer: customerId,
    stamps: card.stamps + stamps,
    spent: card.spent + price,
  };
  cards.set(cardId, after);
  log.push({ card: cardId, data: JSON.stringify({ cardId, ...body }) });
  const text = { cardId, customerId, stamps: after.stamps, spent: after.spent };
  answers.set(key, { status: 200, text: JSON.stringify(text) });
};

const wrong: Answered = { status: 500, text: '{}' };

const start = async (url: string): Promise<string> => {
  // The types of the driver do not know of pipelines yet.
  const options = { connectionString: url, pipeline: true };
  const client = new pg.Client(options);
  await client.connect();
  const name = `minimal_${process.pid}`;
  await client.query(`create schema ${name}; set search_path = ${name}; ${schema}`);
  // What was planned while a table was empty would read all of it later.
  await client.query('set enable_seqscan = off');
  const cards = new Cards(client);
  const server = fastify();
  server.post<{ Params: { readonly cardId: string }; Body: Stamps }>(
    '/stampCards/:cardId/add-stamps',
    { schema: { body: bodySchema } },
    async ({ params, headers, body }, reply) => {
      const key = String(headers['idempotency-key'] ?? crypto.randomUUID());
      const { status, text } = await cards.add({ key, cardId: params.cardId, body });
      return reply.code(status).header('content-type', 'application/json').send(text);
    },
  );
  return server.listen({ host: '127.0.0.1', port: 0 });
};

tell({ url: await start(serverGiven() ?? '') });
