// The files of a business, looked at in a copy of one instant: nothing of the data is touched, and
// a business that runs goes on.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { compareLogs, LogsDisagree } from '@dure/kernel';
import type { Store } from '@dure/kernel/ports';
import type { Rehearsed } from '@dure/rehearsal';
import { openSqliteStore, StoreCannotOpen } from '@dure/store-sqlite';
import { closeCut, copyCut, cutOf } from '../backup/cut.ts';
import { filesThere, retiredWords } from '../copies/there.ts';
import { well } from './finding.ts';
import type { Finding } from './finding.ts';
import { insideOf } from './inside.ts';
import { versionsOf } from './versions.ts';

const PAGE = 1_000;

type Place = { readonly system: Rehearsed; readonly data: string };

const restoring = {
  ko: '백업을 복원하세요: dure restore --from … --replace',
  en: 'Restore a backup: dure restore --from … --replace',
};

/** What cannot be copied is not there, damaged, or kept by another process. */
const missingIn = ({ system, data }: Place): readonly Finding[] =>
  filesThere(system, join(data, system.name)).missing.map((name): Finding => {
    const where = join(data, system.name, `${name}.db`);
    const words = { ko: '파일이 없습니다', en: 'The file is not there' };
    return { check: 'file', level: 'bad', where, words, advice: restoring };
  });

const retiredIn = ({ system, data }: Place): readonly Finding[] => {
  const { files, retired } = filesThere(system, join(data, system.name));
  return [...retired].map(([name, of]) => {
    const where = `${system.name}/${name}`;
    return well('retired', where, retiredWords(where, of, files.has(name)));
  });
};

const isSound = (file: string): boolean => {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const answer = database.prepare('PRAGMA quick_check(1)').get() ?? {};
    return Object.values(answer)[0] === 'ok';
  } catch {
    return false;
  } finally {
    database.close();
  }
};

const soundnessOf = ({ system, data }: Place): readonly Finding[] =>
  [...filesThere(system, join(data, system.name)).files.values()].map((where): Finding => {
    if (isSound(where)) return well('file', where, { ko: '온전합니다', en: 'Sound' });
    const words = { ko: '파일이 상했습니다', en: 'The file is damaged' };
    return { check: 'file', level: 'bad', where, words, advice: restoring };
  });

/** A log has every sequence from 1 to where its head says that it ends. */
const gapIn = async (store: Store, partition: number): Promise<number | undefined> => {
  const { sequence: end } = await store.head(partition);
  let at = 0;
  while (at < end) {
    const records = await store.readLog(partition, at, PAGE);
    for (const { sequence } of records) {
      if (sequence !== at + 1) return at + 1;
      at = sequence;
    }
    if (records.length === 0) return at + 1;
  }
  return undefined;
};

const gapsIn = async (where: string, store: Store): Promise<Finding> => {
  for (let partition = 0; partition < store.partitions; partition += 1) {
    const gap = await gapIn(store, partition);
    if (gap === undefined) continue;
    const words = {
      ko: `파티션 ${partition}의 기록 ${gap}번이 없습니다`,
      en: `Record ${gap} of partition ${partition} is missing`,
    };
    return { check: 'gaps', level: 'bad', where, words, advice: restoring };
  }
  return well('gaps', where, { ko: '기록에 빈 곳이 없습니다', en: 'The log has no gaps' });
};

/** A claim is held by an instance; one that is held by none keeps its value from all. */
const claimsIn = async (where: string, store: Store): Promise<Finding> => {
  const orphans: string[] = [];
  let after = '';
  for (;;) {
    const claims = await store.list('claim', after, PAGE);
    const held = claims.map(({ id, body }) => {
      const type = id.slice(0, id.indexOf('.'));
      // The kernel has written the key of the holder there.
      const key = typeof body === 'string' ? body : '';
      return { id, holder: { collection: 'instance', id: `${type}/${key}` } as const };
    });
    const found = await store.read({ ids: held.map(({ holder }) => holder), tags: [] });
    const there = new Set(found.map(({ id }) => id));
    for (const { id, holder } of held) if (!there.has(holder.id)) orphans.push(id);
    after = claims.at(-1)?.id ?? after;
    if (claims.length < PAGE) break;
  }
  if (orphans.length === 0) {
    return well('claims', where, {
      ko: '점유마다 주인이 있습니다',
      en: 'Every claim has a holder',
    });
  }
  const [first] = orphans;
  const words = {
    ko: `주인 없는 점유 ${orphans.length}개, 처음은 ${first}`,
    en: `${orphans.length} claims are held by nothing, the first is ${first}`,
  };
  return { check: 'claims', level: 'bad', where, words, advice: restoring };
};

