// What can go wrong with a server, in words for the person who runs it.

import type { Words } from '@dure/domain';
import { StoreUnavailable, Taken } from '@dure/kernel/ports';

/** The store could not be opened. `ko` and `en` say what happened and what to do next. */
export class StoreCannotOpen extends Error {
  /** The server and the database, without the password. */
  readonly address: string;
  readonly ko: string;
  readonly en: string;
  constructor(address: string, words: Words, cause?: unknown) {
    super(words.en, { cause });
    this.name = 'StoreCannotOpen';
    this.address = address;
    this.ko = words.ko;
    this.en = words.en;
  }
}

export type FailureKind =
  | 'away'
  | 'login'
  | 'rights'
  | 'noDatabase'
  | 'readOnly'
  | 'full'
  | 'crowded'
  | 'busy'
  | 'deadlock'
  | 'taken'
  | 'tooLarge'
  | 'damaged'
  | 'unknown';

const passing: ReadonlySet<FailureKind> = new Set(['away', 'busy', 'crowded', 'full', 'readOnly']);

/** What the server said, by its numbers (mariadb.com/kb/en/mariadb-error-codes). */
const kindsByNumber: ReadonlyMap<number, FailureKind> = new Map([
  [1044, 'rights'],
  [1142, 'rights'],
  [1143, 'rights'],
  [1227, 'rights'],
  [1370, 'rights'],
  [1045, 'login'],
  [1698, 'login'],
  [1862, 'login'],
  [4151, 'login'],
  [1049, 'noDatabase'],
  [1290, 'readOnly'],
  [1792, 'readOnly'],
  [1836, 'readOnly'],
  [3, 'full'],
  [28, 'full'],
  [1021, 'full'],
  [1114, 'full'],
  [1040, 'crowded'],
  [1203, 'crowded'],
  [1226, 'crowded'],
  [1205, 'busy'],
  [1969, 'busy'],
  [1020, 'deadlock'],
  [1213, 'deadlock'],
  [1062, 'taken'],
  [1153, 'tooLarge'],
  [1034, 'damaged'],
  [1054, 'damaged'],
  [1146, 'damaged'],
  [1194, 'damaged'],
  [1712, 'damaged'],
  [1932, 'damaged'],
  [1053, 'away'],
  [1047, 'away'],
  [1077, 'away'],
  [1152, 'away'],
  [1184, 'away'],
  [1927, 'away'],
  [4150, 'away'],
]);

type Said = {
  readonly errno?: unknown;
  readonly code?: unknown;
  readonly sqlState?: unknown;
  readonly sqlMessage?: unknown;
  readonly fatal?: unknown;
  readonly message?: unknown;
};

/** The driver's own numbers: it could not reach the server, or has lost it. */
const isDriverNumber = (errno: unknown): boolean =>
  typeof errno === 'number' && (errno < 0 || (errno > 45_000 && errno < 46_000));

const kindOf = ({ errno, fatal }: Said): FailureKind => {
  const known = typeof errno === 'number' ? kindsByNumber.get(errno) : undefined;
  if (known) return known;
  return fatal === true || isDriverNumber(errno) ? 'away' : 'unknown';
};

const MESSAGE_MAX = 300;

/**
 * What the driver threw, without the statement and its values, which it adds to its messages: they
 * are nobody's business who reads a log.
 */
export class DatabaseError extends Error {
  readonly kind: FailureKind;
  readonly errno: number;
  readonly code: string;
  constructor(thrown: unknown) {
    const said: Said = typeof thrown === 'object' && thrown !== null ? thrown : {};
    const { errno, code, sqlMessage, message } = said;
    const words = typeof sqlMessage === 'string' ? sqlMessage : String(message ?? thrown);
    super(words.slice(0, MESSAGE_MAX));
    this.name = 'DatabaseError';
    this.kind = kindOf(said);
    this.errno = typeof errno === 'number' ? errno : 0;
    this.code = typeof code === 'string' ? code : '';
  }
}

/** The server follows another one, or somebody has set it so. */
export const readOnly = (): DatabaseError =>
  new DatabaseError({ errno: 1836, code: 'ER_READ_ONLY_MODE', sqlMessage: 'It is read-only.' });

/** The connection is of no use any more; whatever was under way on it is unknown. */
export class ConnectionLost extends DatabaseError {
  constructor(message: string) {
    super({ errno: -1, code: 'CONNECTION_LOST', fatal: true, sqlMessage: message });
    this.name = 'ConnectionLost';
  }
}

type WordsOf = (address: string) => Words;

