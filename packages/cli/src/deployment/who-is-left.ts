// Whom a process of a deployment is not to run: contexts whose data was dropped since they were
// retired. No store is begun for them once more. The stores of the others say who they are.

import type { BoundedContext, System, Words } from '@dure/domain';
import { retiredFor } from '@dure/kernel';
import type { Kernel } from '@dure/kernel';
import { factsOf } from '../copies/facts.ts';
import { retiredWords } from '../copies/there.ts';
import type { Retirements } from '../copies/there.ts';
import type { Terminal } from '../terminal.ts';
import type { Deployment } from './deployment.ts';
import { passwordOf } from './passwords.ts';
import type { StoreOf } from './stores.ts';
import { whenThere } from './waiting.ts';

export type Left = {
  /** Those that are not to be run. */
  readonly dropped: readonly string[];
  /** Whoever begins only now is told who was retired before. */
  readonly tell: (kernels: ReadonlyMap<string, Kernel>) => Promise<void>;
};

type Looking = {
  readonly deployment: Deployment;
  readonly system: System;
  readonly terminal: Terminal;
};

/** Where the store of a context is, as the file and the environment say it. */
export const storePlaceOf = (
  { parts }: Pick<Deployment, 'parts'>,
  business: string,
  context: BoundedContext,
): StoreOf => {
  const name = `${business}/${context.name}`;
  const { store: url = '', connections } = parts.find((part) => part.name === name) ?? {};
  return { url, business, context, connections, password: passwordOf(name) };
};

const missingAmong = async (looking: Looking, wanted: readonly string[]) => {
  const { deployment, system, terminal } = looking;
  const missing: string[] = [];
  for (const context of system.contexts.filter(({ name }) => wanted.includes(name))) {
    const place = storePlaceOf(deployment, system.name, context);
    const name = `${system.name}/${context.name}`;
    const say = (words: Words): void => terminal.tell(terminal.in(words));
    const facts = await whenThere(() => factsOf(place), { name, say });
    if (facts === undefined) missing.push(context.name);
  }
  return missing;
};

/** What those say that can be reached: each of them knows all. */
const retiredIn = async ({ deployment, system }: Looking): Promise<Retirements> => {
  const all = system.contexts.map((context) =>
    factsOf(storePlaceOf(deployment, system.name, context)).catch(() => undefined),
  );
  return retiredFor((await Promise.all(all)).filter((facts) => facts !== undefined));
};

const telling =
  (retired: Retirements, missing: readonly string[]): Left['tell'] =>
  async (kernels) => {
    for (const name of missing) {
      for (const [other, { isRead: _, ...of }] of retired) {
        await kernels.get(name)?.noteRetired(other, of);
      }
    }
  };

/** Looks before a store is made where there is none. */
export const lookWhoIsLeft = async (looking: Looking, wanted: readonly string[]): Promise<Left> => {
  const missing = await missingAmong(looking, wanted);
  if (missing.length === 0) return { dropped: [], tell: async () => {} };
  const retired = await retiredIn(looking);
  const dropped = missing.filter((name) => retired.has(name));
  const { terminal, system } = looking;
  for (const name of dropped) {
    const of = retired.get(name);
    if (of) terminal.say(terminal.in(retiredWords(`${system.name}/${name}`, of, false)));
  }
  return { dropped, tell: telling(retired, missing) };
};
