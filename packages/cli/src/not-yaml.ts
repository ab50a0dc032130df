// What is wrong with YAML that a person has written, in words. The library has English ones alone.

import type { Words } from '@dure/domain';
import { UserError } from './command.ts';

const MISTAKEN = 2;

/** What happens to those who write it by hand; the rest is told by the library's own words. */
const reasons: { readonly [code: string]: Words } = {
  BAD_INDENT: {
    ko: '들여쓰기가 맞지 않거나 괄호가 닫히지 않았습니다',
    en: 'the indentation does not fit, or a bracket is not closed',
  },
  DUPLICATE_KEY: { ko: '같은 항목이 두 번 있습니다', en: 'a key stands there twice' },
  MISSING_CHAR: { ko: '닫는 기호가 빠졌습니다', en: 'what was opened is not closed' },
  MULTIPLE_DOCS: { ko: '문서가 여럿입니다', en: 'there are several documents' },
  TAB_AS_INDENT: { ko: '탭으로 들여쓸 수 없습니다', en: 'tabs are no indentation' },
};

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
  const { ko, en } = reasons[code] ?? unexplained;
  return new UserError(
    {
      ko: `${place}: YAML로 읽을 수 없습니다. ${ko} (${detail})`,
      en: `${place}: cannot be read as YAML: ${en} (${detail})`,
    },
    MISTAKEN,
    { cause },
  );
};
