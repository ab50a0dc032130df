// What is wrong with YAML that a person has written, in words. The library has English ones alone.

import type { Words } from '@dure/domain';
import { UserError } from './command.ts';

const MISTAKEN = 2;

type Reason = Words & {
  readonly code: string;
  /** Where the library has one code for several things, the words by which this is known. */
  readonly says?: RegExp;
};

/** What happens to those who write it by hand; the rest is told by the library's own words. */
const reasons: readonly Reason[] = [
  { code: 'DUPLICATE_KEY', ko: '같은 항목이 두 번 있습니다', en: 'a key stands there twice' },
  { code: 'MULTIPLE_DOCS', ko: '문서가 여럿입니다', en: 'there are several documents' },
  { code: 'TAB_AS_INDENT', ko: '탭으로 들여쓸 수 없습니다', en: 'tabs are no indentation' },
  {
    code: 'MISSING_CHAR',
    says: /^Missing closing|\bend with a\b/,
    ko: '닫는 기호가 빠졌습니다',
    en: 'what was opened is not closed',
  },
  {
    code: 'MISSING_CHAR',
    says: /^Implicit map keys/,
    ko: '콜론(:)이 빠졌습니다',
    en: 'a colon is missing',
  },
  { code: 'MISSING_CHAR', ko: '기호나 빈칸이 빠졌습니다', en: 'a sign or a space is missing' },
  { code: 'MULTILINE_IMPLICIT_KEY', ko: '콜론(:)이 빠졌습니다', en: 'a colon is missing' },
  {
    code: 'BAD_INDENT',
    says: /^Flow /,
    ko: '들여쓰기가 맞지 않거나 괄호가 닫히지 않았습니다',
    en: 'the indentation does not fit, or a bracket is not closed',
  },
  { code: 'BAD_INDENT', ko: '들여쓰기가 맞지 않습니다', en: 'the indentation does not fit' },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    ko: '들여쓰기가 맞지 않습니다',
    en: 'the indentation does not fit',
  },
];

const unexplained: Words = { ko: '문법이 맞지 않습니다', en: 'its syntax is wrong' };

/** What the library throws or lists; what it throws of aliases has a message alone. */
type Trouble = {
  readonly code?: string;
  readonly message?: string;
  readonly linePos?: readonly { readonly line: number; readonly col: number }[];
};

/** Of the text of a file that is no YAML: its line and its column, if the library knows them. */
export const notYaml = (file: string, cause: unknown): UserError => {
  const { code = '', message = String(cause), linePos: [at] = [] }: Trouble = Object(cause);
  const place = at ? `${file}:${at.line}:${at.col}` : file;
  const [first = ''] = message.split('\n');
  const detail = first.replace(/ at line \d+, column \d+:$/, '');
  const isIt = (of: Reason): boolean => of.code === code && (of.says?.test(detail) ?? true);
  const { ko, en } = reasons.find(isIt) ?? unexplained;
  return new UserError(
    {
      ko: `${place}: YAML로 읽을 수 없습니다. ${ko} (${detail})`,
      en: `${place}: cannot be read as YAML: ${en} (${detail})`,
    },
    MISTAKEN,
    { cause },
  );
};
