// `dure export`: all that a business has of a person, and where it stands, as one JSON document.

import { writeFileSync } from 'node:fs';
import type { Item, Json, LogRecord } from '@dure/kernel/ports';
import type { Trace } from '@dure/access/personal';
import { calendarOf } from '@dure/domain';
import type { System } from '@dure/domain';
import { finding, writtenAs } from '@dure/access/personal';
import type { Run } from '../command.ts';
import type { ExportOptions } from './options.ts';
import { chosenIn } from './chosen.ts';
import { fieldsIn, traceIn } from './erasure.ts';
import { withParts } from './folder.ts';
import type { Part } from './folder.ts';

const FOR_OWNER_ONLY = 0o600;

/** What has happened, and in which log it stands. */
type FromLog = {
  readonly from: { readonly context: string; readonly sequence: number };
  readonly kind: string;
  readonly type: string;
  readonly caseId: string;
  readonly at: string;
  readonly actor: string;
  readonly data: Json;
};

/** How something stands now: a state, a row of a view, an answer that is kept. */
type FromItem = {
  readonly from: { readonly context: string; readonly collection: string; readonly id: string };
  readonly data: Json;
};

export type Exported = {
  readonly business: string;
  readonly person: readonly string[];
  readonly at: string;
  /** The values that are theirs, by field. */
  readonly values: { readonly [field: string]: readonly string[] };
  readonly happened: readonly FromLog[];
  readonly stands: readonly FromItem[];
};

/** Whether a text names the person, or has a value that is nobody else's. */
const isOf = (trace: Trace): ((text: string) => boolean) => {
  const telling = finding(trace.telling());
  return (text) => text.search(telling) >= 0;
};

const recordsOf = (parts: readonly Part[], trace: Trace, iso: (at: number) => string) => {
  const isTheirs = isOf(trace);
  const found: FromLog[] = [];
  for (const { context, file } of parts) {
    for (const record of file.records()) {
      if (isTheirs(JSON.stringify(record))) found.push(fromLog(context, record, iso));
    }
  }
  return found;
};

const fromLog = (
  context: string,
  { sequence, kind, type, caseId, at, actor, data }: LogRecord,
  iso: (at: number) => string,
): FromLog => ({ from: { context, sequence }, kind, type, caseId, at: iso(at), actor, data });

const itemsOf = (parts: readonly Part[], trace: Trace): readonly FromItem[] => {
  const isTheirs = isOf(trace);
  const isItem = ({ id, body }: Item): boolean => isTheirs(`${id} ${JSON.stringify(body)}`);
  return parts.flatMap(({ context, file }) =>
    [...file.items()].filter(isItem).map(({ collection, id, body }) => ({
      from: { context, collection, id },
      data: body,
    })),
  );
};

export const exportFrom = (folder: string, system: System, subject: string): Exported =>
  withParts(folder, true, (parts) => {
    const fields = fieldsIn(system);
    const trace = traceIn(parts, fields, writtenAs(subject, fields));
    const { isoOf } = calendarOf(system.timeZone);
    const values = [...trace.values].map(([name, of]) => [name, [...of]] as const);
    return {
      business: system.name,
      person: [...trace.subject],
      at: isoOf(Date.now()),
      values: Object.fromEntries(values),
      happened: recordsOf(parts, trace, isoOf),
      stands: itemsOf(parts, trace),
    };
  });

export const exporting: Run<ExportOptions> = async (given) => {
  const { operands, values, terminal, folder: project } = given;
  const { data, out, 'documented-replay': isReplay } = values;
  const { subject, folder, system } = await chosenIn({ operands, data, isReplay, project });
  const text = JSON.stringify(exportFrom(folder, system, subject), undefined, 2);
  if (out === undefined) terminal.say(text);
  else writeFileSync(out, `${text}\n`, { mode: FOR_OWNER_ONLY });
  return 0;
};
