// Which businesses are meant: those of the project, those that ship with Dure, or those at a path.

import type { Words } from '@dure/domain';
import { businessNames, shippedBusiness } from './businesses.ts';
import { UserError } from './command.ts';
import { nearest } from './did-you-mean.ts';
import { businessesAt, isInProject, NoSuchBusiness, isPath, ownBusinesses } from './project.ts';
import type { Business } from './project.ts';

const MISTAKEN = 2;

const unknown = (name: string, names: readonly string[]): NoSuchBusiness => {
  const near = nearest(name, names);
  const all = names.join(', ');
  const words: Words = {
    ko: `${name}: 없는 사업입니다. ${near ? `혹시 ${near}? ` : ''}있는 사업: ${all}`,
    en: `There is no business ${name}. ${near ? `Did you mean ${near}? ` : ''}There are: ${all}`,
  };
  return new NoSuchBusiness(name, words, MISTAKEN);
};

const several = (path: string, found: readonly Business[]): UserError => {
  const all = found.map(({ called }) => called).join(', ');
  return new UserError(
    { ko: `${path}에는 사업이 여럿입니다: ${all}`, en: `${path} has several businesses: ${all}` },
    MISTAKEN,
  );
};

const named = (name: string, own: readonly Business[]): Business => {
  const found = own.find((one) => one.name === name);
  if (found) return found;
  if (businessNames.includes(name)) return shippedBusiness(name);
  throw unknown(name, [...own.map((one) => one.name), ...businessNames]);
};

/** The data of a business lies in a folder of its name. */
const checkNames = (all: readonly Business[]): void => {
  const twice = all.find((one, at) => all.findIndex(({ name }) => name === one.name) !== at);
  if (!twice) return;
  const ko = `이름이 ${twice.name}인 사업이 둘입니다. system()에 다른 이름을 주세요`;
  const en = `Two businesses are called ${twice.name}. Give system() another name for one of them`;
  throw new UserError({ ko, en });
};

/** A project has no business yet: what to do about it, by the command that needs one. */
export const noneYet = (command: string): UserError => {
  const line = `dure ${command} lodging`;
  return new UserError({
    ko: `프로젝트에 사업이 없습니다. system.ts를 쓰거나 있는 사업을 적으세요: ${line}`,
    en: `The project has no business. Write a system.ts, or name a shipped one: ${line}`,
  });
};

/**
 * All of a project's own; outside of projects, all that ship with Dure.
 * @throws {UserError} the project has none.
 */
export const everyBusiness = async (folder: string): Promise<readonly Business[]> => {
  const own = await ownBusinesses(folder);
  checkNames(own);
  if (own.length === 0 && isInProject(folder)) throw noneYet('start');
  return own.length > 0 ? own : businessNames.map(shippedBusiness);
};

/**
 * The businesses that are named, each once; every one, where none is.
 * @throws {UserError} a name or a path that leads to none.
 */
export const chosenBusinesses = async (
  words: readonly string[],
  folder: string,
): Promise<readonly Business[]> => {
  if (words.length === 0) return everyBusiness(folder);
  const own = words.every(isPath) ? [] : await ownBusinesses(folder);
  const found = await Promise.all(
    [...new Set(words)].map(async (word) =>
      isPath(word) ? businessesAt(word, folder) : [named(word, own)],
    ),
  );
  const each = [...new Set(found.flat())];
  checkNames(each);
  return each;
};

/**
 * The one business that is named.
 * @throws {UserError} a name or a path that leads to none, or to several.
 */
export const chosenBusiness = async (word: string, folder: string): Promise<Business> => {
  const found = isPath(word)
    ? await businessesAt(word, folder)
    : await chosenBusinesses([word], folder);
  const [first] = found;
  if (first && found.length === 1) return first;
  throw several(word, found);
};
