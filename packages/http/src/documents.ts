// What a reference document promises of a business: its lines, its field names, its ports. It is
// written beside the business, and imports nothing of the server.

import type { AnyNote } from '@dure/domain';

/** A command by the value of a field: `{ status: { 예약취소: command.CancelReservation } }`. */
type ByValue = { readonly [field: string]: { readonly [value: string]: AnyNote<'command'> } };

/** A line that a reference document promises, routed to a command or a view of the wall. */
export type DocumentedLine = {
  /** Who acts where no one has signed in, in the open demo. */
  readonly as: string;
  readonly method: string;
  /** The path, with the fields that it carries: `/accommodations/{orderId}`. */
  readonly path: string;
  readonly does:
    | { readonly command: AnyNote<'command'> }
    | { readonly view: string }
    | { readonly field: string; readonly commands: { readonly [value: string]: AnyNote } };
  /** The HTTP status of success. */
  readonly answers: number;
};

/** All that the documents of a business promise about HTTP. */
export type Documents = {
  readonly lines: readonly DocumentedLine[];
  /** Names of body fields that a document uses, by the field that is meant. */
  readonly fieldAliases: { readonly [written: string]: string };
  /** The ports on which the documents have the services: `{ place: 8082 }`. */
  readonly ports: { readonly [context: string]: number };
  /** The port on which the documents have the gateway. */
  readonly gateway?: number;
};

export const documents = (of: Partial<Documents>): Documents => ({
  lines: [],
  fieldAliases: {},
  ports: {},
  ...of,
});

type ViewName = { readonly name: string; readonly follows: unknown };

const standardStatus: { readonly [method: string]: number } = { POST: 201, DELETE: 204 };

const isNote = (does: object): does is AnyNote<'command'> => 'colour' in does;
const isView = (does: object): does is ViewName => 'follows' in does;

const doing = (does: AnyNote<'command'> | ViewName | ByValue): DocumentedLine['does'] => {
  if (isNote(does)) return { command: does };
  if (isView(does)) return { view: does.name };
  const [first] = Object.entries(does);
  if (!first) throw new Error('A line by value needs a field, such as `{ status: { … } }`.');
  return { field: first[0], commands: first[1] };
};

type Line = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;

/** `as('Customer', 'DELETE /accommodations/{orderId}', command.CancelReservation)` */
export const as = (
  actor: string,
  line: Line,
  does: AnyNote<'command'> | ViewName | ByValue,
): DocumentedLine => {
  const [method = '', path = ''] = line.split(' ');
  const answers = standardStatus[method] ?? 200;
  return { as: actor, method, path, does: doing(does), answers };
};
