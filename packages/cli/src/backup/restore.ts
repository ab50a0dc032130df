// `dure restore`: a backup in the place of what is there, or one context of it beside the others.

import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Words } from '@dure/domain';
import { compareLogs, LogsDisagree } from '@dure/kernel';
import type { Store } from '@dure/kernel/ports';
import type { Rehearsed } from '@dure/rehearsal';
import { openSqliteStore } from '@dure/store-sqlite';
import { chosenBusiness } from '../choose.ts';
import { UserError } from '../command.ts';
import type { Given, Run } from '../command.ts';
import type { RestoreOptions } from '../operations-options.ts';
import { placeOf } from '../copies/places.ts';
import { filesThere, retiredInFiles, retiredWords } from '../copies/there.ts';
import { isLocked } from '../start/lock.ts';
import { BESIDE, filesOf } from './backup.ts';
import { checkFiles, manifestIn } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { promisesIn } from './promises.ts';

const MISTAKEN = 2;

const inUse = (folder: string): UserError =>
  new UserError({
    ko: `두레가 ${folder}를 쓰고 있습니다. 끝낸 다음 복원해 주세요`,
    en: `A Dure is using ${folder}. End it, and restore then`,
  });

const isThere = (folder: string): UserError =>
  new UserError({
    ko: `${folder}에 이미 데이터가 있습니다. --replace로 옆에 치우거나, --data로 빈 곳을 주세요`,
    en: `${folder} has data. Put it aside with --replace, or give an empty place with --data`,
  });

const noContext = (name: string, { contexts }: Manifest): UserError => {
  const all = Object.keys(contexts).join(', ');
  const ko = `${name}: 백업에 없는 서비스입니다. 있는 것: ${all}`;
  return new UserError({ ko, en: `The backup has no context ${name}. It has: ${all}` }, MISTAKEN);
};

const mixed = ({ ko, en }: LogsDisagree): UserError =>
  new UserError({
    ko: `시간이 섞여 복원하지 않았습니다. ${ko}`,
    en: `Nothing was restored, as times would be mixed. ${en}`,
  });

const brokenPromise = (words: readonly string[]): UserError => {
  const [first = ''] = words;
  const ko = `복원하지 않았습니다. 약속이 지켜지지 않습니다: ${first}`;
  return new UserError({ ko, en: `Nothing was restored: a promise is broken: ${first}` });
};

const notInBackup = (name: string): UserError =>
  new UserError({
    ko: `${name}의 파일이 백업에 없습니다. 다른 백업을 쓰세요`,
    en: `The backup has no file of ${name}. Use another one`,
  });

/** Files are made ready beside the place where they go, so that one renaming puts them there. */
const prepared = (target: string, fill: (folder: string) => void): string => {
  mkdirSync(dirname(target), { recursive: true });
  const folder = mkdtempSync(join(dirname(target), '.restoring-'));
  fill(folder);
  return folder;
};

const asideOf = (target: string): string =>
  `${target}.before-${new Date().toISOString().replaceAll(/[:.]/g, '')}`;

/** @returns where the former folder is now, if there was one. */
const putThere = (ready: string, target: string): string | undefined => {
  if (!existsSync(target)) {
    renameSync(ready, target);
    return undefined;
  }
  const aside = asideOf(target);
  renameSync(target, aside);
  renameSync(ready, target);
  return aside;
};

/** @throws {LogsDisagree} {UserError} the files are not of one time, or not all there. */
const compareFiles = async (system: Rehearsed, folder: string): Promise<void> => {
  const stores = new Map<string, Store>();
  try {
    const { files, missing } = filesThere(system, folder);
    const [gone] = missing;
    if (gone !== undefined) throw notInBackup(gone);
    for (const [context, file] of files) {
      const owner = { business: system.name, context };
      stores.set(context, openSqliteStore({ file, owner }));
    }
    await compareLogs(stores);
  } finally {
    for (const store of stores.values()) await store.close();
  }
};

type Wish = {
  readonly system: Rehearsed;
  readonly from: string;
  readonly manifest: Manifest;
  readonly target: string;
};

const wholeOf = ({ system, from, target }: Wish): string =>
  prepared(target, (folder) => cpSync(join(from, system.name), folder, { recursive: true }));

/** The other contexts as they are, with what belongs to each file, and this one as it was. */
const oneOf = ({ system, from, manifest, target }: Wish, context: string): string => {
  const copied = manifest.contexts[context];
  if (!copied) throw noContext(context, manifest);
  const files = filesOf(system, dirname(target));
  return prepared(target, (folder) => {
    copyFileSync(join(from, copied.file), join(folder, `${context}.db`));
    for (const [name, file] of files) {
      const to = join(folder, `${name}.db`);
      if (name === context) continue;
      for (const more of ['', '-wal']) {
        if (existsSync(`${file}${more}`)) copyFileSync(`${file}${more}`, `${to}${more}`);
      }
    }
    for (const name of BESIDE) {
      if (existsSync(join(target, name))) copyFileSync(join(target, name), join(folder, name));
    }
  });
};

