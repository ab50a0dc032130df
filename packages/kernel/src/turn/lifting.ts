// What was written before the wall was changed is lifted here, once, before anything reads it.

import { isNewer, lifted, versionIn } from '@dure/domain';
import { pieceId, recordId } from '../ids.ts';
import type { LogRecord } from '../ports.ts';
import type { Registry } from '../registry.ts';
import { Delivery } from './messages.ts';

type Place = { readonly context: string; readonly partition: number };

/**
 * A record as what it is now: several deliveries where it was split, none where it was removed.
 * @throws {NewerVersion} a newer version of the wall has written it.
 */
export const deliveriesOf = (
  { vocabularies }: Registry,
  { context, partition }: Place,
  record: LogRecord,
): readonly Delivery[] => {
  const id = recordId(context, partition, record.sequence);
  if (isTrace(record)) return [new Delivery(context, id, record)];
  return lifted(vocabularies.get(vocabularyOf(context, record)), record).map(
    (piece, index) => new Delivery(context, pieceId(id, index), piece),
  );
};

/** What tells of a message, and is none: its data are not those of the note that it names. */
export const isTrace = ({ kind }: Pick<LogRecord, 'kind'>): boolean =>
  kind === 'refusal' || kind === 'operation';

/** A command's shape is that of the contract of whom it is sent to. */
const vocabularyOf = (context: string, { target }: LogRecord): string => target ?? context;

/** The records up to the first one that a newer version of the wall has written. */
export const knownPart = (
  { vocabularies }: Registry,
  context: string,
  records: readonly LogRecord[],
): readonly LogRecord[] => {
  const newer = records.findIndex((record) =>
    isNewer(vocabularies.get(vocabularyOf(context, record)), record),
  );
  return newer < 0 ? records : records.slice(0, newer);
};

/** The version of what is written now; nothing, where it is the first: it is not written then. */
export const versionOf = (
  { vocabularies }: Registry,
  context: string,
  type: string,
): { readonly version?: number } => {
  const version = versionIn(vocabularies.get(context), type);
  return version === 1 ? {} : { version };
};
