// Lodging whose messages are work: each step is signed, which takes some milliseconds of a
// processor however many of them are handled at once. Lodging as it ships does so little for a
// message that one replica would be bound by what it takes to be there at all.

import { pbkdf2Sync } from 'node:crypto';
import { Lodging as Shipped } from '@dure/lodging';

/** About ten milliseconds of a core of today. */
const ROUNDS = 80_000;
const BYTES = 32;

const signed = (): void => void pbkdf2Sync('message', 'drill', ROUNDS, BYTES, 'sha256');

type Context = (typeof Shipped.contexts)[number];
type Process = Context['processes'][string];

const working = (of: Process): Process => ({
  ...of,
  step: (...given) => {
    signed();
    return of.step(...given);
  },
});

const workingIn = (context: Context): Context => {
  if (context.name !== 'notification') return context;
  const all = Object.entries(context.processes).map(([name, of]) => [name, working(of)] as const);
  return { ...context, processes: Object.fromEntries(all) };
};

export const Lodging = { ...Shipped, contexts: Shipped.contexts.map(workingIn) };
