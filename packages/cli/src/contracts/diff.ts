// `dure contracts diff`: what has changed since a release, in words, and whom it breaks.

import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { System } from '@dure/domain';
import { diffRecords, isBroken, recordOf, unliftedExamples } from '@dure/wall/contracts';
import type { ContractRecord, Needs } from '@dure/wall/contracts';
import { chosenBusiness } from '../choose.ts';
import { UserError } from '../command.ts';
import type { Given } from '../command.ts';
import type { ContractsOptions } from '../command-options.ts';
import { isPath } from '../project.ts';
import { publishedVersions, readRecord } from './folder.ts';
import { needsFiles, needsIn } from './needs-files.ts';
import { findingLines } from './said.ts';

const NOW = 'now';

/** A folder that has no module of a business is one of what is published. */
const isPublished = (at: string): boolean =>
  existsSync(at) && statSync(at).isDirectory() && !existsSync(join(at, 'system.ts'));

/** What is published, and the wall that says so; without it where it was read from a folder. */
export type Said = { readonly record: ContractRecord; readonly system?: System };

/** What is meant by a word: a published folder, or what a business says now. */
export const saidBy = async (word: string, folder: string): Promise<Said> => {
  const at = resolve(folder, word);
  if (isPath(word) && isPublished(at)) return { record: readRecord(at) };
  const system = await (await chosenBusiness(word, folder)).load();
  return { record: recordOf(system, NOW), system };
};

const notPublished = (business: string, out: string): UserError =>
  new UserError(
    {
      ko: `${out}/${business}에 발행된 계약이 없습니다. 먼저: dure contracts publish ${business}`,
      en: `${out}/${business} has no published contract. First: dure contracts publish ${business}`,
    },
    2,
  );

const whichOnes = new UserError(
  {
    ko: '무엇과 무엇을 견줄까요? 예: dure contracts diff contracts/lodging/0.1.0 lodging',
    en: 'Which two? For example: dure contracts diff contracts/lodging/0.1.0 lodging',
  },
  2,
);

type Pair = readonly [released: ContractRecord, now: Said];

/** With one word, what it says now is compared with what was published last. */
const pairOf = async ({ operands, values, folder }: Given<ContractsOptions>): Promise<Pair> => {
  const [, released, now] = operands;
  if (released === undefined) throw whichOnes;
  const first = await saidBy(released, folder);
  if (now !== undefined) return [first.record, await saidBy(now, folder)];
  const { business } = first.record;
  const all = resolve(folder, values.out, business);
  const last = publishedVersions(all).at(-1);
  if (last === undefined) throw notPublished(business, values.out);
  return [readRecord(join(all, last)), first];
};

const needsOf = (
  { values, folder }: Given<ContractsOptions>,
  record: ContractRecord,
): readonly Needs[] =>
  needsFiles(values.needs, folder).flatMap((file) => needsIn(file, record).needs);

export const diff = async (given: Given<ContractsOptions>): Promise<number> => {
  const { terminal, values } = given;
  const [released, { record: now, system }] = await pairOf(given);
  const findings = [
    ...diffRecords(released, now, needsOf(given, released)),
    ...(system ? unliftedExamples(released, system) : []),
  ];
  const broken = isBroken(findings);
  if (values.format === 'json') {
    terminal.say(JSON.stringify({ isBroken: broken, findings }, undefined, 2));
    return broken ? 1 : 0;
  }
  const of = `${released.business} ${released.version} → ${now.version}`;
  terminal.say(`${of}: ${terminal.in(findings.length === 0 ? same : verdict(broken))}`);
  for (const line of findingLines(findings, terminal)) terminal.say(line);
  return broken ? 1 : 0;
};

const same = { ko: '달라진 것이 없습니다', en: 'nothing has changed' };

const verdict = (isBreaking: boolean) =>
  isBreaking
    ? { ko: '깨지는 쪽이 있습니다', en: 'this breaks others' }
    : { ko: '아무도 깨지지 않습니다', en: 'this breaks no one' };
