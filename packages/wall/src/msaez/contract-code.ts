// `contract.ts` of a context: what others may know of it.

import type { Draft, DraftContext, DraftField } from './draft.ts';
import { optionalKey } from './optional.ts';
import { comment, filled, importText, objectText, shapeImports } from './write-text.ts';

type Kind = 'command' | 'event';

const fieldsText = (
  fields: readonly DraftField[],
  isOptional: (field: DraftField) => boolean,
): string =>
  objectText(
    fields.map((field) => [
      field.name,
      isOptional(field) ? `optional(${field.shape})` : field.shape,
    ]),
  );

type Noted = { readonly name: string; readonly fields: readonly DraftField[] };

const group = (draft: Draft, kind: Kind, notes: readonly Noted[]): string =>
  objectText(
    notes.map(({ name, fields }) => [
      name,
      fieldsText(fields, (field) => draft.optional.has(optionalKey(kind, name, field.name))),
    ]),
  );

export const contractCode = (draft: Draft, context: DraftContext): string => {
  const [ko, en] = context.label;
  const members = filled([
    ['commands', group(draft, 'command', context.commands)],
    ['events', group(draft, 'event', context.events)],
    [
      'rejections',
      objectText(context.rejections.map(({ name, kind }) => [name, `ofKind('${kind}', {})`])),
    ],
    [
      'views',
      objectText(
        context.views.map(({ name, key, fields }) => [
          name,
          fieldsText([key, ...fields], (field) => field !== key),
        ]),
      ),
    ],
  ]);
  const call = `contract('${context.name}', ${objectText(members)})`;
  const body = `export const { command, context, event, reject, view } = ${call};
`;
  const shapes = shapeImports(body);
  const imports = importText(['contract', 'ofKind'], '@dure/domain', body) + shapes;
  return `${comment(`${ko} / ${en}: what others may know of it.`)}\n\n${imports}\n${body}`;
};
