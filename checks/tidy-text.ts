// What text must look like, whatever language it is in. Each rule returns what is wrong.

import { basename, extname } from 'node:path';
import { isCode, isTest, type SourceFile } from './sources.ts';

export type Rule = (file: SourceFile) => readonly string[];

const columnsMax = 100;
const linesMax = 300;
const linesOfTestMax = 500;

const machinePath = /(?<![\w.-])\/(work|root|Users|home\/(?!node\/)[\w.-]+)\/|\b[A-Z]:\\\\?Users\b/;
// The brackets keep the pattern from matching itself.
const registryAddress =
  /registry\.(npmj[s]|yarnpk[g]|npmmirro[r])\b|:_aut[h]|"resolved": "https?:/i;

export const longLine: Rule = (file) =>
  isCode(file)
    ? linesWhere(
        file,
        (line) => Array.from(line).length > columnsMax,
        `is over ${columnsMax} columns`,
      )
    : [];

export const longFile: Rule = (file) => {
  if (!isCode(file)) return [];
  const lines = file.text.trimEnd().split('\n').length;
  const max = isTest(file) ? linesOfTestMax : linesMax;
  return lines > max ? [`${file.path} has ${lines} lines, over ${max}`] : [];
};

export const trailingWhitespace: Rule = (file) =>
  linesWhere(file, (line) => /\s$/.test(line), 'ends in whitespace');

export const machineDetail: Rule = (file) =>
  linesWhere(
    file,
    (line) => machinePath.test(line) || registryAddress.test(line),
    'names a path of one machine or the address of a registry',
  );

/** `kebab-case.ts`, `kebab-case.test.ts`. Folders alike. */
export const oddFileName: Rule = (file) => {
  if (!isCode(file)) return [];
  const folders = file.path.split('/').slice(0, -1);
  const stem = basename(file.path, extname(file.path));
  const isKebab = [...folders, ...stem.split('.')].every((part) =>
    /^\.?[a-z0-9]+(-[a-z0-9]+)*$/.test(part),
  );
  return isKebab ? [] : [`${file.path} is not in kebab case`];
};

function linesWhere(
  { path, text }: SourceFile,
  isWrong: (line: string) => boolean,
  what: string,
): readonly string[] {
  return text
    .split('\n')
    .flatMap((line, index) => (isWrong(line) ? [`${path}:${index + 1} ${what}`] : []));
}
