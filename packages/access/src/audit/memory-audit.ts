// An audit log in memory: as much as fits. The oldest entries make room for new ones.

import { isAskedFor, sealed } from './audit.ts';
import type { AuditEntry, AuditLog, AuditNote, AuditPage, AuditQuery, Seal } from './audit.ts';

const ENTRIES_MAX = 10_000;

export type MemoryAuditOptions = { readonly entriesMax?: number; readonly seal?: Seal | undefined };

class MemoryAudit implements AuditLog {
  readonly #max: number;
  readonly #seal: Seal | undefined;
  /** A ring: a sequence stands at its remainder, sealed where that is asked for. */
  readonly #ring: AuditNote[] = [];
  #last = 0;
  #before = '';

  constructor({ entriesMax = ENTRIES_MAX, seal }: MemoryAuditOptions) {
    this.#max = entriesMax;
    this.#seal = seal;
  }

  note(note: AuditNote): void {
    this.#last += 1;
    this.#ring[this.#last % this.#max] = this.#seal ? this.#sealed(note, this.#seal) : note;
  }

  #sealed(note: AuditNote, seal: Seal): AuditEntry {
    const entry = sealed({ sequence: this.#last, ...note }, { seal, before: this.#before });
    this.#before = entry.seal ?? '';
    return entry;
  }

  /** Nothing, where it has made room for a newer one. */
  #entry(sequence: number): AuditEntry | undefined {
    const note = sequence < this.#first ? undefined : this.#ring[sequence % this.#max];
    return note && { sequence, ...note };
  }

  async page(
    query: AuditQuery,
    { limit, before = Infinity }: { readonly limit: number; readonly before?: number | undefined },
  ): Promise<AuditPage> {
    const entries: AuditEntry[] = [];
    for (let at = Math.min(this.#last, before - 1); at >= this.#first; at -= 1) {
      const entry = this.#entry(at);
      if (!entry || !isAskedFor(entry, query)) continue;
      if (entries.length === limit) return { entries, before: entries.at(-1)?.sequence ?? 0 };
      entries.push(entry);
    }
    return { entries };
  }

  async *all(query: AuditQuery): AsyncGenerator<AuditEntry> {
    for (let at = this.#first; at <= this.#last; at += 1) {
      const entry = this.#entry(at);
      if (entry && isAskedFor(entry, query)) yield entry;
    }
  }

  get #first(): number {
    return Math.max(1, this.#last - this.#max + 1);
  }

  async close(): Promise<void> {}
}

export const memoryAudit = (options: MemoryAuditOptions = {}): AuditLog => new MemoryAudit(options);
