// What the businesses were asked for, and whether a test shows each of it: `npm run requirements`.
//
// The README of a business lists its requirements in a table. A test shows one by naming its id.

import { isTestCall, testNameOf } from './tidy-syntax.ts';
import { isTest, syntaxOf, textFiles, type SourceFile } from './sources.ts';

export type Requirement = {
  readonly id: string;
  readonly ko: string;
  readonly en: string;
};

const row = /^\|\s*([A-Z]{2,3}-[FN]\d+)\s*\|\s*(.+?)\s*\|\s*(.+?)\s*\|$/gm;
const named = /\b[A-Z]{2,3}-[FN]\d+\b/g;

/** The rows of the table in a README. */
export const requirementsIn = ({ text }: SourceFile): readonly Requirement[] =>
  [...text.matchAll(row)].map(([, id = '', ko = '', en = '']) => ({ id, ko, en }));

/** The ids that the names of tests hold. A comment, a string or a skipped test shows nothing. */
export const idsShownIn = (file: SourceFile): readonly string[] => {
  if (!isTest(file)) return [];
  const names = syntaxOf(file).nodes.filter(isTestCall).map(testNameOf);
  return [...new Set(names.flatMap((name) => name.match(named) ?? []))];
};

export type Findings = {
  /** Of each business, as its folder is called. */
  readonly required: ReadonlyMap<string, readonly Requirement[]>;
  readonly missing: readonly (Requirement & { readonly business: string })[];
};

const readme = /^systems\/([^/]+)\/README\.md$/;

/** What is required, and what of it no test of its own business shows. */
export const findingsIn = (files: readonly SourceFile[]): Findings => {
  const required = new Map<string, readonly Requirement[]>();
  for (const file of files) {
    const [, business = ''] = readme.exec(file.path) ?? [];
    const listed = business === '' ? [] : requirementsIn(file);
    if (listed.length > 0) required.set(business, listed);
  }
  const missing = [...required].flatMap(([business, listed]) => {
    const own = files.filter(({ path }) => path.startsWith(`systems/${business}/`));
    const shown = new Set(own.flatMap(idsShownIn));
    return listed.filter(({ id }) => !shown.has(id)).map((of) => ({ business, ...of }));
  });
  return { required, missing };
};

const tell = ({ required, missing }: Findings): void => {
  for (const { business, id, ko, en } of missing)
    console.log(`${business}: no test names ${id} ${ko} / ${en}`);
  const count = [...required.values()].flat().length;
  const shown = count - missing.length;
  console.log(`${shown} of ${count} requirements of ${required.size} businesses have a test`);
};

if (import.meta.main) {
  const findings = findingsIn(textFiles());
  tell(findings);
  process.exitCode = findings.missing.length === 0 ? 0 : 1;
}
