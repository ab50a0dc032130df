// Where a note's label is found: in its context, or in the business around it.

import type { BoundedContext } from './context.ts';
import type { Label, Labels } from './labels.ts';
import type { System } from './system.ts';

/** The groups of labels that are found by one name. */
export type LabelGroup = Exclude<keyof Labels, 'context' | 'states'>;

/** Whether a label says something in both languages. */
export const isLabelled = (label: Label | undefined): boolean =>
  label !== undefined && label[0].trim() !== '' && label[1].trim() !== '';

/** A label in both languages; nothing, where one of them is missing. */
const inBoth = (...labels: readonly (Label | undefined)[]): Label | undefined =>
  labels.find(isLabelled);

export const labelIn = (
  system: Pick<System, 'labels'>,
  context: BoundedContext | undefined,
  [group, name]: readonly [group: LabelGroup, name: string],
): Label | undefined => inBoth(context?.labels[group]?.[name], system.labels[group]?.[name]);

/** The label of a state; `life` is the aggregate, or `Aggregate.Register`. */
export const stateLabelIn = (
  system: Pick<System, 'labels'>,
  context: BoundedContext | undefined,
  [life, state]: readonly [life: string, state: string],
): Label | undefined =>
  inBoth(context?.labels.states?.[life]?.[state], system.labels.states?.[life]?.[state]);

/** `releaseRooms` and `ReleaseRooms` as words: `Release rooms`. */
const spelt = (name: string): string => {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
};

/** The label of a note that was given none. */
export const unlabelled = (name: string): Label => [name, spelt(name)];
