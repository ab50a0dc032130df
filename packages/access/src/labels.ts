// What the people call a note, in both languages.

import type { BoundedContext, Label, Labels, System, Words } from '@dure/domain';

export type Language = 'ko' | 'en';

/** The groups of labels that are found by one name. */
export type LabelGroup = Exclude<keyof Labels, 'context' | 'states'>;

const wordsOf = ([ko, en]: Label): Words => ({ ko, en });

/** `CancelReservation` and `cancelReservation` as words: `Cancel reservation`. */
const spelt = (name: string): string => {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const unlabelled = (name: string): Words => ({ ko: name, en: spelt(name) });

/** Where a label is looked for: the context's own, then those of the business. */
export type Labelled = { readonly system: System; readonly context?: BoundedContext };

export const labelOf = (of: Labelled, group: LabelGroup, name: string): Words => {
  const label = of.context?.labels[group]?.[name] ?? of.system.labels[group]?.[name];
  return label ? wordsOf(label) : unlabelled(name);
};

export const contextLabel = (of: BoundedContext): Words =>
  of.labels.context ? wordsOf(of.labels.context) : unlabelled(of.name);

export const businessLabel = (of: System): Words => wordsOf(of.label);

/** The label of a state, if it has one; `life` is the aggregate, or `Aggregate.Register`. */
export const stateLabel = (of: Labelled, life: string, state: string): Words | undefined => {
  const labels = of.context?.labels.states ?? {};
  const label = labels[life]?.[state] ?? of.system.labels.states?.[life]?.[state];
  return label && wordsOf(label);
};
