// `dure new`: a business of one's own in the project around, to begin with.

import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { businessFiles, constantFor, packagesOf } from 'create-dure/business';
import { businessNames } from '../businesses.ts';
import { UserError } from '../command.ts';
import type { Run } from '../command.ts';
import type { NewOptions } from '../command-options.ts';
import { isInProject, ownBusinesses } from '../project.ts';

const MISTAKEN = 2;

const badName = (name: string): UserError =>
  new UserError(
    {
      ko: `${name}: 이름은 영어 소문자, 숫자, 붙임표입니다. 예: dure new flower-shop`,
      en: `${name} is no name: small letters, digits and hyphens, as in dure new flower-shop`,
    },
    MISTAKEN,
  );

const taken = (name: string): UserError =>
  new UserError({
    ko: `이름이 ${name}인 사업이 이미 있습니다. 다른 이름을 적어 주세요`,
    en: `There is a business ${name} already. Give it another name`,
  });

const occupied = (folder: string): UserError =>
  new UserError({
    ko: `${folder}이(가) 비어 있지 않습니다. 다른 이름을 적어 주세요`,
    en: `${folder} is not empty. Give it another name`,
  });

const noProject = (): UserError =>
  new UserError({
    ko: '두레를 쓰는 프로젝트 안이 아닙니다. 먼저: npm create dure my-shop -- --empty',
    en: 'This is in no project that depends on dure. First: npm create dure my-shop -- --empty',
  });

type Manifest = {
  readonly dure?: { readonly businesses?: readonly string[] };
  readonly dependencies?: { readonly [name: string]: string };
  readonly devDependencies?: { readonly [name: string]: string };
};

/** The folder of the project: the nearest upwards that has a manifest. */
const projectOf = (folder: string): string =>
  existsSync(join(folder, 'package.json')) ? folder : projectOf(dirname(folder));

const manifestIn = (project: string): Manifest =>
  // npm reads the same file.
  JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as Manifest;

/** Where a project lists its businesses, the new one is listed, too. */
const list = (project: string, module: string): void => {
  const manifest = manifestIn(project);
  const listed = manifest.dure?.businesses;
  if (!listed) return;
  const dure = { ...manifest.dure, businesses: [...listed, module] };
  const text = `${JSON.stringify({ ...manifest, dure }, undefined, 2)}\n`;
  writeFileSync(join(project, 'package.json'), text);
};

const missingFrom = (project: string, packages: readonly string[]): readonly string[] => {
  const { dependencies = {}, devDependencies = {} } = manifestIn(project);
  return packages.filter((name) => !(name in dependencies) && !(name in devDependencies));
};

const checkName = async (name: string, folder: string): Promise<void> => {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw badName(name);
  if (!isInProject(folder)) throw noProject();
  const own = await ownBusinesses(folder);
  if ([...own.map((one) => one.name), ...businessNames].includes(name)) throw taken(name);
};

const spelt = (name: string): string => {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const newBusiness: Run<NewOptions> = async ({ values, operands, terminal, folder }) => {
  const [name = ''] = operands;
  await checkName(name, folder);
  const project = projectOf(folder);
  const place = join(project, 'systems', name);
  const shown = relative(folder, place);
  if (existsSync(place) && readdirSync(place).length > 0) throw occupied(shown);
  const files = businessFiles({ name, label: [values.label ?? name, spelt(name)] });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), text);
  }
  list(project, `systems/${name}/system.ts`);
  terminal.say(
    terminal.in({
      ko: `${shown}: 서비스 둘과 시험이 있는 사업 ${constantFor(name)}`,
      en: `${shown}: ${constantFor(name)}, a business of two contexts with its tests`,
    }),
  );
  const missing = missingFrom(project, packagesOf(files));
  if (missing.length > 0) terminal.say(`  npm install ${missing.join(' ')}`);
  for (const line of [`dure start ${name}`, 'npm test', `dure wall ${name}`])
    terminal.say(`  ${line}`);
  return 0;
};
