// Whether a file is one of Dure's, and of a version that this program knows.

import type { DatabaseSync } from 'node:sqlite';
import { StoreCannotOpen } from './errors.ts';
import { SCHEMA_VERSION } from './schema.ts';

/** @throws {StoreCannotOpen} the file is of a version that this program does not know. */
export const checkVersion = (file: string, version: number): void => {
  if (version <= SCHEMA_VERSION) return;
  throw new StoreCannotOpen(file, {
    ko: `${file} 파일은 더 새로운 두레가 쓴 것입니다(버전 ${version}). 두레를 새 버전으로 바꿔 주세요.`,
    en: `${file} was written by a newer Dure (version ${version}). Please update Dure.`,
  });
};

const tablesIn = (database: DatabaseSync): readonly string[] =>
  database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all()
    .map(({ name }) => String(name));

export const isEmpty = (database: DatabaseSync): boolean => tablesIn(database).length === 0;

export const hasTable = (database: DatabaseSync, name: string): boolean =>
  tablesIn(database).includes(name);

export const ofAnotherProgram = (file: string): StoreCannotOpen =>
  new StoreCannotOpen(file, {
    ko: `${file} 파일은 다른 프로그램의 데이터베이스입니다. 다른 파일을 골라 주세요.`,
    en: `${file} is the database of another program. Please choose another file.`,
  });
