// What was committed lies on the disks as it was committed, and nothing else does.

import type { LogRecord } from '@dure/kernel/ports';
import type { Finding } from '../finding.ts';
import type { World } from '../world.ts';
import { isSame } from './canonical.ts';

const RECORDS_MAX = 1_000_000;

export const checkDisks = async (world: World): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for (const [context, { disk }] of world.sites) {
    const store = disk.open();
    for (let partition = 0; partition < store.partitions; partition += 1) {
      const log = await store.readLog(partition, 0, RECORDS_MAX);
      const place = { context, partition };
      findings.push(...differing(place, log, world.history.log(context, partition)));
    }
  }
  return findings;
};

type Place = { readonly context: string; readonly partition: number };

const differing = (
  { context, partition }: Place,
  lies: readonly LogRecord[],
  committed: readonly LogRecord[],
): readonly Finding[] => {
  const length = Math.max(lies.length, committed.length);
  const at = Array.from({ length }, (_, index) => index).find(
    (index) => !isSame(lies[index], committed[index]),
  );
  if (at === undefined) return [];
  const { caseId, type } = committed[at] ?? lies[at] ?? { caseId: undefined, type: 'nothing' };
  const words = `${context}.${partition}.${at + 1} is not on the disk as ${type} was committed.`;
  return [{ of: 'P1', caseId, words }];
};
