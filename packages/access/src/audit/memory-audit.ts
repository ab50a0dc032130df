// An audit log in memory: as much as fits. The oldest entries make room for new ones.

import { isAskedFor, sealed } from './audit.ts';
import type { AuditEntry, AuditLog, AuditNote, AuditPage, AuditQuery, Seal } from './audit.ts';

const ENTRIES_MAX = 10_000;

export type MemoryAuditOptions = { readonly entriesMax?: number; readonly seal?: Seal | undefined };

class MemoryAudit implements AuditLog {
  readonly #max: number;
  readonly #seal: Seal | undefined;
  /** A ring: the entry of a sequence stands at its remainder. */
  readonly #ring: AuditEntry[] = [];
  #last = 0;
  #before = '';

  constructor({ entriesMax = ENTRIES_MAX, seal }: MemoryAuditOptions) {
    this.#max = entriesMax;
    this.#seal = seal;
  }

  note(note: AuditNote): void {
    this.#last += 1;
    const of = { seal: this.#seal, before: this.#before };
    const entry = sealed({ sequence: this.#last, ...note }, of);
    this.#before = entry.seal ?? '';
    this.#ring[this.#last % this.#max] = entry;
  }

  async page(
    query: AuditQuery,
    { limit, before = Infinity }: { readonly limit: number; readonly before?: number | undefined },
  ): Promise<AuditPage> {
    const entries: AuditEntry[] = [];
    for (let at = Math.min(this.#last, before - 1); at >= this.#first; at -= 1) {
      const entry = this.#ring[at % this.#max];
      if (!entry || !isAskedFor(entry, query)) continue;
      if (entries.length === limit) return { entries, before: entries.at(-1)?.sequence ?? 0 };
      entries.push(entry);
    }
    return { entries };
  }

  async *all(query: AuditQuery): AsyncGenerator<AuditEntry> {
    for (let at = this.#first; at <= this.#last; at += 1) {
      const entry = this.#ring[at % this.#max];
      if (entry?.sequence === at && isAskedFor(entry, query)) yield entry;
    }
  }

  get #first(): number {
    return Math.max(1, this.#last - this.#max + 1);
  }

  async close(): Promise<void> {}
}

export const memoryAudit = (options: MemoryAuditOptions = {}): AuditLog => new MemoryAudit(options);
