// What the businesses were asked for, and whether a test shows each of it: `npm run requirements`.
//
// A business lists it in its requirements.ts, and its README has the same as a table. A test shows
// a requirement by naming its id.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { businessNames } from 'dure/businesses';
import type { Label } from '@dure/domain';
import { textFiles, type SourceFile } from './sources.ts';
import { namesOfTests } from './tidy-syntax.ts';

/** By its id, in both languages. */
export type Requirements = { readonly [id: string]: Label };

/** A business, by the name of its folder, and what it was asked for. */
export type Asked = { readonly business: string; readonly requirements: Requirements };

const id = /\b[A-Z]{2,3}-[FN]\d+\b/g;
const row = /^\|\s*([A-Z]{2,3}-[FN]\d+)\s*\|\s*(.+?)\s*\|\s*(.+?)\s*\|$/gm;

const asked = async (business: string): Promise<Asked> => {
  const module = `../systems/${business}/requirements.ts`;
  if (!existsSync(join(import.meta.dirname, module))) return { business, requirements: {} };
  const { requirements } = (await import(module)) as { readonly requirements: Requirements };
  return { business, requirements };
};

/** Of every business that ships. */
export const everythingAsked = (): Promise<readonly Asked[]> =>
  Promise.all(businessNames.map(asked));

/** What no test shows, what tests show although nobody asked, and what a README says otherwise. */
export const complaintsAbout = (
  { business, requirements }: Asked,
  files: readonly SourceFile[],
): readonly string[] => {
  const own = files.filter(({ path }) => path.startsWith(`systems/${business}/`));
  const readme = own.find(({ path }) => path === `systems/${business}/README.md`);
  const ids = Object.keys(requirements);
  if (readme === undefined) return [`${business} has no README`];
  if (ids.length === 0) return [`${business} lists no requirements`];
  const shown = new Set(own.flatMap(idsShownIn));
  const missing = ids.filter((one) => !shown.has(one));
  const unasked = [...shown].filter((one) => !Object.hasOwn(requirements, one));
  return [
    ...missing.map((one) => `${business}: no test names ${one}: ${said(requirements[one])}`),
    ...unasked.map((one) => `${business}: a test names ${one}, which nobody asked for`),
    ...differencesFrom(readme, requirements),
  ];
};

/** The ids in the names of tests that run. A comment or any other string shows nothing. */
const idsShownIn = (file: SourceFile): readonly string[] =>
  /\.test\.tsx?$/.test(file.path) ? namesOfTests(file).flatMap((name) => name.match(id) ?? []) : [];

const differencesFrom = (readme: SourceFile, of: Requirements): readonly string[] => {
  const rows = [...readme.text.matchAll(row)];
  const told = new Map(rows.map(([, one = '', ...words]) => [one, said(words)]));
  return [...new Set([...told.keys(), ...Object.keys(of)])]
    .filter((one) => told.get(one) !== said(of[one]))
    .map((one) => `${readme.path} does not say of ${one} what requirements.ts says`);
};

const said = (words: readonly string[] | undefined): string | undefined => words?.join(' / ');

const tell = async (): Promise<void> => {
  const businesses = await everythingAsked();
  const complaints = businesses.flatMap((of) => complaintsAbout(of, textFiles()));
  for (const complaint of complaints) console.log(complaint);
  const count = businesses.flatMap(({ requirements }) => Object.keys(requirements)).length;
  if (complaints.length === 0)
    console.log(`Tests name all ${count} requirements of ${businesses.length} businesses.`);
  process.exitCode = complaints.length === 0 ? 0 : 1;
};

if (import.meta.main) await tell();
