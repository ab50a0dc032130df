// The vocabularies of a wall: those of all contracts that its notes lead to.

import type { BoundedContext } from './context.ts';
import type { AnyNote } from './notes.ts';
import type { Vocabulary } from './upcasts.ts';

export type Vocabularies = ReadonlyMap<string, Vocabulary>;

/** By context. Several contracts of one context are read as one. */
export const vocabulariesOn = (contexts: readonly BoundedContext[]): Vocabularies => {
  const all = new Map<string, Set<Vocabulary>>();
  for (const { vocabulary } of contexts.flatMap(notesOn)) {
    if (!vocabulary) continue;
    const known = all.get(vocabulary.context) ?? new Set();
    all.set(vocabulary.context, known.add(vocabulary));
  }
  return new Map([...all].map(([context, of]) => [context, merged(context, [...of])]));
};

const notesOn = (context: BoundedContext): readonly AnyNote[] => [
  ...Object.values(context.aggregates).flatMap(({ accepts, emits }) =>
    Object.values({ ...accepts, ...emits }),
  ),
  ...Object.values(context.policies).flatMap(({ whenever }) => whenever),
  ...Object.values(context.processes).flatMap(({ follows }) => follows),
  ...Object.values(context.sagas).flatMap(({ startedBy, steps }) => [
    startedBy,
    ...steps.flatMap(({ until, unless = [] }) => [until, ...unless]),
  ]),
  ...Object.values(context.views).flatMap(({ follows }) => follows),
];

const merged = (context: string, all: readonly Vocabulary[]): Vocabulary => {
  const [only] = all;
  if (only && all.length === 1) return only;
  return {
    context,
    names: new Set(all.flatMap(({ names }) => [...names])),
    upcasts: Object.fromEntries(all.flatMap(({ upcasts }) => Object.entries(upcasts))),
  };
};