const isEmpty = (target: string, system: Rehearsed): boolean =>
  !system.contexts.some(({ name }) => existsSync(join(target, `${name}.db`)));

/** Nothing is put there unless its files are of one time and keep what was promised. */
const checked = async ({ system }: Wish, ready: string): Promise<void> => {
  try {
    await compareFiles(system, ready);
    const { broken } = await promisesIn(system, ready);
    if (broken.length > 0) throw brokenPromise(broken);
  } catch (cause) {
    rmSync(ready, { recursive: true });
    throw cause instanceof LogsDisagree ? mixed(cause) : cause;
  }
};

const backupOf = async ({ values, operands, folder }: Given<RestoreOptions>) => {
  const { from } = values;
  if (from === undefined) {
    const ko = '무엇을 복원할까요? --from으로 백업 폴더를 주세요';
    throw new UserError({ ko, en: 'Restore what? Give the backup with --from' }, MISTAKEN);
  }
  const manifest = manifestIn(from);
  const business = await chosenBusiness(operands[0] ?? manifest.business, folder);
  const system = await business.rehearsal();
  return { system, from, manifest };
};

const wishOf = async (given: Given<RestoreOptions>): Promise<Wish> => {
  const { data, context, replace } = given.values;
  const { system, from, manifest } = await backupOf(given);
  const target = join(data, system.name);
  if (isLocked(target)) throw inUse(target);
  const mayPut = context !== undefined || replace || isEmpty(target, system);
  if (!mayPut) throw isThere(target);
  return { system, from, manifest, target };
};

/** Into stores wherever they are, where what is there has to be empty. */
const restoreElsewhere = async (given: Given<RestoreOptions>, to: string): Promise<number> => {
  const { terminal, values, folder } = given;
  const { context, data } = values;
  const { system, from, manifest } = await backupOf(given);
  await checkFiles(from, manifest);
  const { broken } = await promisesIn(system, join(from, system.name));
  if (broken.length > 0) throw brokenPromise(broken);
  if (context !== undefined && !manifest.contexts[context]) throw noContext(context, manifest);
  const common = { environment: process.env, folder, data };
  const { restoreInto } = await import('./restore-into.ts');
  await restoreInto({
    system,
    from: await placeOf({ ...common, where: from, isSource: true }, system),
    to: await placeOf({ ...common, where: to, isSource: false }, system),
    context,
    say: (words) => terminal.tell(terminal.in(words)),
  }).catch((cause: unknown) => {
    throw cause instanceof LogsDisagree ? mixed(cause) : cause;
  });
  const ko = `${system.name}: ${manifest.at}의 ${context ?? '모든 서비스'}로 복원했습니다`;
  const en = `${system.name}: restored to ${context ?? 'all contexts'} of ${manifest.at}`;
  terminal.say(terminal.in({ ko, en }));
  return 0;
};

export const restore: Run<RestoreOptions> = async (given) => {
  if (given.values.to !== undefined) return restoreElsewhere(given, given.values.to);
  return restoreFiles(given);
};

/** Who is retired by what is restored, and who is not any more, as it is from before. */
const retirementsIn = ({ system, target }: Wish, ready: string): readonly Words[] => {
  const { files, retired } = filesThere(system, ready);
  const back = [...retiredInFiles(system, target).keys()].filter((name) => !retired.has(name));
  return [
    ...[...retired].map(([name, of]) =>
      retiredWords(`${system.name}/${name}`, of, files.has(name)),
    ),
    ...back.map((name) => ({
      ko: `${system.name}/${name}: 물러나기 전의 백업이라 다시 돕니다`,
      en: `${system.name}/${name} runs again: the backup is from before it was retired`,
    })),
  ];
};

const restoreFiles: Run<RestoreOptions> = async (given) => {
  const { terminal, values } = given;
  const { context } = values;
  const wish = await wishOf(given);
  const { from, manifest, target } = wish;
  await checkFiles(from, manifest);
  const ready = context === undefined ? wholeOf(wish) : oneOf(wish, context);
  await checked(wish, ready);
  const retired = retirementsIn(wish, ready);
  const aside = putThere(ready, target);
  const ko = `${target}: ${manifest.at}의 ${context ?? '모든 서비스'}로 복원했습니다`;
  const en = `${target}: restored to ${context ?? 'all contexts'} of ${manifest.at}`;
  terminal.say(terminal.in({ ko, en }));
  for (const words of retired) terminal.say(terminal.in(words));
  if (aside === undefined) return 0;
  const where = { ko: `전에 있던 것: ${aside}`, en: `What was there before: ${aside}` };
  terminal.say(terminal.in(where));
  return 0;
};
