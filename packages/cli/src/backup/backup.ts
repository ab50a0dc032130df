// `dure backup`: all files of a business, of one instant, while it runs.

import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { System, Words } from '@dure/domain';
import type { Rehearsed } from '@dure/rehearsal';
import { chosenBusiness } from '../choose.ts';
import { UserError } from '../command.ts';
import type { Given, Run } from '../command.ts';
import { placeOf } from '../copies/places.ts';
import { filesThere, retiredInFiles, retiredWords } from '../copies/there.ts';
import type { Retirements } from '../copies/there.ts';
import type { BackupOptions } from '../operations-options.ts';
import { writing } from '../writing.ts';
import { closeCut, copyCut, cutOf } from './cut.ts';
import { versionFor, writeManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { promisesIn } from './promises.ts';

/** What lies beside the files and belongs to them. */
export const BESIDE = ['demo.json'];

const nothingThere = (folder: string): UserError =>
  new UserError({
    ko: `${folder}에 데이터가 없습니다. --data를 시작할 때와 같게 주세요`,
    en: `There is no data in ${folder}. Give --data as for the start`,
  });

const isThere = (folder: string): UserError =>
  new UserError({
    ko: `${folder}이(가) 이미 있습니다. --out으로 새 폴더를 주세요`,
    en: `${folder} is there already. Give a new folder with --out`,
  });

/** @throws {UserError} one of them is not there, and was not retired. */
export const filesOf = (system: System, data: string): ReadonlyMap<string, string> => {
  const folder = join(data, system.name);
  const { files, missing } = filesThere(system, folder);
  if (missing.length > 0) throw nothingThere(folder);
  return files;
};

const copyBeside = (from: string, to: string): void => {
  for (const name of BESIDE) {
    if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name));
  }
};

type Cut = Pick<Manifest, 'contexts'> & { readonly at: number };

/** Copies all stores into a folder, with what lies beside them. */
type Copying = (folder: string) => Promise<Cut>;

const ofFiles =
  (system: System, data: string): Copying =>
  async (folder) => {
    const cut = cutOf(filesOf(system, data));
    try {
      const contexts = await copyCut(cut, folder, system.name);
      copyBeside(join(data, system.name), join(folder, system.name));
      return { at: cut.at, contexts };
    } finally {
      closeCut(cut);
    }
  };

const instantsOf = (retired: Retirements) =>
  Object.fromEntries([...retired].map(([name, { at }]) => [name, new Date(at).toISOString()]));

/** What is half written has another name: whoever is killed leaves nothing that looks finished. */
const written = async (system: System, out: string, copy: Copying) => {
  const partial = join(dirname(out), `.${basename(out)}.partial`);
  rmSync(partial, { recursive: true, force: true });
  const { name: business } = system;
  writing('--out', () => mkdirSync(join(partial, business), { recursive: true }));
  const { at, contexts } = await copy(partial).catch((cause: unknown) => {
    // On a disk that is full, what is half written is in the way of everything else.
    rmSync(partial, { recursive: true, force: true });
    throw cause;
  });
  const isWhole = system.contexts.every(({ name }) => Object.hasOwn(contexts, name));
  const retired = retiredInFiles(system, join(partial, business));
  const manifest = {
    version: versionFor(isWhole),
    business,
    at: new Date(at).toISOString(),
    contexts,
    ...(retired.size > 0 && { retired: instantsOf(retired) }),
  };
  writeManifest(partial, manifest);
  renameSync(partial, out);
  return { manifest, retired };
};

/** Files of one folder are copied as files; stores elsewhere through what stores have in common. */
const copyingOf = async (
  system: System,
  { values, folder }: Pick<Given<BackupOptions>, 'values' | 'folder'>,
): Promise<Copying> => {
  const { data, from } = values;
  if (from === undefined) {
    filesOf(system, data);
    return ofFiles(system, data);
  }
  const written = { where: from, environment: process.env, isSource: true, folder, data };
  const place = await placeOf(written, system);
  const { copyStores } = await import('./of-stores.ts');
  return (to) => copyStores({ system, place, folder: to });
};

const broken = (out: string, words: readonly string[]): UserError => {
  const [first = ''] = words;
  const ko = `백업은 ${out}에 있지만, 약속이 지켜지지 않습니다: ${first}`;
  return new UserError({ ko, en: `The backup is in ${out}, but a promise is broken: ${first}` });
};

const recordsIn = ({ contexts }: Manifest): number =>
  Object.values(contexts)
    .flatMap(({ positions }) => positions)
    .reduce((sum, { sequence }) => sum + sequence, 0);

const verify = async (system: Rehearsed, out: string): Promise<Words> => {
  const kept = await promisesIn(system, join(out, system.name));
  if (kept.broken.length > 0) throw broken(out, kept.broken);
  if (kept.areLookedAt) return { ko: ', 약속이 모두 지켜집니다', en: '; every promise is kept' };
  return { ko: ', 열리고 제자리에 옵니다', en: '; it opens and comes to rest' };
};

const nameOf = ({ name }: System): string => {
  const minute = new Date().toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length).replace(':', '');
  return `${name}-${minute}.backup`;
};

/** Whoever did not say where it is to go hears of it while it can still be ended. */
const going = (target: string): Words => ({
  ko: `${target}에 백업합니다`,
  en: `Copying to ${target}`,
});

export const backUp: Run<BackupOptions> = async (given) => {
  const { values, operands, terminal, folder } = given;
  const { verify: isVerified } = values;
  const business = await chosenBusiness(operands[0] ?? '', folder);
  const system = await business.rehearsal();
  const out = values.out ?? nameOf(system);
  const target = resolve(folder, out);
  if (existsSync(target)) throw isThere(out);
  const copying = await copyingOf(system, given);
  if (values.out === undefined) terminal.tell(terminal.in(going(target)));
  const { manifest, retired } = await written(system, target, copying);
  const kept = isVerified ? await verify(system, target) : { ko: '', en: '' };
  const count = recordsIn(manifest);
  const ko = `${out}: ${manifest.at}의 기록 ${count}개${kept.ko}`;
  terminal.say(terminal.in({ ko, en: `${out}: ${count} records, of ${manifest.at}${kept.en}` }));
  for (const [name, of] of retired) {
    const isKept = Object.hasOwn(manifest.contexts, name);
    terminal.say(terminal.in(retiredWords(`${system.name}/${name}`, of, isKept)));
  }
  return 0;
};
