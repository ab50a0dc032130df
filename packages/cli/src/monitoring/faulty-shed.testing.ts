// A tool shed whose rules have faults, each of which a command calls forth.

import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../../..');

/** So many days make the rule throw, or compute for a second and a half. */
export const THROWS = 13;
export const COMPUTES = 12;
/** A reminder of what is lent now is due after so many milliseconds. */
const DUE_MS = 1_500;

const faults = `
        if (lend.days === ${THROWS}) throw new Error('A fault of the board.');
        const until = performance.now() + (lend.days === ${COMPUTES} ? 1_500 : 0);
        while (performance.now() < until);`;

const change = (file: string, from: string, to: string): void => {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}.`);
  writeFileSync(file, text.replace(from, to));
};

/** Where it lies; whoever is thanked twice is thanked in vain. */
export const faultyShed = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-faulty-shed-'));
  cpSync(join(root, 'examples/tool-shed'), folder, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const shed = join(folder, 'shed/board.ts');
  const rule = '(lend, _tool, { today, setting: value }) => {';
  change(shed, rule, `${rule}${faults}`);
  change(shed, `({ dueDay }) => instantAt(dueDay, '18:00')`, `() => Date.now() + ${DUE_MS}`);
  change(shed, "import { instantAt } from '@dure/domain/korea';\n", '');
  const thanks = join(folder, 'thanks/board.ts');
  const from = 'thanked: (thank, { times }) =>';
  change(thanks, from, `thanked: (thank, { times }) => thank.nothing.at.all +`);
  return folder;
};
