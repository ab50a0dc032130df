// The businesses that ship with Dure. Each is loaded when somebody wants it.

import { addDays, dayOf } from '@dure/domain';
import type { AnyMessage, System, World, Words } from '@dure/domain';
import { nearest } from './near.ts';

type Step = {
  readonly as: string;
  readonly claims: { readonly [name: string]: string };
  readonly command: AnyMessage;
};

type Seen = Pick<World, 'now' | 'rows' | 'states'>;

/** What people do in a business, for the simulator. */
export type Traffic = {
  readonly setUp: (now: number) => readonly Step[];
  readonly next: (random: () => number, seen: Seen) => Step;
  readonly finish: (seen: Seen) => readonly Step[];
};

export type Business = {
  readonly system: System;
  readonly traffic: () => Promise<Traffic>;
};

const shipped: { readonly [name: string]: () => Promise<Business> } = {
  lodging: async () => {
    const { Lodging } = await import('@dure/lodging');
    return {
      system: Lodging,
      traffic: async () => (await import('@dure/lodging/traffic')).traffic,
    };
  },
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

/** @throws {UnknownBusiness} */
export const checkNames = (names: readonly string[]): void => {
  for (const name of names) if (!Object.hasOwn(shipped, name)) throw new UnknownBusiness(name);
};

/** @throws {UnknownBusiness} */
export const businessOf = async (name: string): Promise<Business> => {
  checkNames([name]);
  const load = shipped[name];
  if (!load) throw new UnknownBusiness(name);
  return load();
};

type Example = (url: string, days: (ahead: number) => string) => readonly string[];

const json = `-H 'content-type: application/json'`;

/** Lines that work on the demo as it stands after the first start. */
const examples: { readonly [name: string]: Example } = {
  lodging: (url, day) => [
    `curl ${url}/lodging/places`,
    `curl -X POST ${url}/lodging/accommodations ${json} \\\n` +
      `    -d '{"placeId":3,"usrId":2,"strDt":"${day(30)}","endDt":"${day(32)}","qty":1}'`,
    `npx dure log lodging --case order-4`,
  ],
};

/** Three lines to try, of the first business that has some. */
export const linesFor = (systems: readonly System[], url: string): readonly string[] => {
  const today = dayOf(Date.now());
  const lines = systems.map(({ name }) => examples[name]?.(url, (days) => addDays(today, days)));
  return lines.find((some) => some !== undefined) ?? [];
};
