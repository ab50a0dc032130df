// The businesses that ship with Dure. Each is loaded when it is needed.

import { fileURLToPath } from 'node:url';
import type { System } from '@dure/domain';
import type { Documents } from '@dure/http/documents';
import type { Rehearsed } from '@dure/rehearsal';
import type { Rehearsable } from './project.ts';

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

const find = (name: string): Shipped => {
  const found = Object.hasOwn(shipped, name) ? shipped[name] : undefined;
  if (!found) throw new Error(`No business that ships is called ${name}.`);
  return found;
};

/** `shipped` says what a module exports, and `businesses.test.ts` looks. */
const load = async <T>(module: string, name: string): Promise<T> =>
  ((await import(module)) as { readonly [name: string]: T })[name] as T;

export const systemOf = async (name: string): Promise<System> => {
  const { package: module, system } = find(name);
  return load(module, system);
};

/** A business with its demo, its invariants, and its simulated external systems. */
export const rehearsalOf = async (name: string): Promise<Rehearsed> =>
  load(`${find(name).package}/rehearsal`, 'rehearsal');

/** What the reference documents promise of a business. */
export const documentsOf = async (name: string): Promise<Documents> =>
  load(`${find(name).package}/documents`, 'documents');

/** A business that ships, and what people do in it. */
export const shippedBusiness = (name: string): Rehearsable => {
  const { package: module } = find(name);
  return {
    name,
    called: name,
    load: () => systemOf(name),
    rehearsal: () => rehearsalOf(name),
    documents: () => documentsOf(name),
    fieldNumbers: fileURLToPath(import.meta.resolve(`${module}/grpc/${name}.json`)),
    system: { module: import.meta.resolve(`${module}/rehearsal`), name: 'rehearsal' },
    traffic: { module: import.meta.resolve(`${module}/traffic`), name: 'traffic' },
  };
};
