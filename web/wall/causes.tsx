// A case as causes and effects: what followed from what.

import { useMemo } from 'react';
import { useActorLabel, useContextLabel, useRecordLabel } from './label.ts';
import type { CaseRecord } from './ops.ts';

type Tree = { readonly record: CaseRecord; readonly effects: readonly Tree[] };

/** What nothing of the case has caused stands at the top. A loop cannot be: a cause comes first. */
export const treesOf = (records: readonly CaseRecord[]): readonly Tree[] => {
  const known = new Set(records.map(({ id }) => id));
  const effects = new Map<string, CaseRecord[]>();
  const roots: CaseRecord[] = [];
  for (const record of records) {
    const { causedBy } = record;
    if (causedBy === undefined || !known.has(causedBy)) roots.push(record);
    else effects.set(causedBy, [...(effects.get(causedBy) ?? []), record]);
  }
  const treeOf = (record: CaseRecord): Tree => ({
    record,
    effects: (effects.get(record.id) ?? []).map(treeOf),
  });
  return roots.map(treeOf);
};

const Branch = ({ tree }: { readonly tree: Tree }) => {
  const labelOf = useRecordLabel();
  const actorOf = useActorLabel();
  const contextOf = useContextLabel();
  const { record, effects } = tree;
  return (
    <li>
      <div className="cause" data-kind={record.kind}>
        <b>{labelOf(record)}</b>{' '}
        <span className="faint">
          {contextOf(record.context)} · {actorOf(record.actor)}
        </span>
      </div>
      {effects.length === 0 ? null : (
        <ul>
          {effects.map((effect) => (
            <Branch key={effect.record.id} tree={effect} />
          ))}
        </ul>
      )}
    </li>
  );
};

export const Causes = ({ records }: { readonly records: readonly CaseRecord[] }) => {
  const trees = useMemo(() => treesOf(records), [records]);
  return (
    <ul className="causes">
      {trees.map((tree) => (
        <Branch key={tree.record.id} tree={tree} />
      ))}
    </ul>
  );
};