const disagreement = (where: string, { ko, en }: LogsDisagree): Finding => ({
  check: 'logs',
  level: 'bad',
  where,
  words: { ko, en },
  advice: {
    ko: '모든 서비스를 한 백업에서 복원하거나, 더 새로운 파일을 되돌려 놓으세요',
    en: 'Restore all contexts from one backup, or put the newer file back',
  },
});

const logsOf = async (where: string, stores: ReadonlyMap<string, Store>): Promise<Finding> => {
  try {
    await compareLogs(stores);
    const words = { ko: '서로의 기록과 맞습니다', en: 'All fit to one another' };
    return well('logs', where, words);
  } catch (cause) {
    if (cause instanceof LogsDisagree) return disagreement(where, cause);
    throw cause;
  }
};

const storesIn = ({ system }: Place, folder: string): ReadonlyMap<string, Store> =>
  new Map(
    [...filesThere(system, folder).files].map(([context, file]) => {
      const owner = { business: system.name, context };
      return [context, openSqliteStore({ file, owner })];
    }),
  );

const lookAtStores = async (place: Place, folder: string): Promise<readonly Finding[]> => {
  const { name } = place.system;
  const stores = storesIn(place, folder);
  try {
    const findings: Finding[] = [await logsOf(name, stores)];
    for (const [context, store] of stores) {
      const where = `${name}/${context}`;
      findings.push(await gapsIn(where, store), await claimsIn(where, store));
    }
    return findings;
  } finally {
    for (const store of stores.values()) await store.close();
  }
};

const cannotOpen = (where: string, cause: unknown): Finding => {
  const english = cause instanceof Error ? cause.message : String(cause);
  const words =
    cause instanceof StoreCannotOpen
      ? { ko: cause.ko, en: cause.en }
      : { ko: `읽을 수 없습니다: ${english}`, en: `It cannot be read: ${english}` };
  return { check: 'file', level: 'bad', where, words, advice: restoring };
};

const isBad = ({ level }: Finding): boolean => level === 'bad';

const lookInCopy = async (place: Place, scratch: string): Promise<readonly Finding[]> => {
  const { system, data } = place;
  mkdirSync(join(scratch, system.name));
  const cut = cutOf(filesThere(system, join(data, system.name)).files);
  try {
    await copyCut(cut, scratch, system.name);
  } finally {
    closeCut(cut);
  }
  const folder = join(scratch, system.name);
  const outside = await lookAtStores(place, folder);
  // What does not fit is not started, in a copy neither.
  return outside.some(isBad) ? outside : [...outside, ...(await insideOf(system, folder))];
};

/** All that can be found in the files of a business. */
export const filesOf = async (place: Place): Promise<readonly Finding[]> => {
  const missing = missingIn(place);
  if (missing.length > 0) return missing;
  const sound = [...retiredIn(place), ...soundnessOf(place)];
  if (sound.some(isBad)) return sound;
  const versions = versionsOf(place.system, place.data);
  if (versions.some(isBad)) return [...sound, ...versions];
  const scratch = mkdtempSync(join(tmpdir(), 'dure-doctor-'));
  try {
    return [...sound, ...versions, ...(await lookInCopy(place, scratch))];
  } catch (cause) {
    return [...sound, cannotOpen(join(place.data, place.system.name), cause)];
  } finally {
    rmSync(scratch, { recursive: true });
  }
};
