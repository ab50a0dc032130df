// Takes a person out of what a store holds, value by value.

import type { Json } from '@dure/kernel/ports';
import type { PersonalField, PersonalFields } from './fields.ts';
import { finding } from './subject.ts';
import { ownerOf } from './trace.ts';
import type { Around, Trace } from './trace.ts';
import { ERASED, wordFor } from './words.ts';

export type Forgetting = {
  readonly fields: PersonalFields;
  readonly trace: Trace;
  /** By what the names of the person are replaced. */
  readonly names: ReadonlyMap<string, string>;
};

const BLANKS = /\s/;
const NAME_LENGTH_MIN = 2;
const TOKENS = /[\p{L}\p{N}_-]+/gu;

export class Forget {
  readonly #of: Forgetting;
  readonly #telling: RegExp;
  readonly #all: RegExp;

  constructor(of: Forgetting) {
    this.#of = of;
    this.#telling = finding(of.names.keys());
    const words = [...of.trace.values.values()].flatMap((values) => [...values]);
    const long = words.filter((word) => word.length >= NAME_LENGTH_MIN);
    this.#all = finding(new Set([...of.names.keys(), ...long]));
  }

  /** Whether it is about the person, so that their name in it is theirs and no namesake's. */
  isTheirs(text: string): boolean {
    const { trace } = this.#of;
    if (this.isNamedIn(text)) return true;
    for (const [token] of text.matchAll(TOKENS)) if (trace.cases.has(token)) return true;
    return false;
  }

  /** Whether a name of theirs stands in it. */
  isNamedIn(text: string): boolean {
    return text.search(this.#telling) >= 0;
  }

  /** A text that is no field: an id, or who did something. */
  text(text: string): string {
    return text.replaceAll(this.#telling, (found) => this.#nameOf(found));
  }

  /** @param isTheirs whether it belongs to a case that they are in. */
  json(value: Json, isTheirs: boolean): Json {
    return this.#json(value, [], isTheirs);
  }

  #json(value: Json, around: Around, isTheirs: boolean): Json {
    if (typeof value === 'string') return this.#prose(value, isTheirs);
    if (typeof value !== 'object' || value === null) return value;
    // An array of JSON holds JSON.
    if (Array.isArray(value)) {
      return (value as readonly Json[]).map((each) => this.#json(each, around, isTheirs));
    }
    // What is neither of these is an object of JSON.
    return this.#object(value as { readonly [field: string]: Json }, around, isTheirs);
  }

  #object(data: { readonly [field: string]: Json }, around: Around, isTheirs: boolean): Json {
    const inside = [data, ...around];
    const next: { [field: string]: Json } = {};
    for (const [name, value] of Object.entries(data)) {
      const field = this.#of.fields.byName.get(name);
      const key = this.text(name);
      if (!field) next[key] = this.#json(value, inside, isTheirs);
      else next[key] = this.#each(value, (text) => this.#field(field, text, [inside, isTheirs]));
    }
    return next;
  }

  #each(value: Json, replace: (text: string) => string): Json {
    if (typeof value === 'string') return replace(value);
    if (Array.isArray(value)) {
      // As in `#json`.
      return (value as readonly Json[]).map((each) => this.#each(each, replace));
    }
    return typeof value === 'object' && value !== null ? this.#json(value, [], true) : value;
  }

  #field(field: PersonalField, text: string, [around, isTheirs]: readonly [Around, boolean]) {
    const { trace } = this.#of;
    const owner = ownerOf(field, around);
    const isKnown = trace.values.get(field.name)?.has(text) === true;
    if (owner === undefined ? isTheirs && isKnown : trace.isSubject(owner)) {
      return this.#inPlaceOf(field, text);
    }
    // A namesake, and whoever shares their phone, keeps what is their own.
    const isOthers = owner !== undefined && (isKnown || this.#of.names.has(text));
    return isOthers ? text : this.#prose(text, isTheirs);
  }

  #inPlaceOf({ name }: PersonalField, text: string): string {
    if (text === '') return text;
    return this.#of.names.get(text) ?? wordFor(name, this.#of.fields);
  }

  /** Their name is looked for in sentences: a word alone may be the name of something else. */
  #prose(text: string, isTheirs: boolean): string {
    if (!isTheirs || !BLANKS.test(text)) return this.text(text);
    return text.replaceAll(this.#all, (found) => this.#nameOf(found, ERASED));
  }

  #nameOf(found: string, otherwise?: string): string {
    const { names } = this.#of;
    const digits = found.replaceAll(/[ .-]/g, '').replace(/^\+82/, '0');
    return names.get(found) ?? names.get(digits) ?? otherwise ?? ERASED;
  }
}
