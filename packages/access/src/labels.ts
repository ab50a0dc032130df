// What the people call a note, as words in both languages.

import { labelIn, stateLabelIn, unlabelled } from '@dure/domain';
import type { BoundedContext, Label, LabelGroup, System, Words } from '@dure/domain';
import { OPERATOR, OPERATOR_LABEL } from './operator.ts';

export type Language = 'ko' | 'en';

const wordsOf = ([ko, en]: Label): Words => ({ ko, en });

/** Where a label is looked for: the context's own, then those of the business. */
export type Labelled = { readonly system: System; readonly context?: BoundedContext };

const unnamed = (group: LabelGroup, name: string): Label =>
  group === 'actors' && name === OPERATOR ? OPERATOR_LABEL : unlabelled(name);

export const labelOf = ({ system, context }: Labelled, group: LabelGroup, name: string): Words =>
  wordsOf(labelIn(system, context, [group, name]) ?? unnamed(group, name));

export const contextLabel = (of: BoundedContext): Words =>
  wordsOf(of.labels.context ?? unlabelled(of.name));

export const businessLabel = (of: System): Words => wordsOf(of.label);

/** The label of a state, if it has one; `life` is the aggregate, or `Aggregate.Register`. */
export const stateLabel = (of: Labelled, life: string, state: string): Words | undefined => {
  const label = stateLabelIn(of.system, of.context, [life, state]);
  return label && wordsOf(label);
};
