// `dure contracts verify`: whether the wall gives what consumers need, from their files alone.

import { verifyNeeds } from '@dure/wall/contracts';
import type { ContractRecord, Missing } from '@dure/wall/contracts';
import { UserError } from '../command.ts';
import type { Given } from '../command.ts';
import type { ContractsOptions } from '../command-options.ts';
import { nearest } from '../did-you-mean.ts';
import { saidBy } from './diff.ts';
import { businessesNamed, needsFiles, needsIn } from './needs-files.ts';
import type { NeedsFile, Understood } from './needs-files.ts';

const noFiles = new UserError(
  {
    ko: '소비자의 파일을 적어 주세요. 예: dure contracts verify messages.needs.yaml',
    en: "Name the consumers' files: dure contracts verify messages.needs.yaml",
  },
  2,
);

type Result = {
  readonly consumers: ReadonlySet<string>;
  readonly missing: readonly (Missing & { readonly path: string })[];
  readonly notUnderstood: Understood['notUnderstood'];
};

export const verify = async (given: Given<ContractsOptions>): Promise<number> => {
  const { operands, values, terminal, folder } = given;
  if (operands.length < 2) throw noFiles;
  const files = needsFiles(operands.slice(1), folder);
  const results = [];
  for (const file of files) results.push(await ofFile(file, given));
  const result: Result = {
    consumers: new Set(results.flatMap(({ consumers }) => [...consumers])),
    missing: results.flatMap(({ missing }) => missing),
    notUnderstood: results.flatMap(({ notUnderstood }) => notUnderstood),
  };
  if (values.format === 'json') {
    const { missing, notUnderstood } = result;
    terminal.say(JSON.stringify({ missing, notUnderstood }, undefined, 2));
  } else say(result, given);
  return result.missing.length > 0 || result.consumers.size === 0 ? 1 : 0;
};

const ofFile = async (file: NeedsFile, given: Given<ContractsOptions>): Promise<Result> => {
  const { values, folder } = given;
  const wanted =
    values.record === undefined ? [...new Set(businessesNamed(file))] : [values.record];
  const records: ContractRecord[] = [];
  for (const word of wanted) records.push((await saidBy(word, folder)).record);
  const all = records.map((record) => {
    const { needs, notUnderstood } = needsIn(file, record);
    const missing = needs.flatMap((of) => verifyNeeds(record, of, nearest));
    return { needs, notUnderstood, missing };
  });
  return {
    consumers: new Set(all.flatMap(({ needs }) => needs.map(({ consumer }) => consumer))),
    missing: all.flatMap(({ missing }) => missing.map((one) => ({ ...one, path: file.path }))),
    notUnderstood: all.flatMap(({ notUnderstood }) => notUnderstood),
  };
};

const nobody = {
  ko: '이 파일들에는 이 사업에서 필요한 것이 없습니다. consumer와 needs를 확인해 주세요',
  en: 'These files need nothing of this business. Look at their consumer and needs',
};

const say = ({ consumers, missing, notUnderstood }: Result, given: Given<ContractsOptions>) => {
  const { terminal } = given;
  for (const { consumer, where, what, path } of missing) {
    terminal.say(`${path} · ${consumer}: ${where}: ${terminal.in(what)}`);
  }
  const heading = { ko: '알아듣지 못한 것', en: 'Not understood' };
  if (notUnderstood.length > 0) terminal.say(`${terminal.in(heading)}:`);
  for (const { path, where, what } of notUnderstood) terminal.say(`  ${path} · ${where}: ${what}`);
  if (consumers.size === 0) return terminal.tell(terminal.in(nobody));
  const names = [...consumers].join(', ');
  if (missing.length === 0) {
    terminal.say(terminal.in({ ko: `모두 있습니다: ${names}`, en: `All is given: ${names}` }));
  }
};