const wordsByKind: { readonly [kind in FailureKind]: WordsOf } = {
  away: (address) => ({
    ko: `${address} 서버에 닿지 않습니다. MariaDB가 켜져 있는지, 주소와 방화벽이 맞는지 확인해 주세요.`,
    en: `${address} is out of reach. Check that MariaDB runs, and its address and firewall.`,
  }),
  login: (address) => ({
    ko: `${address} 서버가 사용자나 비밀번호를 받아들이지 않습니다. 설정한 사용자와 비밀번호를 확인해 주세요.`,
    en: `${address} does not accept the user or the password. Check both in the settings.`,
  }),
  rights: (address) => ({
    ko: `${address} 데이터베이스를 쓸 권한이 없습니다. 이 사용자에게 그 데이터베이스의 모든 권한을 주세요(GRANT ALL).`,
    en: `The user has no rights on ${address}. Give them all rights on that database (GRANT ALL).`,
  }),
  noDatabase: (address) => ({
    ko: `${address} 데이터베이스가 없습니다. 만들거나(CREATE DATABASE) 주소를 고쳐 주세요.`,
    en: `There is no database ${address}. Create it (CREATE DATABASE), or mend the address.`,
  }),
  readOnly: (address) => ({
    ko: `${address} 서버는 읽기 전용입니다. 쓸 수 있는 서버(primary)의 주소인지 확인하거나 읽기 전용을 풀어 주세요.`,
    en: `${address} is read-only. Check that this is the primary, or let it be written again.`,
  }),
  full: (address) => ({
    ko: `${address} 서버의 디스크에 자리가 없습니다. 자리를 비우면 저절로 이어집니다.`,
    en: `The disk of ${address} is full. Make room; then it goes on by itself.`,
  }),
  crowded: (address) => ({
    ko: `${address} 서버에 연결이 너무 많습니다. max_connections를 늘리거나 connections를 줄여 주세요.`,
    en: `${address} has too many connections. Raise max_connections, or lower connections.`,
  }),
  busy: (address) => ({
    ko: `${address} 데이터베이스의 잠금을 제때 얻지 못했습니다. 다른 프로세스가 오래 붙들고 있지 않은지 확인해 주세요.`,
    en: `A lock in ${address} was not had in time. Check whether another process holds it.`,
  }),
  deadlock: (address) => ({
    ko: `${address} 데이터베이스에서 다른 쓰기와 거듭 엇갈렸습니다. 잠시 뒤 다시 시도합니다.`,
    en: `Writes in ${address} got in each other's way again and again. It is tried again later.`,
  }),
  taken: (address) => ({
    ko: `${address} 데이터베이스에 같은 것이 이미 있습니다.`,
    en: `The same lies in ${address} already.`,
  }),
  tooLarge: (address) => ({
    ko: `${address} 서버가 받기에 너무 큰 데이터입니다. 서버의 max_allowed_packet을 늘려 주세요.`,
    en: `There is more in one piece than ${address} takes. Raise its max_allowed_packet.`,
  }),
  damaged: (address) => ({
    ko: `${address} 데이터베이스의 표가 없거나 손상되었습니다. 백업에서 되돌려 주세요.`,
    en: `Tables of ${address} are missing or damaged. Restore a backup.`,
  }),
  unknown: (address) => ({
    ko: `${address} 데이터베이스가 요청을 처리하지 못했습니다. 서버의 기록을 확인해 주세요.`,
    en: `${address} could not do what it was asked. Look into the log of the server.`,
  }),
};

const kindIn = (cause: unknown): FailureKind =>
  cause instanceof DatabaseError ? cause.kind : 'unknown';

/** What may pass by itself is unavailable: whoever opens the store may wait for it. */
export const cannotOpen = (address: string, cause: unknown): Error => {
  if (cause instanceof StoreCannotOpen || cause instanceof RangeError) return cause;
  if (passing.has(kindIn(cause))) return unavailable(address, cause);
  return new StoreCannotOpen(address, wordsByKind[kindIn(cause)](address), cause);
};

/** What the caller did wrong stays what it is. */
export const unavailable = (address: string, cause: unknown): Error => {
  const isTold = cause instanceof StoreUnavailable || cause instanceof Taken;
  if (isTold || cause instanceof RangeError) return cause;
  const words = wordsByKind[kindIn(cause)](address);
  return new StoreUnavailable(words.en, { cause, words });
};

export const isKind = (error: unknown, ...kinds: readonly FailureKind[]): boolean =>
  error instanceof DatabaseError && kinds.includes(error.kind);

/** Whether the server takes no more connections. */
export const isCrowded = (error: unknown): boolean => kindIn(error) === 'crowded';
