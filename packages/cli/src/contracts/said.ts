// Findings as lines for people.

import type { Words } from '@dure/domain';
import type { Finding, FindingKind } from '@dure/wall/contracts';
import { LOG } from '@dure/wall/contracts';
import type { Terminal } from '../terminal.ts';

const titles: { readonly [K in FindingKind]: Words } = {
  breaking: { ko: '깨뜨리는 변화', en: 'Breaks others' },
  added: { ko: '새로 생긴 것', en: 'Added' },
  harmless: { ko: '해롭지 않은 변화', en: 'Harmless' },
};

const breaksWords: Words = { ko: '깨지는 쪽', en: 'breaks' };
const unknown: Words = { ko: '알려진 소비자는 없음', en: 'no consumer that is known' };
const todoWords: Words = { ko: '할 일', en: 'what to do' };
const logWords: Words = { ko: '로그에 이미 있는 기록', en: 'records that are in the log' };

const breaksOf = ({ breaks }: Finding, terminal: Terminal): string =>
  breaks.length === 0
    ? terminal.in(unknown)
    : breaks.map((one) => (one === LOG ? terminal.in(logWords) : one)).join(', ');

const linesOf = (finding: Finding, terminal: Terminal): readonly string[] => [
  `  ${finding.where}: ${terminal.in(finding.what)}`,
  ...(finding.is === 'breaking'
    ? [`    ${terminal.in(breaksWords)}: ${breaksOf(finding, terminal)}`]
    : []),
  ...(finding.is === 'breaking' && finding.todo
    ? [`    ${terminal.in(todoWords)}: ${terminal.in(finding.todo)}`]
    : []),
];

/** What has changed, what breaks first. */
export const findingLines = (findings: readonly Finding[], terminal: Terminal): readonly string[] =>
  (['breaking', 'added', 'harmless'] as const).flatMap((kind) => {
    const some = findings.filter(({ is }) => is === kind);
    if (some.length === 0) return [];
    const colour = kind === 'breaking' ? 'red' : kind === 'added' ? 'green' : 'faint';
    const title = terminal.paint(colour, `${terminal.in(titles[kind])} (${some.length})`);
    return [title, ...some.flatMap((one) => linesOf(one, terminal))];
  });
