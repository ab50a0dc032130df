// What a record is called, in the words of the wall.

import { useMemo } from 'react';
import type { Described, InBoth } from '../kit/described.ts';
import { useLabel } from '../kit/look/words.ts';
import { useVisit } from '../kit/requests/who.tsx';
import type { CaseRecord } from './ops.ts';

const labelsOf = (business: Described): ReadonlyMap<string, InBoth> =>
  new Map([
    ...business.commands.flatMap(({ events }) => events.map((of) => [of.name, of.label] as const)),
    ...business.commands.map((command) => [command.name, command.label] as const),
  ]);

export const useRecordLabel = (): ((record: Pick<CaseRecord, 'type'>) => string) => {
  const { business } = useVisit();
  const label = useLabel();
  const labels = useMemo(() => labelsOf(business), [business]);
  return ({ type }) => {
    const known = labels.get(type);
    return known ? label(known) : type;
  };
};

type Named = { readonly name: string; readonly label: InBoth };

const named = (all: readonly Named[], name: string): InBoth | undefined =>
  all.find((one) => one.name === name)?.label;

/** Who did not say who they are. */
const isNobody = (subject: string): boolean => subject === '' || subject === '-';

/** Whoever caused it, in the words of the wall as far as it has them. */
export const useActorLabel = (): ((actor: string) => string) => {
  const { business } = useVisit();
  const label = useLabel();
  return (actor) => {
    const [kind = '', name = ''] = actor.split(':', 2);
    const person = named(business.actors, kind);
    if (person) return [label(person), name].filter((part) => !isNobody(part)).join(' ');
    const hand = kind === 'ask' ? named(business.contexts, name) : named(business.sagas, name);
    return hand ? label(hand) : name || kind;
  };
};

/** A context, or a system that is not ours. */
export const useContextLabel = (): ((context: string) => string) => {
  const { business } = useVisit();
  const label = useLabel();
  return (context) => {
    const known = named([...business.contexts, ...business.externals], context);
    return known ? label(known) : context;
  };
};

/** A saga at one of its steps: the step is called as the event that it waits for. */
export const useStepLabel = (): ((saga: string, step: string) => string) => {
  const { business } = useVisit();
  const label = useLabel();
  return (name, step) => {
    const saga = business.sagas.find((of) => of.name === name);
    const at = named(saga?.steps ?? [], step);
    return [saga ? label(saga.label) : name, at ? label(at) : step].join(': ');
  };
};
