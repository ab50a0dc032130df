// The yardstick: what a careful engineer would write by hand for one command. It validates with a
// compiled schema, and commits whatever waits in one SQLite transaction, with fsync, in which it
// looks whether the request was answered before, reads, upserts, and appends to a log.

import { DatabaseSync } from 'node:sqlite';
import fastify from 'fastify';
import { bodySchema } from './minimal-body.ts';
import type { Stamps } from './minimal-body.ts';
import { fileIn, folderGiven, tell } from './program.ts';

type Order = { readonly key: string; readonly cardId: string; readonly body: Stamps };

type Answered = { readonly status: number; readonly text: string };

type Waiting = Order & {
  readonly answer: (answered: Answered) => void;
  readonly fail: (cause: unknown) => void;
};

/** As many as a turn of the kernel takes. */
const BATCH_MAX = 256;

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA cache_size = -16000;
  CREATE TABLE IF NOT EXISTS cards (
    id TEXT PRIMARY KEY, customer TEXT NOT NULL, stamps INTEGER NOT NULL, spent INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS log (
    sequence INTEGER PRIMARY KEY, type TEXT NOT NULL, card TEXT NOT NULL, at INTEGER NOT NULL,
    data TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, at INTEGER NOT NULL, status INTEGER NOT NULL, text TEXT NOT NULL
  ) WITHOUT ROWID;`;

/** The one transaction, and what it is made of. */
class Cards {
  readonly #database: DatabaseSync;
  readonly #statements: ReturnType<typeof statementsOf>;
  #waiting: Waiting[] = [];

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    this.#database.exec(schema);
    this.#statements = statementsOf(this.#database);
  }

  add(order: Order): Promise<Answered> {
    const { promise, resolve, reject } = Promise.withResolvers<Answered>();
    this.#waiting.push({ ...order, answer: resolve, fail: reject });
    if (this.#waiting.length === 1) setImmediate(this.#commit);
    return promise;
  }

  readonly #commit = (): void => {
    const batch = this.#waiting.slice(0, BATCH_MAX);
    this.#waiting = this.#waiting.slice(BATCH_MAX);
    if (this.#waiting.length > 0) setImmediate(this.#commit);
    try {
      this.#statements.begin.run();
      const answers = batch.map((order) => this.#decide(order));
      this.#statements.commit.run();
      for (const [at, { answer }] of batch.entries()) answer(answers[at] ?? wrong);
    } catch (cause) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      for (const { fail } of batch) fail(cause);
    }
  };

  #decide({ key, cardId, body }: Order): Answered {
    const { answered, card, upsert, append, keep } = this.#statements;
    const before = answered.get(key);
    if (before) return { status: Number(before['status']), text: String(before['text']) };
    const row = card.get(cardId);
    const stamps = Number(row?.['stamps'] ?? 0) + body.stamps;
    const spent = Number(row?.['spent'] ?? 0) + body.price;
    const now = Date.now();
    upsert.run(cardId, body.customerId, stamps, spent);
    append.run('StampsAdded', cardId, now, JSON.stringify({ cardId, ...body }));
    const text = JSON.stringify({ cardId, customerId: body.customerId, stamps, spent });
    keep.run(key, now, 200, text);
    return { status: 200, text };
  }
}

const wrong: Answered = { status: 500, text: '{}' };

const statementsOf = (database: DatabaseSync) => ({
  begin: database.prepare('BEGIN IMMEDIATE'),
  commit: database.prepare('COMMIT'),
  answered: database.prepare('SELECT status, text FROM answers WHERE key = ?'),
  card: database.prepare('SELECT stamps, spent FROM cards WHERE id = ?'),
  upsert: database.prepare(
    'INSERT INTO cards VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET ' +
      'customer = excluded.customer, stamps = excluded.stamps, spent = excluded.spent',
  ),
  append: database.prepare('INSERT INTO log (type, card, at, data) VALUES (?, ?, ?, ?)'),
  keep: database.prepare('INSERT INTO answers VALUES (?, ?, ?, ?)'),
});

const start = async (file: string): Promise<string> => {
  const cards = new Cards(file);
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

tell({ url: await start(fileIn(folderGiven(), 'cards')) });
