// The businesses that ship with Dure. Each is loaded when somebody wants it.

import { addDays, dayOf } from '@dure/domain';
import type { System, Words } from '@dure/domain';
import type { Documents } from '@dure/http/documents';
import type { Rehearsed } from '@dure/rehearsal';
import { nearest } from './did-you-mean.ts';

/** Where a business is found: the package, and what its system is called there. */
type Shipped = { readonly package: string; readonly system: string };

const shipped: { readonly [name: string]: Shipped } = {
  lodging: { package: '@dure/lodging', system: 'Lodging' },
  'parcel-pickup': { package: '@dure/parcel-pickup', system: 'ParcelPickup' },
  'personal-training': { package: '@dure/personal-training', system: 'PersonalTraining' },
  'repair-shop': { package: '@dure/repair-shop', system: 'RepairShop' },
  restaurant: { package: '@dure/restaurant', system: 'Restaurant' },
  taxi: { package: '@dure/taxi', system: 'Taxi' },
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

/** `shipped` says what a module exports, and `businesses.test.ts` looks. */
const load = async <T>(module: string, name: string): Promise<T> =>
  ((await import(module)) as { readonly [name: string]: T })[name] as T;

/** @throws {UnknownBusiness} */
export const systemOf = async (name: string): Promise<System> => {
  const { package: module, system } = find(name);
  return load(module, system);
};

/**
 * A business with its demo, its invariants, and its simulated external systems.
 * @throws {UnknownBusiness}
 */
export const rehearsalOf = async (name: string): Promise<Rehearsed> =>
  load(`${find(name).package}/rehearsal`, 'rehearsal');

/**
 * What the reference documents promise of a business.
 * @throws {UnknownBusiness}
 */
export const documentsOf = async (name: string): Promise<Documents> =>
  load(`${find(name).package}/documents`, 'documents');

type Exported = { readonly module: string; readonly name: string };

/**
 * Where a thread finds a business and what people do in it.
 * @throws {UnknownBusiness}
 */
export const modulesOf = (
  name: string,
): { readonly system: Exported; readonly traffic: Exported } => {
  const { package: module } = find(name);
  return {
    system: { module: import.meta.resolve(`${module}/rehearsal`), name: 'rehearsal' },
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

type Try = { readonly look: string; readonly act: (day: Place['day']) => string };

/** Lines that work on the demo as it stands after the first start. */
const tries: { readonly [name: string]: Try } = {
  lodging: {
    look: 'places',
    act: (day) =>
      `accommodations -d placeId=3 -d usrId=2 -d qty=1 -d strDt=${day(30)} -d endDt=${day(32)}`,
  },
  'parcel-pickup': {
    look: 'pickupcalls',
    act: () => 'pickupcalls -d tel=01050958718 -d location=이수 -d cost=10000',
  },
  'personal-training': {
    look: 'trainers',
    act: () =>
      'ptorders -d ptClassId=1 -d ptClassName=체형교정 -d customerId=1 -d customerName=홍길동',
  },
  'repair-shop': { look: 'receipts', act: () => 'receipts -d vehiNo=0101' },
  restaurant: {
    look: 'menuStocks',
    act: () => 'orders -d restaurantId=1 -d restaurantMenuId=11 -d customerId=1 -d qty=2',
  },
  taxi: {
    look: 'taxicalls',
    act: () => 'taxicalls -d tel=01012345678 -d location=마포 -d cost=25000',
  },
};

const linesOf = (name: string, { url, logOptions, day }: Place): readonly string[] | undefined => {
  const of = tries[name];
  if (!of) return undefined;
  const told = logOptions === undefined ? [] : [`npx dure log ${name} --cases 1${logOptions}`];
  return [`curl ${url}/${name}/${of.look}`, `curl ${url}/${name}/${of.act(day)}`, ...told];
};

/** Lines to try, of the first business that has some. */
export const linesFor = (
  systems: readonly System[],
  place: Omit<Place, 'day'>,
): readonly string[] => {
  const today = dayOf(Date.now());
  const day = (ahead: number): string => addDays(today, ahead);
  const lines = systems.map(({ name }) => linesOf(name, { ...place, day }));
  return lines.find((some) => some !== undefined) ?? [];
};
