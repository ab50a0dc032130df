// Takes a person out of all files of a business, in order: what is theirs is noted, every file is
// rewritten by itself, then the audit log, and at last the note is dropped.

import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { dirname } from 'node:path';
import type { System } from '@dure/domain';
import { Forget, nameFor, personalFieldsOf, Trace, writtenAs } from '@dure/access/personal';
import type { PersonalFields } from '@dure/access/personal';
import type { LogRecord } from '@dure/kernel/ports';
import type { Rewriting } from '@dure/store-sqlite';
import { UserError } from '../command.ts';
import { measureAgain } from '../backup/manifest.ts';
import { eraseInAudit } from './audit.ts';
import type { AuditErased } from './audit.ts';
import { withParts } from './folder.ts';
import type { Part } from './folder.ts';
import { dropPending, keepPending, pendingIn } from './pending.ts';
import type { Pending } from './pending.ts';

export type Erased = {
  readonly receipt: string;
  readonly business: string;
  /** ISO 8601. */
  readonly at: string;
  readonly by: string;
  /** HMAC-SHA256 of the person as the business writes them, keyed with the salt; base64url. */
  readonly hash: string;
  readonly salt: string;
  readonly records: number;
  readonly items: number;
  readonly audit: readonly AuditErased[];
};

/** The folder of a business, beside which the audit log lies. */
export type Place = { readonly folder: string; readonly system: System };

const DIGITS = 8;
const SALT_BYTES = 16;
const RECEIPT_BYTES = 9;

export const digitsOfChance = (): string =>
  Array.from({ length: DIGITS }, () => String(randomInt(10))).join('');

export const hashOf = (subject: string, salt: string): string =>
  createHmac('sha256', Buffer.from(salt, 'base64url')).update(subject).digest('base64url');

const severalPartitions = new UserError({
  ko: '파티션이 여럿인 파일에서는 지울 수 없습니다. 이름이 바뀌면 파티션도 바뀝니다',
  en: 'Files of several partitions cannot be rewritten: another name is of another partition',
});

const notSaid = (names: readonly string[]): UserError =>
  new UserError({
    ko: `벽에 누구의 것인지 없는 필드: ${names.join(', ')}. personal(…, '필드')로 적어 주세요`,
    en: `The wall does not say whose they are: ${names.join(', ')}. Write personal(…, 'field')`,
  });

/** @throws {UserError} a field of people belongs to nobody. */
export const fieldsIn = (system: System): PersonalFields => {
  const fields = personalFieldsOf(system);
  if (fields.unowned.length > 0) throw notSaid(fields.unowned);
  return fields;
};

function* recordsOf(parts: readonly Part[]): Generator<LogRecord> {
  for (const { file } of parts) yield* file.records();
}

/** Reads all logs three times; then all items, for what stands only there. */
export const traceIn = (
  parts: readonly Part[],
  fields: PersonalFields,
  subject: readonly string[],
): Trace => {
  const trace = new Trace(fields, { subject, cases: [], values: [] });
  for (const record of recordsOf(parts)) trace.noteCase(record);
  for (const record of recordsOf(parts)) trace.noteOwners(record);
  for (const record of recordsOf(parts)) trace.noteValues(record);
  for (const { file } of parts) {
    for (const { body } of file.items()) trace.noteValuesIn(body, () => undefined);
  }
  return trace;
};

export type Wanted = { readonly subject: string; readonly by: string; readonly at: number };

/** What will be erased, and by what it is replaced: noted down before anything is. */
export const begin = (place: Place, wanted: Wanted): Pending => {
  const fields = fieldsIn(place.system);
  const trace = withParts(place.folder, false, (parts) => {
    if (parts.some(({ file }) => file.partitions > 1)) throw severalPartitions;
    return traceIn(parts, fields, writtenAs(wanted.subject, fields));
  });
  const nameOf = (value: string) => nameFor(value, fields, digitsOfChance());
  return pendingFor(
    wanted,
    trace,
    [...trace.telling()].map((value) => [value, nameOf(value)]),
  );
};

/** The note of an erasure that begins now. */
export const pendingFor = (wanted: Wanted, trace: Trace, names: Pending['names']): Pending => {
  const salt = randomBytes(SALT_BYTES).toString('base64url');
  const [written = wanted.subject] = [...trace.subject].toReversed();
  return {
    receipt: randomBytes(RECEIPT_BYTES).toString('base64url'),
    salt,
    hash: hashOf(written, salt),
    at: wanted.at,
    by: wanted.by,
    trace: trace.written,
    names,
  };
};

export const rewritingBy = (forget: Forget): Rewriting => ({
  record: (record) => {
    const isTheirs = forget.isTheirs(JSON.stringify(record));
    const { subject, caseId, causedBy, actor, traceparent, data } = record;
    return {
      ...record,
      subject: forget.text(subject),
      caseId: forget.text(caseId),
      causedBy: forget.text(causedBy),
      actor: forget.text(actor),
      ...(traceparent === undefined ? {} : { traceparent: forget.text(traceparent) }),
      // What is made of an object is one.
      data: forget.json(data, isTheirs) as typeof data,
    };
  },
  item: (item) => {
    const isTheirs = forget.isTheirs(`${item.id} ${JSON.stringify(item.body)}`);
    return {
      ...item,
      id: forget.text(item.id),
      ...(item.tag === undefined ? {} : { tag: forget.text(item.tag) }),
      body: forget.json(item.body, isTheirs),
    };
  },
  facts: (facts) => forget.json(facts, false),
});

/** As often as it is called, the end is the same. */
export const finish = async ({ folder, system }: Place, pending: Pending): Promise<Erased> => {
  const fields = fieldsIn(system);
  const trace = new Trace(fields, pending.trace);
  const forget = new Forget({ fields, trace, names: new Map(pending.names) });
  const rewriting = rewritingBy(forget);
  const counts = withParts(folder, false, (parts) =>
    parts.map(({ file }) => file.rewrite(rewriting)),
  );
  const { receipt, salt, hash, by } = pending;
  const audit = await eraseInAudit({
    data: dirname(folder),
    business: system.name,
    forget,
    pending,
  });
  // A backup says of its files what they are.
  await measureAgain(dirname(folder));
  dropPending(folder);
  return {
    receipt,
    business: system.name,
    at: new Date(pending.at).toISOString(),
    by,
    hash,
    salt,
    records: counts.reduce((sum, { records }) => sum + records, 0),
    items: counts.reduce((sum, { items }) => sum + items, 0),
    audit,
  };
};

/**
 * Erases a person. The folder is locked by this process; what an earlier erasure has left undone
 * there is finished first.
 */
export const erase = async (place: Place, wanted: Wanted): Promise<readonly Erased[]> => {
  const former = await finishErasure(place);
  const pending = begin(place, wanted);
  keepPending(place.folder, pending);
  return [...(former ? [former] : []), await finish(place, pending)];
};

/** Finishes what a crash has cut off; nothing, where nothing was. The folder is locked. */
export const finishErasure = async (place: Place): Promise<Erased | undefined> => {
  const pending = pendingIn(place.folder);
  return pending && (await finish(place, pending));
};
