// `dure export`: all that a business has of a person, and where it stands, as one JSON document.

import { writeFileSync } from 'node:fs';
import type { Item, Json, LogRecord } from '@dure/kernel/ports';
import type { Trace } from '@dure/access/personal';
import { calendarOf } from '@dure/domain';
import type { System } from '@dure/domain';
import { finding, writtenAs } from '@dure/access/personal';
import type { Given, Run } from '../command.ts';
import { placeOf } from '../copies/places.ts';
import { openSources } from '../copies/source.ts';
import { writing } from '../writing.ts';
import type { ExportOptions } from './options.ts';
import { chosenIn, nobodyNamed, oneOf } from './chosen.ts';
import { fieldsIn, traceIn } from './erasure.ts';
import { withParts } from './folder.ts';
import type { Part } from './folder.ts';
import { itemsIn, recordsIn, traceInStores } from './store-names.ts';
import type { Stores } from './store-names.ts';

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

const valuesOf = (trace: Trace): Exported['values'] =>
  Object.fromEntries([...trace.values].map(([name, of]) => [name, [...of]] as const));

export const exportFrom = (folder: string, system: System, subject: string): Exported =>
  withParts(folder, true, (parts) => {
    const fields = fieldsIn(system);
    const trace = traceIn(parts, fields, writtenAs(subject, fields));
    const { isoOf } = calendarOf(system.timeZone);
    return {
      business: system.name,
      person: [...trace.subject],
      at: isoOf(Date.now()),
      values: valuesOf(trace),
      happened: recordsOf(parts, trace, isoOf),
      stands: itemsOf(parts, trace),
    };
  });

/** Of stores anywhere, while no process has them. */
export const exportFromStores = async (
  stores: Stores,
  system: System,
  subject: string,
): Promise<Exported> => {
  const fields = fieldsIn(system);
  const trace = await traceInStores(stores, fields, writtenAs(subject, fields));
  const { isoOf } = calendarOf(system.timeZone);
  const isTheirs = isOf(trace);
  const happened: FromLog[] = [];
  const stands: FromItem[] = [];
  for (const [context, store] of stores) {
    for await (const record of recordsIn(store)) {
      if (isTheirs(JSON.stringify(record))) happened.push(fromLog(context, record, isoOf));
    }
    for await (const { collection, id, body: data } of itemsIn(store)) {
      const isItems = isTheirs(`${id} ${JSON.stringify(data)}`);
      if (isItems) stands.push({ from: { context, collection, id }, data });
    }
  }
  const at = isoOf(Date.now());
  return {
    business: system.name,
    person: [...trace.subject],
    at,
    values: valuesOf(trace),
    happened,
    stands,
  };
};

const fromElsewhere = async (
  { operands, values, folder }: Given<ExportOptions>,
  from: string,
): Promise<Exported> => {
  const [subject = '', ...names] = operands;
  if (subject.trim() === '') throw nobodyNamed;
  const system = await (await oneOf(names, folder)).load();
  const written = { where: from, environment: process.env, isSource: true, folder };
  const place = await placeOf({ ...written, data: values.data }, system);
  const { stores, close } = await openSources(system, place);
  try {
    return await exportFromStores(stores, system, subject);
  } finally {
    await close();
  }
};

const exported = async (given: Given<ExportOptions>): Promise<Exported> => {
  const { operands, values, folder: project } = given;
  const { data, from, 'documented-replay': isReplay } = values;
  if (from !== undefined) return fromElsewhere(given, from);
  const { subject, folder, system } = await chosenIn({ operands, data, isReplay, project });
  return exportFrom(folder, system, subject);
};

export const exporting: Run<ExportOptions> = async (given) => {
  const { out } = given.values;
  const { terminal } = given;
  const text = JSON.stringify(await exported(given), undefined, 2);
  if (out === undefined) terminal.say(text);
  else writing('--out', () => writeFileSync(out, `${text}\n`, { mode: FOR_OWNER_ONLY }));
  return 0;
};
