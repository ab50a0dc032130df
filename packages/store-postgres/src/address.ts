// Where a store lies: a schema of a database. The password stays out of all that people see.

import { StoreCannotOpen } from './errors.ts';

/** What `openPostgresStore` needs to find the database. */
export type Address = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly isEncrypted: boolean;
  readonly schema: string;
  /** What people are told: `dure@127.0.0.1:5432/dure, schema lodging_payment`. */
  readonly words: string;
};

const PORT = 5_432;
/** PostgreSQL cuts longer names off, in bytes. */
const NAME_BYTES_MAX = 63;

/** @throws {StoreCannotOpen} it is no URL of one database, or the name of the schema cannot be. */
export const addressOf = (url: string, schema: string): Address => {
  const parsed = parse(url);
  if (schema === '' || Buffer.byteLength(schema) > NAME_BYTES_MAX) throw notASchema(schema);
  const user = decodeURIComponent(parsed.username);
  const database = decodeURIComponent(parsed.pathname.slice(1));
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  const port = Number(parsed.port || PORT);
  const isEncrypted = isEncryptedBy(parsed);
  const words = `${user}@${parsed.hostname}:${port}/${database}, schema ${schema}`;
  return { host, port, user, database, isEncrypted, schema, words };
};

/** What `new URL` throws would show all of it, with the password. */
const parse = (url: string): URL => {
  if (!URL.canParse(url)) throw notAnAddress();
  const parsed = new URL(url);
  const isPostgres = ['postgres:', 'postgresql:'].includes(parsed.protocol);
  if (!isPostgres || parsed.hostname === '' || parsed.pathname.length < 2) {
    throw notAnAddress(parsed.host);
  }
  return parsed;
};

/** The password in a URL; nothing, when it has none. */
export const passwordIn = (url: string): string | undefined => {
  const { password } = new URL(url);
  return password === '' ? undefined : decodeURIComponent(password);
};

const known = 'sslmode=disable, sslmode=require, sslmode=verify-full';

const sslModes = new Map([
  [null, false],
  ['disable', false],
  ['require', true],
  ['verify-full', true],
]);

const isEncryptedBy = (url: URL): boolean => {
  const mode = url.searchParams.get('sslmode');
  const others = [...url.searchParams.keys()].filter((name) => name !== 'sslmode');
  const isEncrypted = sslModes.get(mode);
  if (isEncrypted !== undefined && others.length === 0) return isEncrypted;
  const what = others[0] ?? `sslmode=${mode ?? ''}`;
  throw new StoreCannotOpen(url.host, {
    ko: `데이터베이스 주소의 ${what}을(를) 알 수 없습니다. 쓸 수 있는 것: ${known}.`,
    en: `${what} in the address of the database is not known. Known are: ${known}.`,
  });
};

const pattern = 'postgres://user@host:5432/database';

const notAnAddress = (host = ''): StoreCannotOpen =>
  new StoreCannotOpen(host, {
    ko: `데이터베이스 주소를 읽을 수 없습니다. 서버 하나로 이렇게 적어 주세요: ${pattern}`,
    en: `The address of the database cannot be read. Write it with one host: ${pattern}`,
  });

const notASchema = (schema: string): StoreCannotOpen =>
  new StoreCannotOpen(schema, {
    ko: `스키마 이름 "${schema}"은(는) 쓸 수 없습니다. 1바이트에서 ${NAME_BYTES_MAX}바이트까지여야 합니다.`,
    en: `"${schema}" cannot be the name of a schema. It takes 1 to ${NAME_BYTES_MAX} bytes.`,
  });
