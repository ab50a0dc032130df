// What people call the values of a row, where the value itself is a word of one language.

import type { BoundedContext, Words } from '@dure/domain';
import { stateLabel } from './labels.ts';
import type { Labelled } from './labels.ts';
import type { ViewEntry } from './catalogue.ts';

type Registers = BoundedContext['aggregates'][string]['registers'];

/** The name under which the states of a register have labels. */
const livesOf = (
  name: string,
  registers: Registers,
): readonly (readonly [string, Registers[0]])[] =>
  registers.map((register) => [register.name === '' ? name : `${name}.${register.name}`, register]);

/** The statuses that the states of a context show, with what people call these states. */
const statusesOf = (of: Labelled & { readonly context: BoundedContext }) =>
  Object.entries(of.context.aggregates)
    .flatMap(([name, { registers }]) => livesOf(name, registers))
    .flatMap(([life, { states }]) =>
      Object.entries(states).flatMap(([state, { sketch }]) => {
        const label = stateLabel(of, life, state);
        return sketch.status.flatMap((status) => (label ? [[status, label] as const] : []));
      }),
    );

type Group = {
  readonly words: ReadonlyMap<string, Words>;
  /** Most values of a row are longer than all of them, and need not be looked up. */
  readonly longest: number;
};

const known = new WeakMap<BoundedContext, Group>();

/** The context's own come first: others may show the same word for something else. */
const labelsIn = (system: Labelled['system'], context: BoundedContext): Group => {
  const kept = known.get(context);
  if (kept) return kept;
  const others = system.contexts.filter((other) => other !== context);
  const all = [...others.toReversed(), context].flatMap((one) =>
    statusesOf({ system, context: one }),
  );
  const words = new Map(all);
  const labels = { words, longest: Math.max(0, ...all.map(([status]) => status.length)) };
  known.set(context, labels);
  return labels;
};

export type ValueLabels = { readonly [field: string]: Words };

/** For each field whose value is a status of the wall, what people call it. */
export const valueLabels = (
  system: Labelled['system'],
  { view, context }: ViewEntry,
  row: { readonly [field: string]: unknown },
): ValueLabels => {
  const { words, longest } = labelsIn(system, context);
  const found: { [field: string]: Words } = {};
  for (const field of Object.keys(view.fields)) {
    const value = row[field];
    if (typeof value !== 'string' || value.length > longest) continue;
    const label = words.get(value);
    if (label) found[field] = label;
  }
  return found;
};
