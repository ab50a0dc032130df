// Writes the reference of the vocabulary from the docstrings of the domain package:
// `node_modules/.bin/node scripts/vocabulary/vocabulary.ts`.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { regionOf } from '../../checks/docs.ts';
import { root, textFiles } from '../../checks/sources.ts';
import type { SourceFile } from '../../checks/sources.ts';
import { docstringFor, fileOf, optionsOf } from './docstrings.ts';
import type { Option } from './docstrings.ts';
import { sections } from './sections.ts';
import type { Entry, Section } from './sections.ts';

export const PAGE = 'docs/reference/vocabulary.md';

const EXAMPLES = 'examples/bicycles';

const files = textFiles();

export const domainFiles: readonly SourceFile[] = files.filter(
  ({ path }) => /^packages\/domain\/src\/[^/]+\.ts$/.test(path) && !path.endsWith('.test.ts'),
);

/** What a word is called on the page, where that is not the name of its type. */
const headings: { readonly [type: string]: string } = {
  Claim: '`claims`',
  Known: '`known`',
  ViewNote: '`view.….follows`',
};

/** What is said above the options of a part. */
const parts: { readonly [type: string]: string } = {
  Actors: 'Of each actor:',
  Bounds: 'The bounds of a number:',
  Step: 'Of each step:',
};

const optionsIn = (type: string, beside: SourceFile | undefined): readonly Option[] => {
  const near = beside ? optionsOf(beside, type) : [];
  if (near.length > 0) return near;
  return domainFiles.map((one) => optionsOf(one, type)).find(({ length }) => length > 0) ?? [];
};

type Part = { readonly type: string; readonly options: readonly Option[] };

const partsOf = ({ name, options = [] }: Entry): readonly Part[] => {
  const beside = fileOf(domainFiles, name);
  return options.map((type) => ({ type, options: optionsIn(type, beside) }));
};

const escaped = (text: string): string => text.replaceAll('|', '\\|');

const columns = { required: 'required', optional: '', or: 'one of' } as const;

/** The parts of an entry, each with a table; those without words of their own in one. */
const tables = (entry: Entry): readonly string[] =>
  partsOf(entry).flatMap(({ type, options }, index) => {
    const says = parts[type];
    const isNew = index === 0 || says !== undefined;
    const head = ['| Option | | What it says |', '| --- | --- | --- |'];
    const rows = options.map(
      (one) => `| \`${one.name}\` | ${columns[one.is]} | ${escaped(one.says ?? '')} |`,
    );
    return [...(isNew ? ['', ...(says ? [says, ''] : []), ...head] : []), ...rows];
  });

const example = ({ example: of }: Entry): readonly string[] => {
  if (of === undefined) return [];
  const [path = '', region = ''] = of.split('#');
  const file = files.find((one) => one.path === `${EXAMPLES}/${path}`);
  const code = file && regionOf(file, region);
  if (code === undefined) throw new Error(`There is no region ${of} in ${EXAMPLES}.`);
  return [`<!-- from ${EXAMPLES}/${path}#${region} -->`, '', '```ts', code, '```', ''];
};

const entryLines = (entry: Entry): readonly string[] => [
  `### ${headings[entry.name] ?? `\`${entry.name}\``}`,
  '',
  docstringFor(domainFiles, entry.name) ?? '',
  '',
  ...tables(entry),
  '',
  ...example(entry),
];

const sectionLines = ({ title, says, entries }: Section): readonly string[] => [
  `## ${title}`,
  '',
  says,
  '',
  ...entries.flatMap(entryLines),
];

/** The page, before it is formatted. */
export const vocabularyPage = (): string =>
  [
    '<!-- Made by scripts/vocabulary/vocabulary.ts from the docstrings of packages/domain. -->',
    '',
    '# The vocabulary',
    '',
    'Every word that a board is written with, its options, and an example. The examples are',
    'one small business, a bicycle rental: [examples/bicycles](../../examples/bicycles/system.ts).',
    'Words without an example of their own stand in the one above them.',
    '',
    ...sections.flatMap(sectionLines),
  ].join('\n');

/** As it is kept: the formatter has the last word. */
export const formattedPage = async (): Promise<string> => {
  const { format, resolveConfig } = await import('prettier');
  const filepath = join(root, PAGE);
  const config = await resolveConfig(filepath);
  return format(vocabularyPage(), { ...config, filepath });
};

/** The words whose docstring, or an option's, is missing. */
export const undescribed = (): readonly string[] =>
  sections.flatMap(({ entries }) =>
    entries.flatMap((entry) => [
      ...(docstringFor(domainFiles, entry.name) ? [] : [entry.name]),
      ...partsOf(entry).flatMap(({ type, options }) => [
        ...options.flatMap(({ name, says }) => (says ? [] : [`${type}: ${name}`])),
        ...(options.length === 0 ? [`${type}: no options`] : []),
      ]),
    ]),
  );

if (import.meta.main) {
  writeFileSync(join(root, PAGE), await formattedPage());
  console.log(PAGE);
}
