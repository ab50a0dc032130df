// Files of consumers: what they need, in a form of their own or as Pact.

import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { isPact, providerOf, readNeeds, readPact } from '@dure/wall/contracts';
import type { ContractRecord, Needs, NotUnderstood } from '@dure/wall/contracts';
import { parse } from 'yaml';
import { UserError } from '../command.ts';
import { notYaml } from '../not-yaml.ts';

export type NeedsFile = {
  /** As it is written on the command line, or below a folder that is. */
  readonly path: string;
  readonly content: unknown;
};

const notThere = (path: string): UserError =>
  new UserError(
    {
      ko: `${path}: 그런 파일이 없습니다. 소비자의 needs 파일이나 Pact 파일을 적어 주세요`,
      en: `There is no ${path}. Name a consumer's file of needs, or a Pact file`,
    },
    2,
  );

const notReadable = (path: string, cause: unknown): UserError => {
  const why = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
  return new UserError(
    { ko: `${path}을(를) 읽을 수 없습니다: ${why}`, en: `${path} cannot be read: ${why}` },
    2,
  );
};

/**
 * The files at some paths; of a folder, those that are called `*.needs.json` or `*.needs.yaml`, and
 * what lies in a folder `pacts`.
 * @throws {UserError} one is not there, or is neither JSON nor YAML.
 */
export const needsFiles = (paths: readonly string[], folder: string): readonly NeedsFile[] =>
  paths.flatMap((path) => {
    const at = resolve(folder, path);
    if (!existsSync(at)) throw notThere(path);
    const found = statSync(at).isDirectory()
      ? globSync(['**/*.needs.{json,yaml,yml}', '**/pacts/*.json'], { cwd: at })
          .filter((name) => !name.includes('node_modules'))
          .toSorted()
          .map((name) => join(at, name))
      : [at];
    return found.map((file) => ({ path: relative(folder, file), content: contentOf(file) }));
  });

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw notReadable(file, cause);
  }
};

const contentOf = (file: string): unknown => {
  const text = textOf(file);
  try {
    return parse(text) as unknown;
  } catch (cause) {
    throw notYaml(file, cause);
  }
};

/** The businesses that a file is about, by name. */
export const businessesNamed = ({ content }: NeedsFile): readonly string[] => {
  if (isPact(content)) return [providerOf(content)];
  return readNeeds(content).needs.map(({ business }) => business);
};

export type Understood = {
  readonly needs: readonly Needs[];
  readonly notUnderstood: readonly (NotUnderstood & { readonly path: string })[];
};

/** What a file needs of a business. */
export const needsIn = ({ path, content }: NeedsFile, record: ContractRecord): Understood => {
  const { needs, notUnderstood } = isPact(content) ? readPact(content, record) : readNeeds(content);
  return {
    needs: needs.filter(({ business }) => business === record.business),
    notUnderstood: notUnderstood.map((one) => ({ ...one, path })),
  };
};
