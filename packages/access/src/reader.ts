// Reads what a client has written as the fields of a command.

import { readFields } from '@dure/domain';
import type { AnyNote, Fields, Mistake } from '@dure/domain';

type Data = { readonly [field: string]: unknown };

/** What a client has written for a command, by field; it is completed on its way. */
export type Written = { [field: string]: unknown };

export type Reading =
  | { readonly is: 'read'; readonly data: Data }
  | { readonly is: 'invalid'; readonly mistakes: readonly Mistake[] };

export type Reader = (written: Data) => Reading;

const fieldsWithout = (fields: Fields, left: string): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name !== left));

/** @param minted the field that may be left out, where the command opens an instance. */
export const readerOf = ({ fields }: AnyNote, minted?: string): Reader => {
  const unnamed = minted === undefined ? fields : fieldsWithout(fields, minted);
  return (written) => {
    const isNamed = minted === undefined || written[minted] !== undefined;
    const { data, mistakes } = readFields(isNamed ? fields : unnamed, written);
    return data ? { is: 'read', data } : { is: 'invalid', mistakes };
  };
};
