// Where a pickup stands, as its customer reads it.

import { textIn } from '@dure/web/kit';
import type { CaseRecord, Row, Step } from '@dure/web/kit';
import type { PickupSay } from './words.ts';

type Word = Parameters<PickupSay>[0];

/** Nothing else can be requested from the same number while one of these is so. */
export const openStatuses = ['호출', '호출중', '호출확정', '수거중', '호출취소중'];

type Line = { readonly event: string; readonly past: Word; readonly now: Word };

const way: readonly Line[] = [
  { event: 'PickupcallRequested', past: 'stepRequested', now: 'stepRequested' },
  { event: 'PickupcallConfirmed', past: 'stepFound', now: 'stepFinding' },
  { event: 'PickupcallCollectionStarted', past: 'stepTaken', now: 'stepComing' },
  { event: 'PickupcallCompleted', past: 'stepHanded', now: 'stepCarrying' },
];

const reached: { readonly [status: string]: number } = {
  호출: 1,
  호출중: 1,
  호출확정: 2,
  수거중: 3,
  수거완료: 4,
};

const ends: { readonly [status: string]: { readonly title: Word; readonly event: string } } = {
  호출취소: { title: 'stepCancelled', event: 'PickupcallCancelConfirmed' },
  호출실패: { title: 'stepFailed', event: 'PickupcallFailed' },
};

type Of = {
  readonly row: Row;
  readonly records: readonly CaseRecord[];
  readonly say: PickupSay;
  readonly when: (at: string) => React.ReactNode;
};

/** The last one: a courier may be found anew. */
const lastOf = ({ records }: Of, event: string): CaseRecord | undefined =>
  records.findLast(({ type, kind }) => kind === 'event' && type === event);

const atOf = (of: Of, event: string): string | undefined => lastOf(of, event)?.at;

/** What the customer did not wish for is explained. */
const reasons: { readonly [reason: string]: Word } = {
  NO_COURIER: 'whyNoCourier',
  TOO_LATE: 'whyTooLate',
  NO_COLLECTION: 'whyNotCollected',
};

const noteOf = (of: Of, event: string) => {
  const at = atOf(of, event);
  return at === undefined ? {} : { note: of.when(at) };
};

const endNote = (of: Of, event: string) => {
  const reason = lastOf(of, event)?.data['reason'];
  const why = typeof reason === 'string' ? reasons[reason] : undefined;
  return why === undefined ? noteOf(of, event) : { note: of.say(why) };
};

const behind = (of: Of): readonly Step[] =>
  way
    .filter(({ event }) => atOf(of, event) !== undefined)
    .map(({ event, past }) => ({
      key: event,
      title: of.say(past),
      is: 'done',
      ...noteOf(of, event),
    }));

const onTheWay = (of: Of, at: number): readonly Step[] =>
  way.map(({ event, past, now }, index): Step => {
    if (index < at) return { key: event, title: of.say(past), is: 'done', ...noteOf(of, event) };
    if (index > at) return { key: event, title: of.say(past), is: 'todo' };
    const help = now === 'stepFinding' ? { note: of.say('findingHelp') } : {};
    return { key: event, title: of.say(now), is: 'now', ...help };
  });

export const stepsOf = (of: Of): readonly Step[] => {
  const status = textIn(of.row, 'pickupStatus');
  const end = ends[status];
  if (end) {
    const last: Step = { key: 'end', title: of.say(end.title), is: 'failed' };
    return [...behind(of), { ...last, ...endNote(of, end.event) }];
  }
  if (status !== '호출취소중') return onTheWay(of, reached[status] ?? 0);
  return [
    ...behind(of),
    { key: 'now', title: of.say('stepCancelling'), is: 'now', note: of.say('cancellingHelp') },
    { key: 'end', title: of.say('stepCancelled'), is: 'todo' },
  ];
};

/** The customer wanted to cancel, and the courier was there before. */
export const wasRefused = (records: readonly CaseRecord[]): boolean =>
  records.some(({ type, kind }) => kind === 'event' && type === 'PickupcallCancelRefused');
