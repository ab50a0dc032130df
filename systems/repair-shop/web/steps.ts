// Where a repair stands, as its customer and the desk read it: what was with its time, what is now,
// and what is to come; or out of it, where it was cancelled or not taken.

import { textIn } from '@dure/web/kit';
import type { CaseRecord, Row, Step } from '@dure/web/kit';
import type { RepairSay } from './words.ts';

type Word = Parameters<RepairSay>[0];

type Line = { readonly event: string; readonly past: Word; readonly now: Word };

const way: readonly Line[] = [
  { event: 'Received', past: 'stepReceived', now: 'stepReceived' },
  { event: 'ReceiptTakenIn', past: 'stepTakenIn', now: 'nowTakenIn' },
  { event: 'ReceiptRepaired', past: 'stepRepaired', now: 'nowRepaired' },
  { event: 'ReceiptPaid', past: 'stepPaid', now: 'nowPaid' },
  { event: 'ReceiptDeliveryStarted', past: 'stepLeft', now: 'nowLeft' },
  { event: 'ReceiptDelivered', past: 'stepDelivered', now: 'nowDelivered' },
];

/** How many steps of the way are behind, by the status of the receipt. */
const reached: { readonly [stat: string]: number } = {
  REPAIRREQUEST: 1,
  REPAIRRECEIVED: 2,
  REPAIRCOMPLETED: 3,
  PAYREQUEST: 3,
  PAYAPPROVED: 4,
  DELIVERYREQUESTED: 4,
  DELIVERYSTARTED: 5,
  DELIVERYCOMPLETED: 6,
};

const waits: { readonly [stat: string]: Word } = {
  REPAIRCOMPLETED: 'waitsBill',
  PAYREQUEST: 'waitsPay',
  PAYAPPROVED: 'waitsDesk',
  DELIVERYREQUESTED: 'waitsDriver',
};

/** What a cancellation waits for. */
const leaving: { readonly [stat: string]: Word } = {
  CANCELREQUESTED: 'stepDeciding',
  CANCELFEEREQUESTED: 'stepFee',
  REFUNDREQUESTED: 'stepRefund',
};

export const isCancelling = (stat: string): boolean => leaving[stat] !== undefined;

/** The last event of a kind: a cancellation may be asked for again after it was refused. */
export const lastOf = (records: readonly CaseRecord[], event: string): CaseRecord | undefined =>
  records.findLast(({ type, kind }) => kind === 'event' && type === event);

/** What the wall writes where no one decided in time; people write in their own words. */
const SILENT = '결정 기한 경과';

const reasonIn = (record: CaseRecord | undefined, say: RepairSay): string => {
  const reason = record?.data['reason'];
  if (reason === SILENT) return say('silentReason');
  return typeof reason === 'string' ? reason : '';
};

/** Why the shop refused the last cancellation; nothing, where another was asked for since. */
export const refusalOf = (records: readonly CaseRecord[], say: RepairSay): string | undefined => {
  const asked = lastOf(records, 'RepairCancelRequested');
  const refused = lastOf(records, 'ReceiptCancelRefused');
  if (!refused || (asked && asked.at > refused.at)) return undefined;
  return reasonIn(refused, say);
};

type Of = {
  readonly row: Row;
  readonly records: readonly CaseRecord[];
  readonly say: RepairSay;
  readonly when: (at: string) => React.ReactNode;
};

const behind = (of: Of, count: number): readonly Step[] =>
  way.slice(0, count).map(({ event, past }): Step => {
    const at = lastOf(of.records, event)?.at;
    const note = at === undefined ? {} : { note: of.when(at) };
    return { key: event, title: of.say(past), is: 'done', ...note };
  });

const onTheWay = (of: Of, stat: string): readonly Step[] => {
  const at = reached[stat] ?? 0;
  const wait = waits[stat];
  const rest = way.slice(at).map(({ event, past, now }, index): Step => {
    if (index > 0) return { key: event, title: of.say(past), is: 'todo' };
    const note = wait === undefined ? {} : { note: of.say(wait) };
    return { key: event, title: of.say(now), is: 'now', ...note };
  });
  return [...behind(of, at), ...rest];
};

const ended = (of: Of, title: Word, event: string): Step => {
  const record = lastOf(of.records, event);
  const reason = reasonIn(record, of.say);
  const note = reason === '' ? record && of.when(record.at) : of.say('because', { reason });
  return { key: event, title: of.say(title), is: 'failed', ...(note ? { note } : {}) };
};

const outOfIt = (of: Of, stat: string): readonly Step[] => {
  const done = way.filter(({ event }) => lastOf(of.records, event) !== undefined).length;
  const asked = lastOf(of.records, 'RepairCancelRequested');
  const wish: Step = {
    key: 'asked',
    title: of.say('stepCancelAsked'),
    is: 'done',
    ...(asked ? { note: of.when(asked.at) } : {}),
  };
  const now = leaving[stat];
  if (now === undefined) {
    return [...behind(of, done), wish, ended(of, 'stepCancelled', 'ReceiptCancelled')];
  }
  const help = now === 'stepRefund' ? { note: of.say('refundHelp') } : {};
  return [
    ...behind(of, done),
    wish,
    { key: 'now', title: of.say(now), is: 'now', ...help },
    { key: 'end', title: of.say('stepCancelled'), is: 'todo' },
  ];
};

export const stepsOf = (of: Of): readonly Step[] => {
  const stat = textIn(of.row, 'stat');
  if (stat === 'REJECTED') {
    return [...behind(of, 1), ended(of, 'stepRejected', 'ReceiptRejected')];
  }
  return stat === 'CANCELLED' || isCancelling(stat) ? outOfIt(of, stat) : onTheWay(of, stat);
};
