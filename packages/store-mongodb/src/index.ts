// A store on MongoDB, which no real server has proved yet. It is opened only where the address says
// that this is known: `mongodb://host/dure?unproved=accepted`.

import { randomUUID } from 'node:crypto';
import type { Store, StoreIdentity, StoreOwner } from '@dure/kernel/ports';
import { loadDriver } from './driver.ts';
import type { Client, Database, Document } from './driver.ts';
import { StoreCannotOpen, unavailable } from './errors.ts';
import { MongoStore } from './store.ts';

export { StoreCannotOpen } from './errors.ts';

export type MongoOptions = {
  /** `mongodb://user@host/database?unproved=accepted`. */
  readonly url: string;
  readonly database?: string | undefined;
  readonly password?: (() => string) | undefined;
  readonly owner?: StoreOwner | undefined;
  /** How many there are when it is made; those that it has, unless given. */
  readonly partitions?: number | undefined;
};

const VERSION = 1;
const WAIT_MS = 5_000;

const notProved = (): StoreCannotOpen =>
  new StoreCannotOpen({
    ko: [
      'MongoDB 저장소는 아직 실제 서버에서 증명되지 않았습니다. 데이터를 잃을 수 있습니다.',
      '그래도 쓰려면 주소 끝에 ?unproved=accepted를 붙이고, 아니면 postgres://나 mariadb://를 쓰세요',
    ].join(' '),
    en: [
      'The store on MongoDB has not been proved on a real server. Data may be lost.',
      'To use it all the same, put ?unproved=accepted behind its address;',
      'otherwise use postgres:// or mariadb://',
    ].join(' '),
  });

/** The address for the driver, and as people see it. */
const addressOf = ({ url, database, password }: MongoOptions) => {
  const address = new URL(url);
  if (address.searchParams.get('unproved') !== 'accepted') throw notProved();
  address.searchParams.delete('unproved');
  const name = database ?? (address.pathname.slice(1) || 'dure');
  if (password) address.password = encodeURIComponent(password());
  return { href: address.href, name, place: `${address.host}/${name}` };
};

const wrong = (ko: string, en: string): StoreCannotOpen => new StoreCannotOpen({ ko, en });

/** A single server has no transactions. */
const checkServer = async (database: Database, place: string): Promise<void> => {
  const { setName, msg } = await database.command({ hello: 1 });
  if (setName !== undefined || msg === 'isdbgrid') return;
  throw wrong(
    `${place}: 트랜잭션이 없는 MongoDB입니다. 복제 집합(replica set)으로 켜세요`,
    `MongoDB at ${place} has no transactions. Run it as a replica set`,
  );
};

type Made = { readonly partitions: number; readonly identity: StoreIdentity };

const fresh = ({ owner, partitions = 1 }: MongoOptions): Document => ({
  version: VERSION,
  logId: randomUUID(),
  partitions,
  ...(owner ? { owner: { ...owner } } : {}),
});

/** Made once, by whoever is first. */
const identityIn = async (database: Database, options: MongoOptions): Promise<Document> => {
  const identities = database.collection('identity');
  const $setOnInsert = fresh(options);
  const once = { upsert: true, writeConcern: { w: 'majority', journal: true } };
  await identities.updateOne({ _id: 'identity' }, { $setOnInsert }, once);
  return (await identities.findOne({ _id: 'identity' })) ?? {};
};

type Found = Made & { readonly version: number };

const readIdentity = (document: Document): Found => {
  const { version, logId, partitions } = document;
  const owner = document['owner'] as StoreOwner | undefined; // As it is written above.
  const identity = { logId: String(logId), ...(owner ? { owner } : {}) };
  return { version: Number(version), partitions: Number(partitions), identity };
};

/** @throws {StoreCannotOpen} it is that of another context or business. */
const checkOwner = (own: StoreOwner | undefined, { owner }: StoreIdentity, place: string): void => {
  if (!own || !owner) return;
  const [of, is] = [`${owner.business}/${owner.context}`, `${own.business}/${own.context}`];
  if (of === is) return;
  const ko = `${place}: ${of}의 데이터라 ${is}가 쓸 수 없습니다. 다른 데이터베이스를 쓰세요`;
  throw wrong(ko, `${place} belongs to ${of}, not to ${is}. Use another database`);
};

/** @throws {StoreCannotOpen} it is another one's, or that of a newer Dure. */
const madeIn = async (database: Database, options: MongoOptions, place: string): Promise<Made> => {
  const found = readIdentity(await identityIn(database, options));
  const { version, partitions: has, identity } = found;
  if (version > VERSION) {
    const ko = `${place}: 더 새로운 두레(버전 ${version})가 썼습니다. 두레를 올리세요`;
    throw wrong(ko, `${place} was written by a newer Dure (version ${version}). Upgrade`);
  }
  checkOwner(options.owner, identity, place);
  const { partitions: asked = has } = options;
  if (asked === has) return found;
  const ko = `${place}: 파티션이 ${has}개인데 ${asked}개로 열려고 합니다. partitions를 고치세요`;
  throw wrong(ko, `${place} has ${has} partitions, not ${asked}. Correct partitions`);
};

const prepare = async (database: Database, partitions: number): Promise<void> => {
  const [items, log, heads] = [
    database.collection('items'),
    database.collection('log'),
    database.collection('heads'),
  ];
  await items.createIndex({ collection: 1, id: 1 });
  await items.createIndex({ collection: 1, tag: 1, id: 1 });
  await items.createIndex({ partition: 1, collection: 1, at: 1, id: 1 });
  await log.createIndex({ partition: 1, sequence: 1 });
  await log.createIndex({ caseId: 1, at: 1, partition: 1, sequence: 1 });
  for (let partition = 0; partition < partitions; partition += 1) {
    const $setOnInsert = { sequence: 0, turns: 0, facts: '{}', lock: 0 };
    await heads.updateOne({ _id: partition }, { $setOnInsert }, { upsert: true });
  }
};

const openIn = async (client: Client, options: MongoOptions): Promise<Store> => {
  const { name, place } = addressOf(options);
  await client.connect();
  const database = client.db(name);
  await checkServer(database, place);
  const { partitions, identity } = await madeIn(database, options, place);
  await prepare(database, partitions);
  const tables = {
    place,
    heads: database.collection('heads'),
    log: database.collection('log'),
    items: database.collection('items'),
  };
  return new MongoStore({ client, tables, partitions, identity });
};

/**
 * Opens the store of one context, and makes its database when it is not there.
 * @throws {StoreCannotOpen} a person has to change something; it says what.
 * @throws {StoreUnavailable} the server does not answer now.
 */
export const openMongoStore = async (options: MongoOptions): Promise<Store> => {
  const { href, place } = addressOf(options);
  const { MongoClient } = await loadDriver();
  const waits = { serverSelectionTimeoutMS: WAIT_MS, connectTimeoutMS: WAIT_MS };
  const concerns = { readConcern: { level: 'majority' }, writeConcern: { w: 'majority' } };
  const client = new MongoClient(href, { ...waits, ...concerns, retryWrites: true });
  return openIn(client, options).catch(async (cause: unknown) => {
    await client.close().catch(() => {});
    throw cause instanceof StoreCannotOpen ? cause : unavailable(place, cause);
  });
};
