// What shows only when a business is opened: in a copy, it comes to rest, its views are drawn anew
// beside themselves, and its invariants are looked at.

import { isDeepStrictEqual } from 'node:util';
import type { Host, Kernel, ViewRow } from '@dure/kernel';
import type { Rehearsed } from '@dure/rehearsal';
import { comesToRest, openedToLook } from '../start/opened-to-look.ts';
import { retiredOf, worldOf } from '../world.ts';
import { well } from './finding.ts';
import type { Finding } from './finding.ts';

const QUIET_MS = 30_000;
const ROWS_MAX = 100_000;
const SHOWN_MAX = 5;
const all = { filters: [], anyOf: [], descending: false, offset: 0, limit: ROWS_MAX } as const;

const byKey = (rows: readonly ViewRow[]) => new Map(rows.map(({ key, row }) => [key, row]));

const differing = async (kernel: Kernel, view: string): Promise<readonly string[]> => {
  const before = byKey((await kernel.rows(view, all)).rows);
  await kernel.rebuild(view);
  const after = byKey((await kernel.rows(view, all)).rows);
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => !isDeepStrictEqual(before.get(key), after.get(key)));
};

/** What lacks a log that was dropped cannot be drawn anew: its rows are all that is left. */
const comparable = ({ context: { views } }: Kernel, dropped: readonly string[]) =>
  Object.entries(views).flatMap(([name, { follows }]) =>
    follows.some(({ context }) => dropped.includes(context)) ? [] : [name],
  );

const viewsOf = async (
  where: string,
  kernel: Kernel,
  dropped: readonly string[],
): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for (const view of comparable(kernel, dropped)) {
    const keys = await differing(kernel, view);
    if (keys.length === 0) continue;
    const some = keys.slice(0, SHOWN_MAX).join(', ');
    findings.push({
      check: 'views',
      level: 'bad',
      where,
      words: {
        ko: `${view}의 줄 ${keys.length}개가 기록과 다릅니다: ${some}`,
        en: `${keys.length} rows of ${view} differ from the log: ${some}`,
      },
      advice: {
        ko: `다시 그리세요: POST …/ops/views/${view}/rebuild`,
        en: `Draw it anew: POST …/ops/views/${view}/rebuild`,
      },
    });
  }
  if (findings.length > 0) return findings;
  return [well('views', where, { ko: '조회가 기록과 같습니다', en: 'Views are as the log says' })];
};

const parkedIn = async (where: string, kernel: Kernel): Promise<readonly Finding[]> => {
  const groups = await kernel.groups();
  return groups
    .filter(({ stopped }) => stopped > 0)
    .map(({ type, cause, stopped }) => ({
      check: 'parked',
      level: 'soon',
      where,
      words: {
        ko: `${type} ${stopped}건이 멈춰 있습니다: ${cause}`,
        en: `${stopped} messages ${type} have stopped: ${cause}`,
      },
      advice: {
        ko: '고쳐서 다시 하거나 건너뛰세요: docs/guides/operate-parked-messages.md',
        en: 'Mend, retry or skip them: docs/guides/operate-parked-messages.md',
      },
    }));
};

const promisesOf = async (system: Rehearsed, running: Host, now: number) => {
  const retired = retiredOf(running);
  if (retired.length > 0) return [notLookedAt(system, retired)];
  const world = await worldOf(running, now);
  const broken = system.invariants.flatMap(({ id, broken: of }) =>
    of(world).map((words): Finding => ({
      check: 'promises',
      level: 'bad',
      where: system.name,
      words: { ko: `약속 ${id}: ${words}`, en: `The promise ${id}: ${words}` },
      advice: {
        ko: '그 건의 이야기를 보세요: dure log',
        en: 'Look at the story of the case: dure log',
      },
    })),
  );
  if (broken.length > 0) return broken;
  const words = { ko: '약속이 모두 지켜집니다', en: 'Every promise is kept' };
  return [well('promises', system.name, words)];
};

const notLookedAt = ({ name }: Rehearsed, retired: readonly string[]): Finding => {
  const all = retired.join(', ');
  return well('promises', name, {
    ko: `약속은 보지 않습니다. 물러난 서비스까지 모두에 관한 것입니다: ${all}`,
    en: `The promises are not looked at: they speak of all contexts, and ${all} was retired`,
  });
};

const unrest = (system: Rehearsed): Finding => ({
  check: 'promises',
  level: 'bad',
  where: system.name,
  words: { ko: '복사본이 가라앉지 않습니다', en: 'The copy does not come to rest' },
  advice: { ko: '로그의 사고를 보세요', en: 'Look at the incidents in the log' },
});

/** The folder is a copy that nothing else uses. */
export const insideOf = async (system: Rehearsed, folder: string): Promise<readonly Finding[]> => {
  const { host } = await openedToLook(system, folder);
  const { running, clock } = host;
  try {
    if (!(await comesToRest(host, QUIET_MS))) return [unrest(system)];
    const findings: Finding[] = [];
    const retired = retiredOf(running);
    const dropped = retired.filter((name) => running.kernels[name]?.partitions === 0);
    for (const [context, kernel] of Object.entries(running.kernels)) {
      if (retired.includes(context)) continue;
      const where = `${system.name}/${context}`;
      findings.push(...(await viewsOf(where, kernel, dropped)), ...(await parkedIn(where, kernel)));
    }
    return [...findings, ...(await promisesOf(system, running, clock.now()))];
  } finally {
    await host.close();
  }
};
