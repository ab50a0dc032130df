// What a shape is: the type of its values, their JSON Schema, how they are read, and what is said
// of them.

import type { Schema } from './schema.ts';

export type Shape<T = unknown> = {
  readonly schema: Schema;
  /** Normalises what a client wrote. What it cannot read it leaves as it is, for the schema. */
  readonly read: (written: unknown) => unknown;
  /** The kind of an id: `place` for `place-1`. */
  readonly idKind?: string;
  /** What is counted or written, where the schema alone does not say it: pages show it so. */
  readonly kind?: 'money' | 'phone';
  /** Of a value object, what is in it. */
  readonly fields?: Fields;
  readonly isOptional?: true;
  /** Filled by the kernel with a status. */
  readonly isStamped?: true;
  /** Never stored and never logged. */
  readonly isSecret?: true;
  /** Masked in every log. */
  readonly isPersonal?: true;
  /** The field that says whose it is, such as `customerId`: it is erased with that person. */
  readonly whose?: string;
  /** On what is of a person, as long as it does not say of whom: see `personal`. */
  readonly isUnowned?: never;
  readonly '~value'?: T;
};

/** A shape of what people have, such as `phone`. `personal` makes a field of it, and says whose. */
export type Unowned<T> = Omit<Shape<T>, 'isUnowned'> & { readonly isUnowned: true };

export type Fields = { readonly [name: string]: Shape };

export type ValueOf<S> = S extends Shape<infer T> ? T : never;
