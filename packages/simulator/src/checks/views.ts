// Every row is what a fold of the logs from scratch gives, and every state as well.

import { entryId, instanceId } from '@dure/kernel/ids';
import type { Item } from '@dure/kernel/ports';
import type { Finding } from '../finding.ts';
import { foldViews } from '../rows.ts';
import type { FoldedView } from '../rows.ts';
import type { World } from '../world.ts';
import { canonical, isSame } from './canonical.ts';

export const checkViews = (world: World): readonly Finding[] =>
  [...world.mirrors].flatMap(([context, mirror]) =>
    foldViews(world.system, context, world.history).flatMap((folded) => [
      ...differing(folded, mirror.rows(folded.view.name)),
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
  [...world.lives.all].flatMap(({ aggregate, key, register, entry, state }) => {
    const subject = instanceId(aggregate.name, key);
    const kept =
      entry === undefined
        ? wholeIn(world, subject, register)
        : itemIn(world, 'entry', entryId({ type: aggregate.name, key, register, entry }))?.body;
    if (isSame(kept, state)) return [];
    const [lies, said] = [canonical(kept), canonical(state)];
    const words = `${subject} ${entry ?? ''} is ${lies}, and its events say ${said}.`;
    return [{ of: 'G1', caseId: entry ?? key, words }];
  });

const wholeIn = (world: World, subject: string, register: string): unknown => {
  const body = itemIn(world, 'instance', subject)?.body;
  // The kernel keeps the states of an instance by register.
  return (body as { readonly states?: { readonly [name: string]: unknown } } | undefined)?.states?.[
    register
  ];
};

const itemIn = (
  { mirrors }: World,
  collection: 'instance' | 'entry',
  id: string,
): Item | undefined => {
  for (const mirror of mirrors.values()) {
    const item = mirror.items(collection).get(id);
    if (item) return item;
  }
  return undefined;
};
