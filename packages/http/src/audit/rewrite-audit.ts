// An audit log written anew, where a person was erased: everything else stays as it was, and the
// seals from the first change on are made again.

import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { sealed } from '@dure/access';
import type { AuditEntry, Seal } from '@dure/access';

export type RewrittenAudit = {
  readonly changed: number;
  /** The seal of the last entry, before and after; where nothing was sealed, nothing. */
  readonly sealBefore?: string;
  readonly sealAfter?: string;
};

type Options = {
  readonly folder: string;
  readonly seal: Seal;
  readonly rewrite: (entry: AuditEntry) => AuditEntry;
};

const isFile = (name: string): boolean => /^audit-\d{6}\.jsonl$/.test(name);

/**
 * No process may have the log open. A file is replaced whole; after a crash between two of them it
 * is done again.
 */
export const rewriteAudit = ({ folder, seal, rewrite }: Options): RewrittenAudit => {
  const chain = new Chain(seal, rewrite);
  for (const name of readdirSync(folder).filter(isFile).toSorted()) {
    const path = join(folder, name);
    const before = readFileSync(path, 'utf8');
    const after = before
      .split('\n')
      .map((line) => chain.next(line))
      .join('\n');
    if (after !== before) replace(path, after);
  }
  return chain.rewritten;
};

class Chain {
  readonly #seal: Seal;
  readonly #rewrite: Options['rewrite'];
  #before: string | undefined;
  #after: string | undefined;
  #changed = 0;

  constructor(seal: Seal, rewrite: Options['rewrite']) {
    this.#seal = seal;
    this.#rewrite = rewrite;
  }

  get rewritten(): RewrittenAudit {
    return {
      changed: this.#changed,
      ...(this.#before === undefined ? {} : { sealBefore: this.#before }),
      ...(this.#after === undefined ? {} : { sealAfter: this.#after }),
    };
  }

  next(line: string): string {
    const entry = entryIn(line);
    // A line that a crash has cut is no entry, and may hold half of one: nothing of it is kept.
    if (!entry) return '';
    const { seal: written, ...plain } = entry;
    const rewritten = this.#rewrite(plain);
    if (JSON.stringify(rewritten) !== JSON.stringify(plain)) this.#changed += 1;
    this.#before = written ?? this.#before;
    // Up to the first change nothing is sealed again: a fault that was there stays to be seen.
    if (this.#changed === 0) {
      this.#after = this.#before;
      return line;
    }
    if (written === undefined) return JSON.stringify(rewritten);
    const next = sealed(rewritten, { seal: this.#seal, before: this.#after ?? '' });
    this.#after = next.seal;
    return JSON.stringify(next);
  }
}

const entryIn = (line: string): AuditEntry | undefined => {
  try {
    // The log wrote it.
    return JSON.parse(line) as AuditEntry;
  } catch {
    return undefined;
  }
};

const replace = (path: string, text: string): void => {
  const beside = `${path}.new`;
  writeFileSync(beside, text);
  const file = openSync(beside, 'r+');
  fsyncSync(file);
  closeSync(file);
  renameSync(beside, path);
};
