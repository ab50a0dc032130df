// What can go wrong with a file, in words for the person who runs it.

import type { Words } from '@dure/domain';
import { StoreUnavailable, Taken } from '@dure/kernel/ports';

/** The store could not be opened. `ko` and `en` say what happened and what to do next. */
export class StoreCannotOpen extends Error {
  readonly file: string;
  readonly ko: string;
  readonly en: string;
  constructor(file: string, words: { readonly ko: string; readonly en: string }, cause?: unknown) {
    super(words.en, { cause });
    this.name = 'StoreCannotOpen';
    this.file = file;
    this.ko = words.ko;
    this.en = words.en;
  }
}

const PAGE = 'docs/guides/restore-a-backup.md';

const BUSY = 5;
const LOCKED = 6;
const READ_ONLY = 8;
const IO_ERROR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;

/** What the system says before SQLite is asked, such as that a folder cannot be made. */
const systemCodes: { readonly [code: string]: number } = {
  EACCES: CANNOT_OPEN,
  EEXIST: CANNOT_OPEN,
  ENOENT: CANNOT_OPEN,
  ENOTDIR: CANNOT_OPEN,
  EPERM: CANNOT_OPEN,
  EROFS: READ_ONLY,
  ENOSPC: FULL,
  EDQUOT: FULL,
};

const codeOf = (error: unknown): number => {
  const { errcode, code } = error as { readonly errcode?: unknown; readonly code?: unknown };
  // The low byte is the primary code of an extended one (sqlite.org/rescode.html).
  if (typeof errcode === 'number') return errcode & 0xff;
  return typeof code === 'string' ? (systemCodes[code] ?? 0) : 0;
};

export const isBusy = (error: unknown): boolean => [BUSY, LOCKED].includes(codeOf(error));

/** One that is open is tried again by itself; one that cannot be opened ends the start. */
type When = 'opening' | 'open';
type WordsOf = (file: string, when: When) => Words;

const afterwards: { readonly [W in When]: Words } = {
  opening: { ko: '그런 다음 다시 시작해 주세요.', en: 'Then start again.' },
  open: { ko: '그러면 저절로 이어집니다.', en: 'Then it goes on by itself.' },
};

const damaged: WordsOf = (file) => ({
  ko: `${file} 파일이 손상되었거나 데이터베이스가 아닙니다. 백업에서 되돌려 주세요: ${PAGE}`,
  en: `${file} is damaged or no database. Restore a backup: ${PAGE}`,
});

const inUse: WordsOf = (file, when) => ({
  ko: `${file} 파일을 다른 프로그램이 쓰고 있습니다. 그 프로그램을 끝내 주세요. ${afterwards[when].ko}`,
  en: `Another program is using ${file}. End it. ${afterwards[when].en}`,
});

const notWritable: WordsOf = (file) => ({
  ko: `${file} 파일을 만들거나 쓸 수 없습니다. 폴더의 쓰기 권한을 확인하거나 다른 폴더를 골라 주세요.`,
  en: `${file} cannot be written. Check the permissions of its folder, or choose another.`,
});

const full: WordsOf = (file, when) => ({
  ko: `디스크에 자리가 없어 ${file} 파일에 쓸 수 없습니다. 자리를 비워 주세요. ${afterwards[when].ko}`,
  en: `The disk is full; ${file} cannot be written. Make room. ${afterwards[when].en}`,
});

const failing: WordsOf = (file) => ({
  ko: `디스크가 ${file} 파일을 읽거나 쓰지 못합니다. 빈자리와 디스크의 상태를 확인해 주세요.`,
  en: `The disk does not read or write ${file}. Check its free room, and its health.`,
});

const unknown: WordsOf = (file) => ({
  ko: `${file} 파일을 열 수 없습니다.`,
  en: `${file} cannot be opened.`,
});

const wordsByCode: ReadonlyMap<number, WordsOf> = new Map([
  [CORRUPT, damaged],
  [NOT_A_DATABASE, damaged],
  [BUSY, inUse],
  [LOCKED, inUse],
  [READ_ONLY, notWritable],
  [CANNOT_OPEN, notWritable],
  [FULL, full],
  [IO_ERROR, failing],
]);

const wordsFor = (cause: unknown, file: string, when: When): Words =>
  (wordsByCode.get(codeOf(cause)) ?? unknown)(file, when);

export const cannotOpen = (file: string, cause: unknown): StoreCannotOpen =>
  cause instanceof StoreCannotOpen
    ? cause
    : new StoreCannotOpen(file, wordsFor(cause, file, 'opening'), cause);

export const unavailable = (file: string, cause: unknown): StoreUnavailable => {
  const words = wordsFor(cause, file, 'open');
  return new StoreUnavailable(words.en, { cause, words });
};

/** The file is not where it was opened: what is written to it now, no start would find. */
export const gone = (file: string): StoreUnavailable => {
  const en =
    `${file} was deleted, moved or replaced while it was in use, so nothing more is written. ` +
    `Put it back, and it goes on; or end Dure, restore a backup, and start again: ${PAGE}`;
  const ko =
    `쓰고 있는 ${file} 파일이 지워지거나 옮겨지거나 바뀌어 더는 쓰지 않습니다. ` +
    '제자리에 돌려놓으면 이어집니다. 아니면 두레를 끝내고 백업에서 되돌린 뒤 다시 시작해 주세요: ' +
    PAGE;
  return new StoreUnavailable(en, { cause: undefined, words: { ko, en } });
};

/** The write-ahead log is not where it was: only an orderly end saves what it holds. */
export const logGone = (file: string): StoreUnavailable => {
  const en =
    `${file} was deleted, moved or replaced while it was in use, so nothing more is written. End ` +
    'Dure in order (Ctrl+C, or SIGTERM), which saves what it holds, and start again.';
  const ko =
    `쓰고 있는 ${file} 파일이 지워지거나 옮겨지거나 바뀌어 더는 쓰지 않습니다. ` +
    '두레를 차례대로 끝내면(Ctrl+C 또는 SIGTERM) 담긴 것이 저장됩니다. 그런 다음 다시 시작해 주세요.';
  return new StoreUnavailable(en, { cause: undefined, words: { ko, en } });
};

export const closed = (file: string): StoreUnavailable =>
  new StoreUnavailable(`${file} was closed.`);

/**
 * SQLite has taken back a transaction without being told to, as it does where it has to write pages
 * of it before its end, and the disk fails: also for one who only reads.
 */
export const takenBack = (file: string): StoreUnavailable => {
  const words = failing(file, 'open');
  return new StoreUnavailable(words.en, { cause: undefined, words });
};

/** What was written could not be committed, and another process has written there since. */
export const overtakenIn = (file: string): StoreUnavailable => {
  const en =
    `Another program has written to ${file} while it could not be committed, so nothing more is ` +
    'written. Nobody was told of what is lost. End both programs, and start one of them.';
  const ko =
    `${file} 파일에 저장하지 못하는 동안 다른 프로그램이 그 파일에 썼기 때문에 더는 쓰지 않습니다. ` +
    '저장되지 않은 내용은 아무에게도 알려지지 않았습니다. 두 프로그램을 모두 끝내고 하나만 시작해 주세요.';
  return new StoreUnavailable(en, { cause: undefined, words: { ko, en } });
};

/** Runs what may fail on the file. What the caller did wrong stays what it is. */
export const guarded = <T>(file: string, act: () => T): T => {
  try {
    return act();
  } catch (error) {
    if (error instanceof RangeError || error instanceof Taken) throw error;
    throw error instanceof StoreUnavailable ? error : unavailable(file, error);
  }
};
