// The folder of what is published: `contracts/<business>/<version>/<context>.json`.

import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECORD_FORMAT } from '@dure/wall/contracts';
import type { ContractRecord, RecordedContext } from '@dure/wall/contracts';
import { UserError } from '../command.ts';

const jsonFiles = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted();

const noRecord = (folder: string): UserError =>
  new UserError(
    {
      ko: `${folder}에 발행된 계약이 없습니다. 예: contracts/lodging/0.1.0`,
      en: `${folder} has no published contract. It is a folder such as contracts/lodging/0.1.0`,
    },
    2,
  );

const unreadable = (file: string): UserError =>
  new UserError(
    {
      ko: `${file}은(는) 발행된 계약이 아닙니다. dure contracts publish가 쓴 파일이어야 합니다`,
      en: `${file} is no published contract. It should be a file that dure contracts publish wrote`,
    },
    2,
  );

const newer = (file: string, format: number): UserError => {
  const [ko, en] = ['더 새로운 두레가 쓴 파일입니다', 'A newer Dure has written it'];
  return new UserError(
    {
      ko: `${file}: ${ko} (format ${format}). 두레를 올려 주세요`,
      en: `${file}: ${en} (format ${format}). Upgrade Dure to read it`,
    },
    2,
  );
};

const contextIn = (folder: string, name: string): RecordedContext => {
  const file = join(folder, name);
  const read = jsonIn(file);
  if (read.context === undefined || read.business === undefined) throw unreadable(file);
  if ((read.format ?? 0) > RECORD_FORMAT) throw newer(file, read.format ?? 0);
  // It says of itself that it is a record of this format.
  return read as RecordedContext;
};

const jsonIn = (file: string): Partial<RecordedContext> => {
  try {
    // What it is, its members say.
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<RecordedContext>;
  } catch {
    throw unreadable(file);
  }
};

/**
 * What is published in a folder.
 * @throws {UserError} there is none, or a file of it cannot be read.
 */
export const readRecord = (folder: string): ContractRecord => {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw noRecord(folder);
  const contexts = jsonFiles(folder).map((name) => contextIn(folder, name));
  const [first] = contexts;
  if (!first) throw noRecord(folder);
  return { business: first.business, version: first.version, contexts };
};

/** A file is written as a person reads it, and ends with a line. */
export const fileText = (context: RecordedContext): string =>
  `${JSON.stringify(context, undefined, 2)}\n`;

/** Writes a record, one file for each context. */
export const writeRecord = (folder: string, record: ContractRecord): void => {
  mkdirSync(folder, { recursive: true });
  for (const context of record.contexts) {
    writeFileSync(join(folder, `${context.context}.json`), fileText(context));
  }
};

/** Whether a folder has exactly this. */
export const isRecorded = (folder: string, record: ContractRecord): boolean => {
  const names = record.contexts.map(({ context }) => `${context}.json`).toSorted();
  if (JSON.stringify(jsonFiles(folder)) !== JSON.stringify(names)) return false;
  return record.contexts.every(
    (of) => readFileSync(join(folder, `${of.context}.json`), 'utf8') === fileText(of),
  );
};

type Version = readonly [major: number, minor: number, patch: number];

/** Nothing, where it is no version such as 1.2.3. */
export const versionOf = (text: string): Version | undefined => {
  const [, ...parts] = /^(\d+)\.(\d+)\.(\d+)$/.exec(text) ?? [];
  const [major, minor, patch] = parts.map(Number);
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  return [major, minor, patch];
};

const isLater = (one: Version, other: Version): boolean => {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at >= 0 && (one[at] ?? 0) > (other[at] ?? 0);
};

/** The published versions of a business, the earliest first. */
export const publishedVersions = (folder: string): readonly string[] => {
  if (!existsSync(folder)) return [];
  const all = readdirSync(folder).flatMap((name) => {
    const version = versionOf(name);
    return version ? [{ name, version }] : [];
  });
  return all
    .toSorted((one, other) => (isLater(one.version, other.version) ? 1 : -1))
    .map(({ name }) => name);
};

/** Whether a version may break the one before it: its first number that counts is raised. */
export const mayBreak = (before: string, now: string): boolean => {
  const [was, is] = [versionOf(before), versionOf(now)];
  if (!was || !is) return false;
  return was[0] === 0 && is[0] === 0 ? is[1] > was[1] : is[0] > was[0];
};

/** The least version that may break what was published. */
export const nextBreaking = (before: string): string => {
  const [major, minor] = versionOf(before) ?? [0, 0];
  return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
};
