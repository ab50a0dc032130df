// Who may be played in a business without a demo: without people no page could be entered.

import { labelIn, unlabelled } from '@dure/domain';
import type { Fields, Label, System } from '@dure/domain';
import type { Persona } from '@dure/rehearsal';
import { OPERATOR, OPERATOR_LABEL } from './operator.ts';

const labelFor = (system: System, actor: string): Label => {
  const boards = system.contexts.filter(({ actors }) => actors[actor]);
  const labels = [undefined, ...boards].map((of) => labelIn(system, of, ['actors', actor]));
  const found = labels.find((label) => label !== undefined);
  return found ?? (actor === OPERATOR ? OPERATOR_LABEL : unlabelled(actor));
};

const fieldsOf = (system: System): readonly Fields[] =>
  system.contexts.flatMap(({ aggregates, views }) => [
    ...Object.values(aggregates).flatMap(({ accepts }) =>
      Object.values(accepts).map(({ fields }) => fields),
    ),
    ...Object.values(views).map(({ fields }) => fields),
  ]);

/** The first of its kind: `customer-1`. */
const firstOf = (field: string, all: readonly Fields[]): string => {
  const kind = all.map((fields) => fields[field]?.idKind).find((found) => found !== undefined);
  return kind === undefined ? '1' : `${kind}-1`;
};

/** One for each actor of the wall, with the fields that they own; the operator last. */
export const standInsOf = (
  system: System,
  actors: ReadonlyMap<string, readonly string[]>,
): readonly Persona[] => {
  const fields = fieldsOf(system);
  const names = [...actors.keys()].filter((name) => name !== OPERATOR);
  return [...names, OPERATOR].map((actor) => {
    const owned = actors.get(actor) ?? [];
    const claims = Object.fromEntries(owned.map((field) => [field, firstOf(field, fields)]));
    const [subject = `${actor.toLowerCase()}-1`] = Object.values(claims);
    return { actor, subject, label: labelFor(system, actor), claims };
  });
};
