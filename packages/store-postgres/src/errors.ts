// What can go wrong with a database, in words for the person who runs it.

import type { Words } from '@dure/domain';
import { StoreUnavailable } from '@dure/kernel/ports';

/**
 * The store cannot be opened until a person changes something. `ko` and `en` say what happened and
 * what to do next. What passes by itself, such as a server that starts, is `StoreUnavailable`.
 */
export class StoreCannotOpen extends Error {
  /** The database and the schema, without a password. */
  readonly place: string;
  readonly ko: string;
  readonly en: string;
  constructor(place: string, words: Words, cause?: unknown) {
    super(words.en, { cause });
    this.name = 'StoreCannotOpen';
    this.place = place;
    this.ko = words.ko;
    this.en = words.en;
  }
}

type WordsOf = (place: string) => Words;

const away: WordsOf = (place) => ({
  ko: `데이터베이스에 닿지 않습니다: ${place}. 서버와 주소를 확인해 주세요. 닿으면 이어집니다.`,
  en: `The database does not answer: ${place}. Check it and its address; work goes on then.`,
});

const readOnly: WordsOf = (place) => ({
  ko: `읽기만 되는 데이터베이스입니다: ${place}. 주소가 주 서버를 가리키는지 확인해 주세요.`,
  en: `The database is read-only: ${place}. Check that the address leads to the primary.`,
});

const full: WordsOf = (place) => ({
  ko: `데이터베이스의 디스크나 메모리에 자리가 없습니다: ${place}. 자리를 비워 주세요.`,
  en: `The database has no room on its disk or in memory: ${place}. Make room.`,
});

const busy: WordsOf = (place) => ({
  ko: `데이터베이스가 제때 답하지 않았습니다: ${place}. 오래된 잠금과 부하를 확인해 주세요.`,
  en: `The database did not answer in time: ${place}. See who holds its locks, and its load.`,
});

const crowded: WordsOf = (place) => ({
  ko: `데이터베이스에 더 연결할 수 없습니다: ${place}. max_connections를 늘리거나 connections를 줄여 주세요.`,
  en: `It takes no more connections: ${place}. Raise max_connections or lower connections.`,
});

const otherLog: WordsOf = (place) => ({
  ko: `다른 기록이 있는 데이터베이스입니다: ${place}. 주소와 백업을 확인한 뒤 다시 시작해 주세요.`,
  en: `The database holds another log: ${place}. Check its address and backup, then start again.`,
});

const refused: WordsOf = (place) => ({
  ko: `데이터베이스가 사용자나 비밀번호를 받아들이지 않습니다: ${place}. 둘을 확인해 주세요.`,
  en: `The database does not accept the user or the password: ${place}. Check both.`,
});

const noDatabase: WordsOf = (place) => ({
  ko: `그런 데이터베이스가 없습니다: ${place}. 먼저 만들거나 이름을 확인해 주세요.`,
  en: `There is no such database: ${place}. Create it first, or check its name.`,
});

const noRights: WordsOf = (place) => ({
  ko: `데이터베이스 사용자에게 권한이 없습니다: ${place}. 스키마를 만들고 쓸 권한을 주세요.`,
  en: `The user of the database lacks rights: ${place}. Let them create and use the schema.`,
});

const failed: WordsOf = (place) => ({
  ko: `데이터베이스가 일을 마치지 못했습니다: ${place}.`,
  en: `The database could not do its work: ${place}.`,
});

/** By SQLSTATE, or the beginning of one; the longest counts. */
const wordsByCode: readonly (readonly [string, WordsOf])[] = [
  ['25006', readOnly],
  ['25P03', busy],
  ['28', refused],
  ['3D000', noDatabase],
  ['3F000', otherLog],
  ['42501', noRights],
  ['42P01', otherLog],
  ['53300', crowded],
  ['53', full],
  ['55P03', busy],
  ['57014', busy],
  ['40', busy],
  ['57P', away],
  ['08', away],
  ['58', full],
  ['XX', failed],
];

const READ_ONLY = '25006';
const CROWDED = '53300';

const permanent: readonly WordsOf[] = [refused, noDatabase, noRights];

/** What is said by the server; nothing, when it is the connection that has failed. */
export const sqlStateOf = (error: unknown): string | undefined => {
  const { code } = Object(error) as { readonly code?: unknown };
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
};

const wordsFor = (error: unknown): WordsOf => {
  if (error instanceof OtherLog) return otherLog;
  const state = sqlStateOf(error);
  if (state === undefined) return isAboutPassword(error) ? refused : away;
  return wordsByCode.find(([begin]) => state.startsWith(begin))?.[1] ?? failed;
};

/** What the driver says when the server asks for a password and there is none: it has no code. */
const isAboutPassword = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('SASL');

/** A connection that was made anew leads to another log. */
export class OtherLog extends Error {}

/** @returns why the store does not answer. What has passed through here stays as it is. */
export const unavailable = (place: string, cause: unknown): StoreUnavailable => {
  if (cause instanceof StoreUnavailable) return cause;
  const words = wordsFor(cause)(place);
  return new StoreUnavailable(words.en, { cause, words });
};

/** @returns why the store cannot be opened: by a person, or until the database answers. */
export const cannotOpen = (place: string, cause: unknown): Error => {
  if (cause instanceof StoreCannotOpen || cause instanceof RangeError) return cause;
  if (cause instanceof StoreUnavailable) return cause;
  const words = wordsFor(cause);
  if (!permanent.includes(words)) return unavailable(place, cause);
  return new StoreCannotOpen(place, words(place), cause);
};

/**
 * What the database said about values: too long for an index, for example. That is no fault of the
 * connection, and will be the same again.
 */
export const isAboutValues = (error: unknown): boolean =>
  /^(22|54|23)/.test(sqlStateOf(error) ?? '');

/**
 * Whether another connection may do better than the one on which this went wrong: it is lost, or
 * leads to a server that cannot be written.
 */
export const isOfConnection = (error: unknown): boolean => {
  if (!(error instanceof StoreUnavailable)) return false;
  const state = sqlStateOf(error.cause);
  return state === undefined || state === READ_ONLY;
};

/** Whether the server takes no more connections. */
export const isCrowded = (error: unknown): boolean =>
  error instanceof StoreUnavailable && sqlStateOf(error.cause) === CROWDED;
