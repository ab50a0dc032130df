// The yardstick on MariaDB: what a careful engineer would write by hand for one command. It
// validates with a compiled schema, and commits whatever waits in one transaction, in three ways to
// the server and back: it looks whether requests were answered before and locks what it reads, then
// upserts, appends to a log and keeps the answers, then commits, as a server carries on behind a
// statement that failed.

import fastify from 'fastify';
import { createConnection } from 'mariadb';
import type { Connection } from 'mariadb';
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
  readonly log: (readonly (string | number)[])[];
  readonly answers: Map<string, Answered>;
  readonly now: number;
};

/** As many as a turn of the kernel takes. */
const BATCH_MAX = 256;

const text = 'VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL';

const schema = [
  `CREATE TABLE cards (id ${text} PRIMARY KEY, customer ${text}, stamps INT NOT NULL,
    spent INT NOT NULL)`,
  `CREATE TABLE log (sequence BIGINT AUTO_INCREMENT PRIMARY KEY, type ${text}, card ${text},
    at BIGINT NOT NULL, data LONGTEXT NOT NULL)`,
  `CREATE TABLE answers (answer_key ${text} PRIMARY KEY, at BIGINT NOT NULL, status INT NOT NULL,
    body LONGTEXT NOT NULL)`,
];

const rowsOf = (columns: number, count: number): string => {
  const row = `(${Array.from({ length: columns }, () => '?').join(', ')})`;
  return Array.from({ length: count }, () => row).join(', ');
};

class Cards {
  readonly #connection: Connection;
  #waiting: Waiting[] = [];
  #isRunning = false;

  constructor(connection: Connection) {
    this.#connection = connection;
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
        await this.#connection.query('ROLLBACK');
        for (const { fail } of batch) fail(cause);
      }
    }
    this.#isRunning = false;
  }

  async #commit(batch: readonly Order[]): Promise<Map<string, Answered>> {
    const keys = batch.map(({ key }) => key);
    const ids = [...new Set(batch.map(({ cardId }) => cardId))];
    const [answered, cards] = await Promise.all([
      this.#connection.query<(Answered & { readonly key: string })[]>(
        `SELECT answer_key AS \`key\`, status, body AS text FROM answers
          WHERE answer_key IN ${rowsOf(keys.length, 1)}`,
        keys,
      ),
      this.#connection.query<Card[]>(
        `SELECT id, customer, stamps, spent FROM cards WHERE id IN ${rowsOf(ids.length, 1)}
          ORDER BY id FOR UPDATE`,
        ids,
      ),
    ]);
    const written: Written = {
      cards: new Map(cards.map((card) => [card.id, card])),
      log: [],
      answers: new Map(),
      now: Date.now(),
    };
    const before = new Map(answered.map(({ key, ...answer }) => [key, answer]));
    for (const order of batch) if (!before.has(order.key)) decide(order, written);
    if (written.answers.size > 0) await this.#write(written);
    await this.#connection.query('COMMIT');
    return new Map([...before, ...written.answers]);
  }

  async #write({ cards, log, answers, now }: Written): Promise<void> {
    const upserts = [...cards.values()].map(({ id, customer, stamps, spent }) => [
      id,
      customer,
      stamps,
      spent,
    ]);
    const keeps = Array.from(answers, ([key, { status, text }]) => [key, now, status, text]);
    await Promise.all([
      this.#connection.query(
        `INSERT INTO cards VALUES ${rowsOf(4, upserts.length)} ON DUPLICATE KEY UPDATE
          customer = VALUES(customer), stamps = VALUES(stamps), spent = VALUES(spent)`,
        upserts.flat(),
      ),
      this.#connection.query(
        `INSERT INTO log (type, card, at, data) VALUES ${rowsOf(4, log.length)}`,
        log.flat(),
      ),
      this.#connection.query(`INSERT INTO answers VALUES ${rowsOf(4, keeps.length)}`, keeps.flat()),
    ]);
  }
}

const decide = ({ key, cardId, body }: Order, { cards, log, answers, now }: Written): void => {
  const card = cards.get(cardId) ?? { id: cardId, customer: '', stamps: 0, spent: 0 };
  const { customerId, stamps, price } = body;
  const after = {
    id: cardId,
    customer: customerId,
    stamps: card.stamps + stamps,
    spent: card.spent + price,
  };
  cards.set(cardId, after);
  log.push(['StampsAdded', cardId, now, JSON.stringify({ cardId, ...body })]);
  const text = { cardId, customerId, stamps: after.stamps, spent: after.spent };
  answers.set(key, { status: 200, text: JSON.stringify(text) });
};

const wrong: Answered = { status: 500, text: '{}' };

const connected = async (url: string): Promise<Connection> => {
  const { hostname, port, username, password } = new URL(url);
  const connection = await createConnection({
    host: hostname,
    port: Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    collation: 'UTF8MB4_NOPAD_BIN',
    bigIntAsNumber: true,
  });
  const name = `minimal_${process.pid}`;
  for (const sql of [`CREATE DATABASE ${name} CHARACTER SET utf8mb4`, `USE ${name}`, ...schema]) {
    await connection.query(sql);
  }
  await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  await connection.query('SET autocommit = 0');
  return connection;
};

const start = async (url: string): Promise<string> => {
  const cards = new Cards(await connected(url));
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
