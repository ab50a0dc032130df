// `dure log`: what happened, case by case.

import { setTimeout as sleep } from 'node:timers/promises';
import type { System } from '@dure/domain';
import { inOrder } from '@dure/embedded';
import { chosenBusiness } from '../choose.ts';
import { UserError } from '../command.ts';
import type { Given, Run } from '../command.ts';
import type { LogOptions } from '../command-options.ts';
import { folderOf } from '../start/business-host.ts';
import { chainsOf } from './chains.ts';
import { drawCase, drawChain, drawDocumented, drawRecord, penFor } from './draw.ts';
import type { Pen } from './draw.ts';
import { closeLogs, latest, openLogs, since, trail } from './records.ts';
import type { Ends, Stores, ContextRecord } from './records.ts';

/** A case is rarely longer than this. */
const RECORDS_A_CASE = 40;
const FOLLOW_MS = 150;

type Reading = {
  readonly system: System;
  readonly logs: Stores;
  readonly pen: Pen;
  readonly given: Given<LogOptions>;
};

/** What the documents show on the topic: no messages, and nothing but events. */
const isDocumented = ({ kind, data }: ContextRecord): boolean =>
  kind === 'event' && !('messageKey' in data);

const sayRecords = ({ pen, given }: Reading, records: readonly ContextRecord[]): void => {
  const { terminal, values } = given;
  for (const record of inOrder(records)) {
    if (!values.documented) terminal.say(drawRecord(record, pen, { withCase: true }));
    else if (isDocumented(record)) terminal.say(drawDocumented(record, pen));
  }
};

const ofCase = async (
  { system, logs }: Reading,
  caseId: string,
): Promise<readonly ContextRecord[]> => {
  const records = await trail(logs, caseId);
  if (records.length > 0) return records;
  throw new UserError({
    ko: `${system.label[0]}에 ${caseId} 건이 없습니다`,
    en: `There is no case ${caseId} in ${system.label[1]}`,
  });
};

const sayCase = async (reading: Reading, caseId: string): Promise<void> => {
  const { pen, given } = reading;
  const records = await ofCase(reading, caseId);
  if (given.values.documented) return sayRecords(reading, records);
  for (const line of drawCase({ caseId, records: inOrder(records) }, pen)) given.terminal.say(line);
};

const sayLatest = async ({ system, logs, pen, given }: Reading): Promise<Ends> => {
  const { terminal, values } = given;
  const { records, ends } = await latest(logs, values.cases * RECORDS_A_CASE);
  const chains = chainsOf(records, system.businessKey)
    .filter(({ records: all }) => all.some(isDocumented))
    .slice(-values.cases);
  if (values.documented) {
    const shown = inOrder(chains.flatMap((chain) => chain.records)).filter(isDocumented);
    for (const record of shown) terminal.say(drawDocumented(record, pen));
    return ends;
  }
  for (const chain of chains) for (const line of drawChain(chain, pen)) terminal.say(line);
  return ends;
};

/** Until it is interrupted. Another process writes; the files are looked at again and again. */
const follow = async (reading: Reading, ends: Ends): Promise<void> => {
  const { case: only } = reading.given.values;
  const signal = AbortSignal.any([endOn('SIGINT'), endOn('SIGTERM')]);
  while (!signal.aborted) {
    const records = await since(reading.logs, ends);
    sayRecords(
      reading,
      records.filter(({ caseId }) => only === undefined || caseId === only),
    );
    await sleep(FOLLOW_MS, undefined, { signal }).catch(() => {});
  }
};

const endOn = (name: NodeJS.Signals): AbortSignal => {
  const controller = new AbortController();
  process.once(name, () => controller.abort());
  return controller.signal;
};

const read = async (reading: Reading): Promise<void> => {
  const { case: only, follow: isFollowing } = reading.given.values;
  if (only !== undefined && !isFollowing) return sayCase(reading, only);
  const ends = only === undefined ? await sayLatest(reading) : (await latest(reading.logs, 0)).ends;
  if (only !== undefined) await sayCase(reading, only);
  if (isFollowing) await follow(reading, ends);
};

export const log: Run<LogOptions> = async (given) => {
  const { values, operands, terminal, folder } = given;
  const business = await chosenBusiness(operands[0] ?? '', folder);
  const system = await business.load();
  const isReplay = values['documented-replay'];
  const logs = openLogs(system, folderOf(values.data, system.name, isReplay));
  try {
    await read({ system, logs, pen: penFor(system, terminal), given });
    return 0;
  } finally {
    await closeLogs(logs);
  }
};
