// `dure contracts`: what a business publishes, compares and owes.

import { UserError } from '../command.ts';
import type { Given, Run } from '../command.ts';
import type { ContractsOptions } from '../command-options.ts';
import { nearest } from '../did-you-mean.ts';

type Verb = (given: Given<ContractsOptions>) => Promise<number>;

const verbs: { readonly [name: string]: () => Promise<Verb> } = {
  publish: async () => (await import('./publish.ts')).publish,
  diff: async () => (await import('./diff.ts')).diff,
  verify: async () => (await import('./verify.ts')).verify,
  catalogue: async () => (await import('./catalogue.ts')).catalogue,
};

const unknown = (word: string | undefined): UserError => {
  const all = Object.keys(verbs);
  const near = word === undefined ? undefined : nearest(word, all);
  const guess = near ?? all.join(', ');
  return new UserError(
    {
      ko: `무엇을 할까요? dure contracts 다음에: ${guess}`,
      en: `What is to be done? After dure contracts comes: ${guess}`,
    },
    2,
  );
};

export const contracts: Run<ContractsOptions> = async (given) => {
  const [verb] = given.operands;
  const load = verb !== undefined && Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!load) throw unknown(verb);
  return (await load())(given);
};
