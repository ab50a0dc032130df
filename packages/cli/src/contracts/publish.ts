// `dure contracts publish`: what the wall says now becomes the record of a version.

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { diffRecords, isBroken, recordOf } from '@dure/wall/contracts';
import type { ContractRecord } from '@dure/wall/contracts';
import { chosenBusinesses } from '../choose.ts';
import { UserError } from '../command.ts';
import type { Given } from '../command.ts';
import type { ContractsOptions } from '../command-options.ts';
import type { Terminal } from '../terminal.ts';
import { version as versionOfDure } from '../version.ts';
import { writing } from '../writing.ts';
import {
  isRecorded,
  mayBreak,
  nextBreaking,
  publishedVersions,
  readRecord,
  versionOf,
  writeRecord,
} from './folder.ts';
import { findingLines } from './said.ts';

/** The version of the project around a folder; that of Dure, where there is none. */
export const versionHere = (folder: string): string => {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return versionOfDure();
  // A manifest is an object.
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version?: string };
  return version ?? versionOfDure();
};

const noVersion = (text: string): UserError =>
  new UserError(
    {
      ko: `${text}은(는) 버전이 아닙니다. 세 수로 적어 주세요: --version 0.2.0`,
      en: `${text} is no version. Write three numbers: --version 0.2.0`,
    },
    2,
  );

export const publish = async (given: Given<ContractsOptions>): Promise<number> => {
  const { values, operands, folder, terminal } = given;
  const version = values.version ?? versionHere(folder);
  if (!versionOf(version)) throw noVersion(version);
  const businesses = await chosenBusinesses(operands.slice(1), folder);
  let code = 0;
  for (const business of businesses) {
    const record = recordOf(await business.load(), version);
    const at = resolve(folder, values.out, business.name);
    code = Math.max(
      code,
      writing('--out', () => publishOne(given, record, at)),
    );
  }
  if (businesses.length === 0) terminal.tell(terminal.in({ ko: '사업이 없습니다', en: 'None' }));
  return code;
};

const publishOne = (
  { values, terminal }: Given<ContractsOptions>,
  record: ContractRecord,
  at: string,
): number => {
  const { business, version } = record;
  const shown = `${values.out}/${business}/${version}`;
  const folder = join(at, version);
  if (existsSync(folder)) {
    const same = isRecorded(folder, record);
    terminal[same ? 'say' : 'tell'](terminal.in(same ? already(shown) : changed(shown, version)));
    return same ? 0 : 1;
  }
  if (breaksLast(terminal, record, at)) return 1;
  writeRecord(folder, record);
  terminal.say(terminal.in({ ko: `${shown}에 발행했습니다`, en: `Published ${shown}` }));
  return 0;
};

/** Whether it would break what was published last, and promises that it does not. */
const breaksLast = (terminal: Terminal, record: ContractRecord, at: string): boolean => {
  const before = publishedVersions(at).at(-1);
  if (before === undefined || mayBreak(before, record.version)) return false;
  const findings = diffRecords(readRecord(join(at, before)), record);
  if (!isBroken(findings)) return false;
  for (const line of findingLines(findings, terminal)) terminal.tell(line);
  terminal.tell(terminal.in(tooSmall(record.version, before)));
  return true;
};

const already = (shown: string) => ({
  ko: `${shown}: 이미 그대로 발행되어 있습니다`,
  en: `${shown} is published already, as it is`,
});

const raised = (version: string): string => `--version ${nextBreaking(version)}`;

const changed = (shown: string, version: string) => ({
  ko: `${shown}: 이미 발행되었고 지금 벽과 다릅니다. 올려 주세요: ${raised(version)}`,
  en: `${shown} is published, and the wall has changed since. Raise it: ${raised(version)}`,
});

const tooSmall = (version: string, before: string) => ({
  ko: `${version}은(는) ${before}을(를) 쓰는 쪽을 깨뜨립니다. 고치거나 ${raised(before)}`,
  en: `${version} would break who uses ${before}. Mend it, or publish ${raised(before)}`,
});
