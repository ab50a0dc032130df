// An audit log in a folder: one entry a line, as JSON, in files that are only ever appended to. It
// is written behind the back of who notes; in memory is what is not written yet.

import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAskedFor, sealed } from '@dure/access';
import type { AuditEntry, AuditLog, AuditNote, AuditPage, AuditQuery, Seal } from '@dure/access';

/** A file is read whole, so that it is kept small; then the next one begins. */
const FILE_BYTES_MAX = 4 * 2 ** 20;
const FLUSH_MS = 100;
/** So many entries may wait; then they are written at once. */
const WAITING_MAX = 1_000;

export type FileAuditOptions = {
  readonly folder: string;
  readonly seal?: Seal | undefined;
  readonly fileBytesMax?: number;
  /** Called when the disk takes nothing. What was noted waits, up to a bound. */
  readonly report?: (cause: unknown) => void;
};

const PATTERN = /^audit-(\d{6})\.jsonl$/;

const fileName = (number: number): string => `audit-${String(number).padStart(6, '0')}.jsonl`;

/** A line that a crash has cut is no entry. */
const entryIn = (line: string): AuditEntry | undefined => {
  try {
    // `note` wrote it.
    return JSON.parse(line) as AuditEntry;
  } catch {
    return undefined;
  }
};

const entriesIn = (text: string): readonly AuditEntry[] =>
  text.split('\n').flatMap((line) => (line === '' ? [] : (entryIn(line) ?? [])));

const numbersIn = (folder: string): readonly number[] =>
  readdirSync(folder)
    .flatMap((name) => PATTERN.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((one, other) => one - other);

const textOf = (folder: string, number: number): string =>
  readFileSync(join(folder, fileName(number)), 'utf8');

/** The last file and the last entry: where that file is new, the one before it has it. */
const endOf = (folder: string) => {
  mkdirSync(folder, { recursive: true });
  const [number, before] = numbersIn(folder).toReversed();
  if (number === undefined) return { number: 1, bytes: 0, last: undefined, isCut: false };
  const text = textOf(folder, number);
  const earlier = before === undefined ? '' : textOf(folder, before);
  const last = entriesIn(text).at(-1) ?? entriesIn(earlier).at(-1);
  const isCut = text !== '' && !text.endsWith('\n');
  return { number, bytes: Buffer.byteLength(text), last, isCut };
};

class FileAudit implements AuditLog {
  readonly #options: FileAuditOptions;
  #file: number;
  #number: number;
  #bytes: number;
  #last: number;
  #before: string;
  #waiting: string[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: FileAuditOptions) {
    const found = endOf(options.folder);
    this.#options = options;
    this.#file = openSync(join(options.folder, fileName(found.number)), 'a');
    this.#number = found.number;
    this.#bytes = found.bytes;
    this.#last = found.last?.sequence ?? 0;
    this.#before = found.last?.seal ?? '';
    // What comes behind a line that was cut begins on a line of its own.
    if (found.isCut) this.#waiting.push('');
  }

  note(note: AuditNote): void {
    this.#last += 1;
    const of = { seal: this.#options.seal, before: this.#before };
    const entry = sealed({ sequence: this.#last, ...note }, of);
    this.#before = entry.seal ?? '';
    this.#waiting.push(JSON.stringify(entry));
    if (this.#waiting.length >= WAITING_MAX) this.#write();
    else this.#timer ??= setTimeout(() => this.#write(), FLUSH_MS).unref();
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    const text = `${this.#waiting.join('\n')}\n`;
    try {
      writeSync(this.#file, text);
    } catch (cause) {
      this.#options.report?.(cause);
      // A disk that is full for long must not fill the memory as well.
      if (this.#waiting.length > WAITING_MAX * 10) this.#waiting.splice(0, WAITING_MAX);
      return;
    }
    this.#waiting = [];
    this.#bytes += Buffer.byteLength(text);
    if (this.#bytes >= (this.#options.fileBytesMax ?? FILE_BYTES_MAX)) this.#next();
  }

  #next(): void {
    fsyncSync(this.#file);
    closeSync(this.#file);
    this.#number += 1;
    this.#bytes = 0;
    this.#file = openSync(join(this.#options.folder, fileName(this.#number)), 'a');
  }

  async page(
    query: AuditQuery,
    { limit, before = Infinity }: { readonly limit: number; readonly before?: number | undefined },
  ): Promise<AuditPage> {
    const entries: AuditEntry[] = [];
    for (const number of numbersIn(this.#options.folder).toReversed()) {
      const found = (await this.#read(number)).filter(({ sequence }) => sequence < before);
      for (const entry of found.toReversed()) {
        if (!isAskedFor(entry, query)) continue;
        if (entries.length === limit) return { entries, before: entries.at(-1)?.sequence ?? 0 };
        entries.push(entry);
      }
    }
    return { entries };
  }

  async *all(query: AuditQuery): AsyncGenerator<AuditEntry> {
    for (const number of numbersIn(this.#options.folder)) {
      for (const entry of await this.#read(number)) if (isAskedFor(entry, query)) yield entry;
    }
  }

  async #read(number: number): Promise<readonly AuditEntry[]> {
    if (number === this.#number) this.#write();
    return entriesIn(await readFile(join(this.#options.folder, fileName(number)), 'utf8'));
  }

  async close(): Promise<void> {
    this.#write();
    fsyncSync(this.#file);
    closeSync(this.#file);
  }
}

/** @throws the folder cannot be written. */
export const fileAudit = (options: FileAuditOptions): AuditLog => new FileAudit(options);
