// Records of the log as outsiders may see them: personal data masked, secrets left out.

import { calendarOf } from '@dure/domain';
import type { AnyNote, System } from '@dure/domain';
import type { PlacedRecord } from '@dure/kernel';
import { recordId } from '@dure/kernel/ids';
import { textOf } from './text.ts';

export type RedactedRecord = {
  /** Where the record stands: `place.0.12`. */
  readonly id: string;
  readonly context: string;
  readonly kind: PlacedRecord['kind'];
  readonly type: string;
  readonly subject: string;
  readonly caseId: string;
  readonly at: string;
  readonly actor: string;
  readonly causedBy: string;
  readonly target?: string;
  readonly data: { readonly [field: string]: unknown };
};

type Redaction = { readonly personal: ReadonlySet<string>; readonly secret: ReadonlySet<string> };

const namesWhere = (note: AnyNote, flag: 'isPersonal' | 'isSecret'): readonly string[] =>
  Object.entries(note.fields).flatMap(([name, shape]) => (shape[flag] ? [name] : []));

const notesOf = (system: System): readonly AnyNote[] =>
  system.contexts.flatMap((context) => [
    ...Object.values(context.aggregates).flatMap(({ accepts, emits, refuses }) => [
      ...Object.values(accepts),
      ...Object.values(emits),
      ...Object.values(refuses),
    ]),
    ...Object.values(context.policies).flatMap(({ whenever }) => whenever),
    ...Object.values(context.views).flatMap(({ follows }) => follows),
  ]);

/** By the name of the field: what is personal in one note is personal in every other. */
const redactionOf = (system: System): Redaction => {
  const notes = notesOf(system);
  const fieldsOfViews = system.contexts.flatMap(({ views }) => Object.values(views));
  const personalInViews = fieldsOfViews.flatMap(({ fields }) =>
    Object.entries(fields).flatMap(([name, shape]) => (shape.isPersonal ? [name] : [])),
  );
  return {
    personal: new Set([...notes.flatMap((of) => namesWhere(of, 'isPersonal')), ...personalInViews]),
    secret: new Set(notes.flatMap((of) => namesWhere(of, 'isSecret'))),
  };
};

/** The fields of a business that no log shows, personal or secret, wherever they stand. */
export const hiddenFields = (system: System): ReadonlySet<string> => {
  const { personal, secret } = redactionOf(system);
  return personal.union(secret);
};

const SHOWN_MIN = 7;

/** Enough to tell one from another, not enough to reach a person. */
export const masked = (value: unknown): unknown => {
  if (value === null || value === undefined) return value;
  const text = textOf(value) ?? '';
  const [shownFirst, shownLast] = text.length > SHOWN_MIN ? [3, 4] : [1, 0];
  const hidden = Math.max(0, text.length - shownFirst - shownLast);
  const last = shownLast === 0 ? '' : text.slice(-shownLast);
  return `${text.slice(0, shownFirst)}${'*'.repeat(hidden)}${last}`;
};

const redacted = (
  redaction: Redaction,
  data: PlacedRecord['data'],
): { [field: string]: unknown } => {
  const shown: { [field: string]: unknown } = {};
  for (const [name, value] of Object.entries(data)) {
    if (!redaction.secret.has(name))
      shown[name] = redaction.personal.has(name) ? masked(value) : value;
  }
  return shown;
};

/** What an operator has changed is shown as the fields that it was, and that it is now. */
const nested = new Set(['before', 'after']);

const redactedOperation = (
  redaction: Redaction,
  data: PlacedRecord['data'],
): { [field: string]: unknown } => {
  const shown = redacted(redaction, data);
  for (const name of nested) {
    const of = data[name];
    // `before` and `after` of an operation are fields by name.
    if (of !== undefined) shown[name] = redacted(redaction, of as PlacedRecord['data']);
  }
  return shown;
};

export const idOf = (context: string, { partition, sequence }: PlacedRecord): string =>
  recordId(context, partition, sequence);

type RedactData = (data: PlacedRecord['data']) => { readonly [field: string]: unknown };

const kept = new WeakMap<System, RedactData>();

/** Fields of any message as outsiders may see them. */
export const redactDataOf = (system: System): RedactData => {
  const known = kept.get(system);
  if (known) return known;
  const redaction = redactionOf(system);
  const redact: RedactData = (data) => redacted(redaction, data);
  kept.set(system, redact);
  return redact;
};

export type Redact = (context: string, record: PlacedRecord) => RedactedRecord;

export const redactorOf = (system: System): Redact => {
  const redaction = redactionOf(system);
  const { isoOf } = calendarOf(system.timeZone);
  return (context, record) => {
    const { kind, type, subject, caseId, actor, causedBy, target } = record;
    return {
      id: idOf(context, record),
      context,
      kind,
      type,
      subject,
      caseId,
      at: isoOf(record.at),
      actor,
      causedBy,
      ...(target === undefined ? {} : { target }),
      data: (kind === 'operation' ? redactedOperation : redacted)(redaction, record.data),
    };
  };
};
