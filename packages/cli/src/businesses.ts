// The businesses that ship with Dure. Each is loaded when somebody wants it.

import { addDays, dayOf } from '@dure/domain';
import type { System, Words } from '@dure/domain';
import { nearest } from './near.ts';

/** Where a business is found: the package, and what its system is called there. */
type Shipped = { readonly package: string; readonly system: string };

const shipped: { readonly [name: string]: Shipped } = {
  lodging: { package: '@dure/lodging', system: 'Lodging' },
};

export const businessNames: readonly string[] = Object.keys(shipped);

/** Somebody asked for what is not there. */
export class UnknownBusiness extends Error {
  readonly words: Words;
  constructor(name: string) {
    const near = nearest(name, businessNames);
    const all = businessNames.join(', ');
    const words = {
      ko: `${name}: 없는 사업입니다. ${near ? `혹시 ${near}? ` : ''}있는 사업: ${all}`,
      en: `There is no business ${name}. ${near ? `Did you mean ${near}? ` : ''}There are: ${all}`,
    };
    super(words.en);
    this.name = 'UnknownBusiness';
    this.words = words;
  }
}

const find = (name: string): Shipped => {
  const found = Object.hasOwn(shipped, name) ? shipped[name] : undefined;
  if (!found) throw new UnknownBusiness(name);
  return found;
};

/** @throws {UnknownBusiness} */
export const checkNames = (names: readonly string[]): void => {
  for (const name of names) find(name);
};

/** @throws {UnknownBusiness} */
export const systemOf = async (name: string): Promise<System> => {
  const { package: module, system } = find(name);
  const exported = (await import(module)) as { readonly [name: string]: unknown };
  return exported[system] as System; // `shipped` says so; `businesses.test.ts` looks.
};

type Exported = { readonly module: string; readonly name: string };

/**
 * Where a thread finds a business and what people do in it.
 * @throws {UnknownBusiness}
 */
export const modulesOf = (
  name: string,
): { readonly system: Exported; readonly traffic: Exported } => {
  const { package: module, system } = find(name);
  return {
    system: { module: import.meta.resolve(module), name: system },
    traffic: { module: import.meta.resolve(`${module}/traffic`), name: 'traffic' },
  };
};

/** What a line to try depends on. */
export type Place = {
  readonly url: string;
  /** What follows `npx dure log lodging`; nothing, where nothing is on the disk. */
  readonly logOptions: string | undefined;
  readonly day: (ahead: number) => string;
};

const json = `-H 'content-type: application/json'`;

/** Lines that work on the demo as it stands after the first start. */
const examples: { readonly [name: string]: (place: Place) => readonly string[] } = {
  lodging: ({ url, logOptions, day }) => [
    `curl ${url}/lodging/places`,
    `curl -X POST ${url}/lodging/accommodations ${json} \\\n` +
      `    -d '{"placeId":3,"usrId":2,"strDt":"${day(30)}","endDt":"${day(32)}","qty":1}'`,
    logOptions === undefined
      ? `curl ${url}/lodging/cases/order-4`
      : `npx dure log lodging --case order-4${logOptions}`,
  ],
};

/** Three lines to try, of the first business that has some. */
export const linesFor = (
  systems: readonly System[],
  place: Omit<Place, 'day'>,
): readonly string[] => {
  const today = dayOf(Date.now());
  const day = (ahead: number): string => addDays(today, ahead);
  const lines = systems.map(({ name }) => examples[name]?.({ ...place, day }));
  return lines.find((some) => some !== undefined) ?? [];
};
