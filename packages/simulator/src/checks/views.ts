// Every row is what a fold of the logs from scratch gives, and every state as well.

import { stateNow } from '@dure/domain';
import type { AnyState } from '@dure/domain';
import { entryId, instanceId } from '@dure/kernel/ids';
import type { Item } from '@dure/kernel/ports';
import type { Finding } from '../finding.ts';
import type { MachineState } from '../aggregate-model.ts';
import { foldViews } from '../rows.ts';
import type { FoldedView } from '../rows.ts';
import type { World } from '../world.ts';
import { canonical, isSame } from './canonical.ts';

export const checkViews = (world: World): readonly Finding[] =>
  [...world.storeModels].flatMap(([context, model]) =>
    foldViews(world.system, context, world.history).flatMap((folded) => [
      ...differing(folded, model.rows(folded.view.name)),
      ...neverDrawn(folded),
    ]),
  );

const differing = (
  { view, rows }: FoldedView,
  kept: ReadonlyMap<string, Item>,
): readonly Finding[] =>
  [...new Set([...rows.keys(), ...kept.keys()])].flatMap((key) => {
    const [folded, drawn] = [rows.get(key), kept.get(key)?.body];
    if (isSame(folded, drawn)) return [];
    const words = `${view.name} ${key} is ${canonical(drawn)}, the logs say ${canonical(folded)}.`;
    return [{ of: 'G4', caseId: key, words }];
  });

const neverDrawn = ({ view, early }: FoldedView): readonly Finding[] =>
  early.map(({ type, caseId }) => ({
    of: 'G4',
    caseId,
    words: `${view.name}: ${type} never found its row.`,
  }));

/** The states in the collections are those that the events lead to. */
export const checkStates = (world: World): readonly Finding[] =>
  [...world.aggregateModel.all].flatMap((machine) => {
    const { aggregate, key, entry, state } = machine;
    const subject = instanceId(aggregate.name, key);
    const kept = keptOf(world, machine);
    if (isSame(kept, state)) return [];
    const [lies, said] = [canonical(kept), canonical(state)];
    const words = `${subject} ${entry ?? ''} is ${lies}, and its events say ${said}.`;
    return [{ of: 'G1', caseId: entry ?? key, words }];
  });

/** As it is read now, whatever version of the wall has left it. */
const keptOf = (world: World, { aggregate, key, register, entry }: MachineState): unknown => {
  const of = aggregate.registers.find(({ name }) => name === register);
  const left =
    entry === undefined
      ? wholeIn(world, instanceId(aggregate.name, key), register)
      : entryIn(world, entryId({ type: aggregate.name, key, register, entry }));
  return of && left && stateNow(aggregate, of, left);
};

type Left = { readonly state: AnyState; readonly version?: number | undefined };

// The kernel keeps the states of an instance by register, and the version beside them.
type Whole = {
  readonly states?: { readonly [register: string]: AnyState };
  readonly life?: number;
};

const wholeIn = (world: World, subject: string, register: string): Left | undefined => {
  const body = itemIn(world, 'instance', subject)?.body as unknown as Whole | undefined;
  const state = body?.states?.[register];
  return state && { state, version: body?.life };
};

const entryIn = (world: World, id: string): Left | undefined => {
  const body = itemIn(world, 'entry', id)?.body;
  if (body === undefined) return undefined;
  // The kernel keeps an entry as its state, and the version within.
  const { '~life': version, ...state } = body as unknown as AnyState & { '~life'?: number };
  return { state, version };
};

const itemIn = (
  { storeModels }: World,
  collection: 'instance' | 'entry',
  id: string,
): Item | undefined => {
  for (const model of storeModels.values()) {
    const item = model.items(collection).get(id);
    if (item) return item;
  }
  return undefined;
};
