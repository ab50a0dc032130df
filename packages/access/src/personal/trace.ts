// What a business has of one person: the cases that they are in, and the values that are theirs.

import type { Json, LogRecord } from '@dure/kernel/ports';
import { isTelling } from './fields.ts';
import type { PersonalField, PersonalFields } from './fields.ts';
import { finding } from './subject.ts';

type Data = { readonly [field: string]: Json };

/** The objects that a value stands in, the innermost first. */
export type Around = readonly Data[];

const isObject = (value: Json | undefined): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textsIn = (value: Json): readonly string[] => {
  if (typeof value === 'string') return [value];
  // An array of JSON holds JSON.
  return Array.isArray(value) ? (value as readonly Json[]).flatMap(textsIn) : [];
};

/** Whose a value is, by what stands beside it; nothing, where that is not said. */
export const ownerOf = ({ whose }: PersonalField, around: Around): string | undefined => {
  for (const data of around) {
    for (const name of whose) {
      const owner = data[name];
      if (typeof owner === 'string') return owner;
    }
  }
  return undefined;
};

const visit = (value: Json, around: Around, look: (around: Around) => void): void => {
  if (Array.isArray(value)) {
    // As in `textsIn`.
    for (const each of value as readonly Json[]) visit(each, around, look);
    return;
  }
  if (!isObject(value)) return;
  const inside = [value, ...around];
  look(inside);
  for (const each of Object.values(value)) visit(each, inside, look);
};

export type TraceText = {
  readonly subject: readonly string[];
  readonly cases: readonly string[];
  readonly values: readonly (readonly [name: string, values: readonly string[]])[];
};

/**
 * Filled by three readings of all logs: the cases, then who is in them, then the values. A value
 * that stands alone is taken for theirs where its case knows nobody else whose it could be.
 */
export class Trace {
  readonly subject: ReadonlySet<string>;
  readonly cases: Set<string>;
  readonly values: Map<string, Set<string>>;
  readonly #fields: PersonalFields;
  readonly #mentioned: RegExp;
  readonly #owners = new Map<string, Map<string, Set<string>>>();

  constructor(fields: PersonalFields, of: TraceText) {
    this.#fields = fields;
    this.subject = new Set(of.subject);
    this.cases = new Set(of.cases);
    this.values = new Map(of.values.map(([name, values]) => [name, new Set(values)]));
    this.#mentioned = finding(of.subject);
  }

  get written(): TraceText {
    const values = [...this.values].map(([name, of]) => [name, [...of]] as const);
    return { subject: [...this.subject], cases: [...this.cases], values };
  }

  isSubject(owner: string): boolean {
    return this.subject.has(owner) || this.subject.has(owner.slice(owner.indexOf(':') + 1));
  }

  isMentionedIn(text: string): boolean {
    return text.search(this.#mentioned) >= 0;
  }

  noteCase(record: LogRecord): void {
    if (this.cases.has(record.caseId)) return;
    if (this.isMentionedIn(JSON.stringify(record))) this.cases.add(record.caseId);
  }

  noteOwners({ caseId, data }: LogRecord): void {
    if (!this.cases.has(caseId)) return;
    const known = this.#owners.get(caseId) ?? new Map<string, Set<string>>();
    this.#owners.set(caseId, known);
    visit(data, [], ([fields = {}]) => {
      for (const name of this.#fields.owners.keys()) {
        const owner = fields[name];
        if (typeof owner === 'string') known.set(name, (known.get(name) ?? new Set()).add(owner));
      }
    });
  }

  noteValues({ caseId, data }: LogRecord): void {
    if (!this.cases.has(caseId)) return;
    this.noteValuesIn(data, (field) => this.#onlyOwner(caseId, field));
  }

  /** Of an item, whose case is not known: what says itself whose it is. */
  noteValuesIn(body: Json, otherwise: (field: PersonalField) => string | undefined): void {
    visit(body, [], (around) => {
      for (const [name, value] of Object.entries(around[0] ?? {})) {
        const field = this.#fields.byName.get(name);
        const owner = field && (ownerOf(field, around) ?? otherwise(field));
        if (owner !== undefined && this.isSubject(owner)) this.#note(name, value);
      }
    });
  }

  #note(name: string, value: Json): void {
    const known = this.values.get(name) ?? new Set();
    for (const text of textsIn(value)) if (text !== '') known.add(text);
    this.values.set(name, known);
  }

  #onlyOwner(caseId: string, { whose }: PersonalField): string | undefined {
    const owners = new Set<string>();
    for (const name of whose) {
      for (const owner of this.#owners.get(caseId)?.get(name) ?? []) owners.add(owner);
    }
    const [only, another] = owners;
    return another === undefined ? only : undefined;
  }

  /** What tells them from all others: who they are, and their numbers. */
  telling(): ReadonlySet<string> {
    const found = [...this.values].flatMap(([name, values]) => {
      const field = this.#fields.byName.get(name);
      return field && isTelling(field) ? [...values] : [];
    });
    return new Set([...this.subject, ...found]);
  }
}
