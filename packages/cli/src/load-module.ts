// Loads a module of a business. Where it cannot be loaded, the message names the file, the
// line and what to do, instead of the place in Node where it was noticed.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { relative, sep } from 'node:path';
import type { Words } from '@dure/domain';
import { UserError } from './command.ts';

type Module = { readonly [name: string]: unknown };

/** Where the packages of Dure lie, whose own frames say nothing to the author of a business. */
const ownPackages = new URL('../..', import.meta.url).href;

/**
 * The exports of a module.
 * @throws {UserError} it, or one that it imports, is not there, cannot be read, or throws.
 */
export const loadModule = async (url: string): Promise<Module> => {
  try {
    return await import(url);
  } catch (cause) {
    if (!(cause instanceof Error) || cause instanceof UserError) throw cause;
    throw new UserError(wordsOf(cause, url), 1, { cause });
  }
};

const wordsOf = (cause: Error, url: string): Words =>
  notFound(cause) ?? (cause instanceof SyntaxError ? unreadable : thrown)(cause, url);

/** A path as it is written from here; one of another place is written in full. */
const shown = (path: string): string => {
  const from = relative(process.cwd(), path);
  return from.startsWith(`..${sep}..`) ? path : from;
};

/** The first line of the business's own that the error names: `shed/board.ts:14`. */
const placeOf = ({ stack = '' }: Error, url: string): string => {
  const places = [...stack.matchAll(/(file:\/\/[^\s()]+?):(\d+)/g)];
  const own = places.find(
    ([, file = '']) => !file.includes('/node_modules/') && !file.startsWith(ownPackages),
  );
  const [, file = url, line] = own ?? [];
  return `${shown(fileURLToPath(file))}${line === undefined ? '' : `:${line}`}`;
};

const unreadable = (cause: Error, url: string): Words => {
  const place = placeOf(cause, url);
  return {
    ko: `${place}: 코드를 읽을 수 없습니다(${cause.message}). 고친 뒤 다시 시작해 주세요`,
    en: `${place} cannot be read (${cause.message}). Correct it, then start again`,
  };
};

const thrown = (cause: Error, url: string): Words => {
  const place = placeOf(cause, url);
  return {
    ko: `${place}: 사업을 불러오다 멈췄습니다(${cause.message}). 고친 뒤 다시 시작해 주세요`,
    en: `${place} could not be loaded (${cause.message}). Correct it, then start again`,
  };
};

const notFound = ({ message }: Error): Words | undefined => {
  const [, kind, wanted = '', from = ''] =
    /^Cannot find (module|package) '(.+)' imported from (.+)$/.exec(message) ?? [];
  if (kind === undefined) return undefined;
  const place = `${shown(from)}${importing(from, wanted)}`;
  const what = kind === 'module' ? shown(wanted) : wanted;
  const [ko, en] =
    kind === 'module'
      ? ['그 파일을 만들거나 import를 고쳐 주세요', 'Make that file, or correct the import']
      : [`설치해 주세요: npm install ${what}`, `Install it: npm install ${what}`];
  return {
    ko: `${place}에서 불러오는 ${what}이(가) 없습니다. ${ko}`,
    en: `${place} imports ${what}, which is not there. ${en}`,
  };
};

/** The line that imports it, as `:14`; nothing, where it cannot be found. */
const importing = (from: string, wanted: string): string => {
  const name = wanted.split(sep).at(-1) ?? wanted;
  const lines = linesOf(from);
  const at = lines.findIndex((line) => /\bfrom\b|\bimport\b/.test(line) && line.includes(name));
  return at < 0 ? '' : `:${at + 1}`;
};

const linesOf = (path: string): readonly string[] => {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
};
