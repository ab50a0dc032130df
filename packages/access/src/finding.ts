// Which instance a path means, where it does not name it by its own key.

import type { CommandEntry } from './catalogue.ts';
import { textOf } from './text.ts';
import type { Written } from './reader.ts';

/** `found` also where there was nothing to look for. */
export type Finding = 'found' | 'notFound';

/** An id as it is kept, if it is written with its kind. */
const idWritten = (given: unknown, idKind: string | undefined): string | undefined => {
  const text = textOf(given)?.trim();
  return idKind !== undefined && text?.startsWith(`${idKind}-`) ? text : undefined;
};

const viewsIn = ({ context }: CommandEntry) => Object.entries(context.views);

/** The key of the one row, of a view of the context, in which a field has this value. */
const keyWhere = async (
  command: CommandEntry,
  field: string,
  value: string,
): Promise<string | undefined> => {
  const { identifiedBy } = command.aggregate;
  const telling = viewsIn(command).filter(
    ([, { fields }]) => fields[field] && fields[identifiedBy],
  );
  // A view with a row for each value knows better than one that happens to mention it.
  const keyed = telling.find(([, { key }]) => key.length === 1 && key[0] === field);
  const [name] = keyed ?? telling[0] ?? [];
  if (name === undefined) return undefined;
  const { rows } = await command.kernel.rows(name, {
    filters: [{ field, is: 'equal', value }],
    anyOf: [],
    descending: true,
    offset: 0,
    limit: 2,
  });
  const [only, another] = rows;
  return only && !another ? textOf(only.row[identifiedBy]) : undefined;
};

/**
 * Puts a value of the path where it belongs. A parameter that is no field of the command names the
 * instance: by its key, or with its kind by another id that a row tells, such as `repair-4`.
 */
export const putParameter = async (
  written: Written,
  command: CommandEntry,
  [name, value]: readonly [name: string, value: string],
): Promise<Finding> => {
  const { identifiedBy } = command.aggregate;
  const isOwn = command.note.fields[name] !== undefined;
  written[isOwn ? name : identifiedBy] = value;
  if (isOwn) return 'found';
  const shape = viewsIn(command).flatMap(([, { fields }]) => fields[name] ?? [])[0];
  const other = idWritten(value, shape?.idKind);
  if (other === undefined) return 'found';
  const key = await keyWhere(command, name, other);
  if (key === undefined) return 'notFound';
  written[identifiedBy] = key;
  return 'found';
};

/** A command that names only the entry finds its ledger in a row of that entry. */
export const findLedger = async (written: Written, command: CommandEntry): Promise<Finding> => {
  const [keyField = '', entryField] = command.naming;
  if (entryField === undefined || written[keyField] !== undefined) return 'found';
  const entry = textOf(command.note.fields[entryField]?.read(written[entryField]));
  if (entry === undefined) return 'found';
  const key = await keyWhere(command, entryField, entry);
  if (key === undefined) return 'notFound';
  written[keyField] = key;
  return 'found';
};
