// The businesses of a project of one's own: the modules that its `package.json` lists, or those
// that are called as they usually are.

import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { System, Words } from '@dure/domain';
import type { Documents } from '@dure/http/documents';
import { rehearsed } from '@dure/rehearsal';
import type { Rehearsed } from '@dure/rehearsal';
import { UserError } from './command.ts';
import { loadModule } from './load-module.ts';

export type Exported = { readonly module: string; readonly name: string };

/** A business, and where a thread of its own finds it. */
export type Business = {
  readonly name: string;
  /** How it is named on the command line, from the folder where that was done. */
  readonly called: string;
  readonly load: () => Promise<System>;
  /** With its invariants, its demo and its simulated systems, if it has some. */
  readonly rehearsal: () => Promise<Rehearsed>;
  /** What reference documents promise of it; nothing, where there are none. */
  readonly documents: () => Promise<Documents | undefined>;
  /** Where the numbers lie that its fields have over gRPC; the file may not be there yet. */
  readonly fieldNumbers: string;
  /** Where a thread finds it with its invariants; nothing, where no one has written them yet. */
  readonly system: Exported | undefined;
  /** What people do in it all day; nothing, where no one has written that yet. */
  readonly traffic: Exported | undefined;
};

/** A business that storms may go over. */
export type Rehearsable = Business & { readonly system: Exported; readonly traffic: Exported };

const usual = ['system.{ts,js}', 'systems/*/system.{ts,js}'];

type Manifest = {
  readonly dure?: { readonly businesses?: readonly string[] };
  readonly dependencies?: { readonly [name: string]: string };
};

const manifestIn = (folder: string): Manifest => {
  const file = join(folder, 'package.json');
  // npm reads the same file; a list is checked by what it leads to.
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
};

/** The patterns that the manifest of a folder lists; nothing, where it has none. */
const listedIn = (folder: string): readonly string[] | undefined =>
  manifestIn(folder).dure?.businesses;

const modulesIn = (folder: string, patterns: readonly string[]): readonly string[] =>
  patterns
    .flatMap((pattern) => globSync(pattern, { cwd: folder }))
    .map((file) => join(folder, file))
    .toSorted();

/** The nearest folder, upwards, that lists businesses or has some; nothing, if there is none. */
const projectAround = (folder: string): readonly string[] => {
  if (existsSync(join(folder, 'package.json'))) {
    const listed = listedIn(folder);
    const modules = modulesIn(folder, listed ?? usual);
    if (listed || modules.length > 0) return modules;
  }
  const above = dirname(folder);
  return above === folder ? [] : projectAround(above);
};

const isSystem = (of: unknown): of is System =>
  typeof of === 'object' &&
  of !== null &&
  'businessKey' in of &&
  'contexts' in of &&
  Array.isArray(of.contexts) &&
  'name' in of &&
  typeof of.name === 'string';

const noSystem = (file: string): UserError => {
  const written = `export const Shop = system('shop', { … })`;
  return new UserError({
    ko: `${file}에 사업이 없습니다. 이렇게 내보내 주세요: ${written}`,
    en: `${file} exports no business. It should have: ${written}`,
  });
};

/** What a module beside that of a business exports under its own name; nothing without one. */
const beside = (file: string, name: string): Exported | undefined => {
  const paths = ['ts', 'js'].map((ending) => join(dirname(file), `${name}.${ending}`));
  const found = paths.find((path) => existsSync(path));
  return found === undefined ? undefined : { module: pathToFileURL(found).href, name };
};

/** @throws {UserError} the module does not export it. */
const valueOf = async ({ module, name }: Exported): Promise<unknown> => {
  const exported = await loadModule(module);
  if (exported[name] !== undefined) return exported[name];
  const file = basename(fileURLToPath(module));
  const ko = `${file}에서 ${name}을(를) 내보내 주세요: export const ${name} = …`;
  throw new UserError({ ko, en: `${file} exports no ${name}: export const ${name} = …` });
};

const isRehearsed = (of: System): of is Rehearsed => 'invariants' in of;

const businessOf = (file: string, [name, of]: readonly [string, System]): Business => {
  const rehearsal = beside(file, 'rehearsal');
  const documents = beside(file, 'documents');
  const exported = { module: pathToFileURL(file).href, name };
  return {
    name: of.name,
    called: of.name,
    load: async () => of,
    // Modules export what they are named after; what is missing is said.
    rehearsal: async () =>
      rehearsal ? ((await valueOf(rehearsal)) as Rehearsed) : rehearsed(of, {}),
    documents: async () => documents && ((await valueOf(documents)) as Documents),
    fieldNumbers: join(dirname(file), 'grpc', `${of.name}.json`),
    system: rehearsal ?? (isRehearsed(of) ? exported : undefined),
    traffic: beside(file, 'traffic'),
  };
};

/**
 * The businesses that a module exports.
 * @throws {UserError} there are none, or the module cannot be loaded.
 */
const businessesIn = async (file: string, called?: string): Promise<readonly Business[]> => {
  const exported = await loadModule(pathToFileURL(file).href);
  const found = Object.entries(exported).flatMap(([name, of]) =>
    isSystem(of) ? [businessOf(file, [name, of])] : [],
  );
  if (found.length === 0) throw noSystem(basename(file));
  return called === undefined ? found : found.map((one) => ({ ...one, called }));
};

/** The businesses of the project around a folder, in the order of their modules. */
export const ownBusinesses = async (folder: string): Promise<readonly Business[]> => {
  const found = await Promise.all(projectAround(folder).map((file) => businessesIn(file)));
  return found.flat();
};

/** Whether a folder is in a project that depends on Dure, with or without businesses. */
export const isInProject = (folder: string): boolean => {
  if (existsSync(join(folder, 'package.json')))
    return Object.hasOwn(manifestIn(folder).dependencies ?? {}, 'dure');
  const above = dirname(folder);
  return above !== folder && isInProject(above);
};

/** Whether a word on the command line is a path rather than a name. */
export const isPath = (word: string): boolean =>
  word.startsWith('.') || /[/\\]/.test(word) || /\.[jt]s$/.test(word);

/** A name or a path that leads to no business. Whoever has it from a file can say its line. */
export class NoSuchBusiness extends UserError {
  /** As it was written. */
  readonly business: string;
  constructor(business: string, words: Words, exitCode?: number) {
    super(words, exitCode);
    this.business = business;
  }
}

const notThere = (path: string): NoSuchBusiness =>
  new NoSuchBusiness(path, {
    ko: `${path}에 사업이 없습니다: system.ts가 있는 폴더나 그 파일을 적어 주세요`,
    en: `There is no business at ${path}: name a folder that has a system.ts, or such a file`,
  });

/**
 * The businesses at a path: a module, or a folder that has some.
 * @throws {UserError} nothing is there.
 */
export const businessesAt = async (path: string, folder: string): Promise<readonly Business[]> => {
  const target = resolve(folder, path);
  if (!existsSync(target)) throw notThere(path);
  if (!statSync(target).isDirectory()) return businessesIn(target, path);
  const modules = modulesIn(target, usual);
  if (modules.length === 0) throw notThere(path);
  const [only] = modules;
  if (only !== undefined && modules.length === 1) return businessesIn(only, path);
  const each = modules.map((file) => businessesIn(file, `./${relative(folder, file)}`));
  return (await Promise.all(each)).flat();
};
