// What comments may not be: decoration, leftovers, or promises without an issue.

import { parse } from '@babel/parser';
import { isCode, nodesIn, syntaxOf, type Comment, type SourceFile } from './sources.ts';
import type { Rule } from './tidy-text.ts';

const decoration = /([-=*~#+_─━═—])\1{3,}/;
const promise = /\b(TODO|FIXME|XXX|HACK)\b/;
const promiseWithIssue = /\b(TODO|FIXME|XXX|HACK)\b.*#\d+/;
const halfOfCode =
  /^(\} else|((export|async) )*(if|for|while|switch|function|class|const)\b.*) ?\{$/;

/** Syntax that no sentence happens to be, by how the names of its types begin. */
const codeOnly = new RegExp(
  [
    '^(Call|New|Assignment|Update|Await|Arrow|Import|Export|Variable|Function|Class',
    'Return|Throw|Break|Continue|If|For|While|Switch|Try|TSType|TSInterface)',
  ].join('|'),
);

export const banner: Rule = (file) =>
  commentsWhere(file, ({ value }) => value.split('\n').some(isDecoration), 'is a banner');

export const promiseWithoutIssue: Rule = (file) =>
  commentsWhere(
    file,
    ({ value }) => value.split('\n').some((line) => isEmptyPromise(line)),
    'promises work without naming an issue (#1)',
  );

export const commentedOutCode: Rule = (file) => {
  if (!isCode(file)) return [];
  const suspects = blocksOf(syntaxOf(file).comments).filter(({ text }) => isCodeText(text));
  return suspects.map(({ line }) => `${file.path}:${line} is code in a comment`);
};

/** The rule below the head of a table in Markdown is needed there. */
const isDecoration = (line: string) => decoration.test(line) && !/^\s*\*\s*\|.*\|$/.test(line);

const isEmptyPromise = (line: string) => promise.test(line) && !promiseWithIssue.test(line);

function commentsWhere(
  file: SourceFile,
  isWrong: (comment: Comment) => boolean,
  what: string,
): readonly string[] {
  if (!isCode(file)) return [];
  return syntaxOf(file)
    .comments.filter(isWrong)
    .map(({ loc }) => `${file.path}:${loc.start.line} ${what}`);
}

/** Line comments below each other are one text. JSDoc is left out, because examples live there. */
function blocksOf(comments: readonly Comment[]): readonly { line: number; text: string }[] {
  const blocks: { line: number; last: number; text: string }[] = [];
  for (const { type, value, loc } of comments) {
    if (type === 'CommentBlock' && value.startsWith('*')) continue;
    const before = blocks.at(-1);
    const isNext = type === 'CommentLine' && before?.last === loc.start.line - 1;
    if (isNext) Object.assign(before, { last: loc.end.line, text: `${before.text}\n${value}` });
    else blocks.push({ line: loc.start.line, last: loc.end.line, text: value });
  }
  return blocks;
}

/** A text is code if the whole of it is, or one of its lines. */
function isCodeText(text: string): boolean {
  const lines = text.split('\n').map((line) => line.replace(/^\s*\*? ?/, '').trim());
  return isStatement(text) || lines.some((line) => halfOfCode.test(line) || isStatement(line));
}

function isStatement(text: string): boolean {
  if (text.trim() === '') return false;
  try {
    const { program } = parse(text, {
      sourceType: 'module',
      plugins: ['typescript'],
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
    });
    return nodesIn(program).some(({ type }) => codeOnly.test(type));
  } catch {
    return false;
  }
}
