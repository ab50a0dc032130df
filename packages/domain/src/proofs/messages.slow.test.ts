// What the compiler says to whoever writes a board: what is missing, and at the place where it is.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = import.meta.dirname;
const root = fileURLToPath(new URL('../../../../', import.meta.url));

const head = `
import { aggregate } from '${join(here, '../aggregate.ts')}';
import { nothing, unchanged } from '${join(here, '../known.ts')}';
import { pads, repair, Workshop } from '${join(here, 'workshop.ts')}';
const { event } = Workshop;
export const used = { nothing, unchanged, repair, event };
`;

type Rows = { readonly decide: readonly string[]; readonly evolve: readonly string[] };

const words: Rows = {
  decide: [
    'RequestRepair: { absent: event.RepairRequested },',
    'QuoteRepair: { requested: event.RepairQuoted },',
    'AcceptQuote: { quoted: event.QuoteAccepted },',
    'CompleteRepair: { inRepair: event.RepairCompleted },',
  ],
  evolve: [
    'RepairRequested: { absent: repair.requested },',
    'RepairQuoted: { requested: repair.quoted },',
    'QuoteAccepted: { quoted: repair.inRepair },',
    'RepairCompleted: { inRepair: () => repair.closed() },',
  ],
};

/** The same with functions, whose parameters have the types that the tables give them. */
const functions: Rows = {
  decide: [
    'RequestRepair: { absent: (request) => event.RepairRequested(request) },',
    ...words.decide.slice(1),
  ],
  evolve: [
    'RepairRequested: { absent: (requested) => repair.requested(requested) },',
    ...words.evolve.slice(1),
  ],
};

const kinds = { words, functions };

type Wrong = {
  readonly table: keyof Rows;
  /** The row that is wrong, by its name. */
  readonly row: string;
  /** What stands there instead; nothing, where the row is left out. */
  readonly instead: string;
  /** What the line of the first message shows, and what the message says first. */
  readonly at: string;
  readonly says: string;
};

const wrongs: { readonly [fact: string]: Wrong } = {
  'a command without a rule is named': {
    table: 'decide',
    row: 'AcceptQuote',
    instead: '',
    at: 'decide: {',
    says: "Property 'AcceptQuote' is missing in type",
  },
  'an event without a rule is named': {
    table: 'evolve',
    row: 'QuoteAccepted',
    instead: '',
    at: 'evolve: {',
    says: "Property 'QuoteAccepted' is missing in type",
  },
  'a state that is not there is named, where commands are decided': {
    table: 'decide',
    row: 'AcceptQuote',
    instead: 'AcceptQuote: { qouted: event.QuoteAccepted },',
    at: 'qouted',
    says: `is not assignable to type '"There is no state qouted"'.`,
  },
  'a state that is not there is named, where events are applied': {
    table: 'evolve',
    row: 'QuoteAccepted',
    instead: "QuoteAccepted: { 'quoted, ajar': repair.inRepair },",
    at: 'ajar',
    says: `is not assignable to type '"There is no state ajar"'.`,
  },
  'a field that a note lacks is named': {
    table: 'decide',
    row: 'CompleteRepair',
    instead: 'CompleteRepair: { requested: event.RepairCompleted },',
    at: 'requested',
    says: `is not assignable to type '"price is neither in the message nor in the state"'.`,
  },
  'a field that a state lacks is named, and only that': {
    table: 'evolve',
    row: 'RepairQuoted',
    instead: 'RepairQuoted: { absent: repair.quoted },',
    at: 'absent',
    says: `is not assignable to type '"customerId is neither in the message nor in the state"'.`,
  },
  'an event without rows is told the word for one that changes nothing': {
    table: 'evolve',
    row: 'QuoteAccepted',
    instead: 'QuoteAccepted: {},',
    at: 'QuoteAccepted: {}',
    says: `to type '"An event that changes nothing has the row '*': unchanged"`,
  },
  'a rule for a command that is not there is named': {
    table: 'decide',
    row: 'AcceptQuote',
    instead: 'AcceptQuote: { quoted: event.QuoteAccepted },\n    AcceptQoute: { quoted: nothing },',
    at: 'AcceptQoute',
    says: `is not assignable to type '"There is no AcceptQoute to have a rule for"`,
  },
  'a field that a rule leaves out is named': {
    table: 'decide',
    row: 'CompleteRepair',
    instead: 'CompleteRepair: { inRepair: (complete) => event.RepairCompleted(complete) },',
    at: 'event.RepairCompleted(complete)',
    says: "Property 'price' is missing in type",
  },
};

const tableOf = (name: string, lines: readonly string[]): string => {
  const written = lines.filter((line) => line !== '').map((line) => `    ${line}`);
  return `  ${name}: {\n${written.join('\n')}\n  },`;
};

const boardOf = (rows: Rows, { table, row, instead }: Wrong): string => {
  const wrong = rows[table].map((line) => (line.startsWith(`${row}:`) ? instead : line));
  const linesOf = (name: keyof Rows): readonly string[] => (name === table ? wrong : rows[name]);
  const names = ['decide', 'evolve'] as const;
  const tables = names.map((name) => tableOf(name, linesOf(name))).join('\n');
  return `${head}export const Repair = aggregate('Repair', {\n  ...pads,\n${tables}\n});\n`;
};

/** All that the compiler says of some files, whose exit tells only that it has said something. */
const compiled = (folder: string): Promise<string> =>
  new Promise((resolve) => {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const args = [tsc, '--pretty', 'false', '-p', folder];
    execFile(process.execPath, args, { cwd: folder }, (_cause, said) => resolve(said));
  });

/** The first message about a file: its line, and what it says in at most two lines. */
const firstAbout = (said: string, file: string) => {
  const [, line = '', first = '', second = ''] =
    new RegExp(`${file}\\.ts\\((\\d+),\\d+\\): error [^:]+: (.*)\\n(.*)`).exec(said) ?? [];
  return { line: Number(line), message: second.startsWith('  ') ? `${first}\n${second}` : first };
};

describe('on a board with a mistake', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-messages-'));
  const all = Object.entries(kinds).flatMap(([kind, rows]) =>
    Object.entries(wrongs).map(([fact, wrong]) => ({
      fact: `${fact}, among ${kind}`,
      wrong,
      board: boardOf(rows, wrong),
    })),
  );
  let said = '';
  before(async () => {
    // The boards lie elsewhere, and import by whole paths.
    const compilerOptions = { rewriteRelativeImportExtensions: false };
    const files = all.map((_one, index) => `board${index}.ts`);
    const config = { extends: join(root, 'tsconfig.base.json'), compilerOptions, files };
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    for (const [index, { board }] of all.entries()) {
      writeFileSync(join(folder, `board${index}.ts`), board);
    }
    said = await compiled(folder);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [index, { fact, wrong, board }] of all.entries()) {
    it(fact, () => {
      const { line, message } = firstAbout(said, `board${index}`);
      const text = board.split('\n')[line - 1] ?? '';
      assert.ok(message.includes(wrong.says), message);
      assert.ok(text.includes(wrong.at), `${line}: ${text}`);
    });
  }
});
