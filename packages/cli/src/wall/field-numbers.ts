// The numbers that the fields of a business have over gRPC, kept beside it.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { noNumbers, numbersText } from '@dure/grpc';
import type { FieldNumbers } from '@dure/grpc';
import { UserError } from '../command.ts';
import type { Business } from '../project.ts';

type Kept = Pick<Business, 'fieldNumbers'>;

const unreadable = (path: string, cause: unknown): UserError => {
  const ko = `${path}은(는) 필드 번호의 기록이 아닙니다. 저장소의 것으로 되돌려 주세요`;
  const en = `${path} is no record of field numbers. Put the committed one back`;
  return new UserError({ ko, en }, 1, { cause });
};

const isRecord = (read: unknown): read is FieldNumbers =>
  typeof read === 'object' && read !== null && 'messages' in read && 'enums' in read;

/** What was recorded; nothing yet, where there is no file. */
export const recordedNumbers = ({ fieldNumbers: path }: Kept): FieldNumbers => {
  if (!existsSync(path)) return noNumbers;
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isRecord(read)) return read;
  } catch (cause) {
    // Whoever may not read it is told so.
    throw cause instanceof SyntaxError ? unreadable(path, cause) : cause;
  }
  throw unreadable(path, undefined);
};

export const recordNumbers = ({ fieldNumbers: path }: Kept, numbers: FieldNumbers): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, numbersText(numbers));
};
