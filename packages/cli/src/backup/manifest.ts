// What a backup says of itself. It is written last: a folder without it is no backup.

import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../command.ts';
import type { Held } from './positions.ts';

const FILE = 'backup.json';
/** Counts the changes of what a backup is. One of a later kind belongs to a newer Dure. */
export const BACKUP_VERSION = 2;
/** As long as all contexts are in it, earlier versions can restore it. */
const WHOLE_VERSION = 1;

/** A context is left out since its data was dropped: an earlier version would begin it anew. */
export const versionFor = (isWhole: boolean): number => (isWhole ? WHOLE_VERSION : BACKUP_VERSION);

export type Copied = Held & {
  /** Relative to the folder of the backup. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
};

export type Manifest = {
  readonly version: number;
  readonly business: string;
  /** The instant of which all files are, as ISO 8601. */
  readonly at: string;
  readonly contexts: { readonly [context: string]: Copied };
  /** Since when contexts were retired. Those without data are not among the contexts. */
  readonly retired?: { readonly [context: string]: string };
};

export const sha256Of = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
};

export const writeManifest = (folder: string, manifest: Manifest): void =>
  writeFileSync(manifestFile(folder), `${JSON.stringify(manifest, undefined, 2)}\n`);

const noBackup = (folder: string): UserError =>
  new UserError({
    ko: `${folder}은(는) 끝까지 쓰인 백업이 아닙니다. dure backup이 쓴 폴더를 주세요`,
    en: `${folder} is no backup, or one that was not finished. Give a folder of dure backup`,
  });

const tooNew = (folder: string): UserError =>
  new UserError({
    ko: `${folder}은(는) 더 새로운 두레의 백업입니다. 두레를 새 버전으로 바꿔 주세요`,
    en: `${folder} is a backup of a newer Dure. Please update Dure`,
  });

export const manifestFile = (folder: string): string => join(folder, FILE);

/** @throws {UserError} it is no backup, or one of a newer Dure. */
export const manifestIn = (folder: string): Manifest => {
  const file = manifestFile(folder);
  if (!existsSync(file)) throw noBackup(folder);
  const manifest = parsed(readFileSync(file, 'utf8'));
  // A later version may have another shape.
  if (versionOf(manifest) > BACKUP_VERSION) throw tooNew(folder);
  if (!isWhole(manifest)) throw noBackup(folder);
  return manifest;
};

const versionOf = (of: unknown): number => Number(Object(of)['version'] ?? 0);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** `writeManifest` wrote it. */
const isWhole = (of: unknown): of is Manifest => {
  const { business, at, contexts } = fieldsOf(of);
  const isSaid = versionOf(of) > 0 && typeof business === 'string' && typeof at === 'string';
  if (!isSaid || typeof contexts !== 'object' || contexts === null) return false;
  return !Array.isArray(contexts) && Object.values(contexts).every(isOfFile);
};

const isOfFile = (of: unknown): boolean => {
  const { file, sha256 } = fieldsOf(of);
  return typeof file === 'string' && typeof sha256 === 'string';
};

const fieldsOf = (of: unknown): { readonly [name: string]: unknown } => Object(of);

/** Its files were written anew on purpose; what else the backup says of itself stays. */
export const measureAgain = async (folder: string): Promise<void> => {
  if (!existsSync(manifestFile(folder))) return;
  const manifest = manifestIn(folder);
  const contexts: { [context: string]: Copied } = {};
  for (const [context, copied] of Object.entries(manifest.contexts)) {
    const path = join(folder, copied.file);
    contexts[context] = { ...copied, bytes: statSync(path).size, sha256: await sha256Of(path) };
  }
  writeManifest(folder, { ...manifest, contexts });
};

const damaged = (file: string): UserError =>
  new UserError({
    ko: `${file}이(가) 백업한 그대로가 아닙니다. 다른 백업을 쓰세요`,
    en: `${file} is not as it was backed up. Use another backup`,
  });

/** @throws {UserError} a file is missing, or not what was written. */
export const checkFiles = async (folder: string, { contexts }: Manifest): Promise<void> => {
  for (const { file, sha256 } of Object.values(contexts)) {
    const path = join(folder, file);
    if (!existsSync(path) || (await sha256Of(path)) !== sha256) throw damaged(path);
  }
};
