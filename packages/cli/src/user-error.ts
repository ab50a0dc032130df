// What went wrong, in words for whoever started the program. What has no words here is a fault of
// the program itself, and is shown with its stack.

import type { Words } from '@dure/domain';
import { UserError } from './command.ts';

type Shown = { readonly words: Words; readonly exitCode: number };

const FAILED = 1;

type Failure = {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly errcode?: unknown;
  readonly path?: unknown;
  readonly cause?: unknown;
  readonly words?: unknown;
  readonly why?: unknown;
  readonly exitCode?: unknown;
  readonly ko?: unknown;
  readonly en?: unknown;
};

const isWords = (of: unknown): of is Words =>
  typeof of === 'object' && of !== null && 'ko' in of && 'en' in of;

const notAllowed = (path: string, option: string): Words => ({
  ko: `${path}에 쓸 수 없습니다. 쓰기 권한을 확인하거나 ${option}(으)로 다른 폴더를 골라 주세요`,
  en: `${path} cannot be written. Check its permissions, or choose another folder with ${option}`,
});

const notThere = (path: string): Words => ({
  ko: `${path}: 그런 곳이 없습니다`,
  en: `There is no ${path}`,
});

const noFolder = (path: string, option: string): Words => ({
  ko: `${path}은(는) 폴더가 아닙니다. ${option}(으)로 다른 폴더를 골라 주세요`,
  en: `${path} is no folder. Choose another one with ${option}`,
});

/** What the file system says, by its code. */
const byCode: { readonly [code: string]: (path: string, option: string) => Words } = {
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: notAllowed,
  ENOSPC: (path) => ({
    ko: `디스크가 가득 차서 ${path}에 쓸 수 없습니다. 자리를 비운 뒤 다시 시작해 주세요`,
    en: `The disk is full; ${path} cannot be written. Make room, then start again`,
  }),
  EFBIG: (path) => ({
    ko: `${path}: 파일이 이 시스템이 받는 것보다 큽니다. 한도를 늘리거나 다른 곳을 골라 주세요`,
    en: `${path} is larger than this system takes. Raise the limit, or choose another place`,
  }),
  ENOENT: notThere,
  EINVAL: notAllowed,
  ENAMETOOLONG: notAllowed,
  ELOOP: notAllowed,
  EBUSY: notAllowed,
  EIO: notAllowed,
  ENOTDIR: noFolder,
  EEXIST: noFolder,
  EISDIR: (path) => ({
    ko: `${path}은(는) 폴더입니다. 파일 이름까지 적어 주세요`,
    en: `${path} is a folder. Name a file in it`,
  }),
};

/** What SQLite says, by the last byte of its code (https://www.sqlite.org/rescode.html). */
const byResult: { readonly [result: number]: Words } = {
  5: {
    ko: '다른 프로세스가 데이터 파일을 쓰고 있습니다. 그것을 끝낸 뒤 다시 해 주세요',
    en: 'Another process is using a data file. End it, then do this again',
  },
  8: {
    ko: '데이터 파일에 쓸 수 없습니다. 쓰기 권한을 확인해 주세요',
    en: 'A data file cannot be written. Check its permissions',
  },
  10: {
    ko: '데이터 파일을 읽거나 쓰지 못했습니다. 디스크에 자리가 있고 온전한지 보세요',
    en: 'A data file could not be read or written. See whether the disk has room, and is sound',
  },
  13: {
    ko: '디스크가 가득 찼습니다. 자리를 비운 뒤 다시 해 주세요',
    en: 'The disk is full. Make room, then do this again',
  },
};
const RESULTS = 256;

const ofSqlite = ({ code, errcode }: Failure): Words | undefined =>
  code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number'
    ? byResult[errcode % RESULTS]
    : undefined;

const ofFileSystem = ({ code, path }: Failure, option = '--data'): Words | undefined =>
  typeof code === 'string'
    ? byCode[code]?.(typeof path === 'string' ? path : '?', option)
    : undefined;

/** The words for trouble with what an option names, if it is the file system that says so. */
export const wordsOfFiles = (cause: unknown, option: string): Words | undefined =>
  ofFileSystem(Object(cause) as Failure, option);

/** A taken port is the most common trouble of all, so the next step is spelt out. */
const withNextStep = (words: Words, why: unknown): Words =>
  why === 'portTaken' ? { ko: `${words.ko}: --port 9000`, en: `${words.en}: --port 9000` } : words;

const wordsOf = (failure: Failure): Words | undefined => {
  // Who threw it knows what the file was for, which the file system does not.
  if (failure instanceof UserError) return failure.words;
  const fromBelow = failure.cause ? ofFileSystem(failure.cause) : undefined;
  if (fromBelow) return fromBelow;
  if (isWords(failure.words)) return withNextStep(failure.words, failure.why);
  if (isWords(failure)) return { ko: failure.ko, en: failure.en };
  return ofSqlite(failure) ?? ofFileSystem(failure);
};

/** The words for what was thrown, if a person who is no programmer can mend it. */
export const wordsFor = (cause: unknown): Shown | undefined => {
  if (typeof cause !== 'object' || cause === null) return undefined;
  const failure: Failure = cause;
  const words = wordsOf(failure);
  if (!words) return undefined;
  return { words, exitCode: typeof failure.exitCode === 'number' ? failure.exitCode : FAILED };
};
