// The sentences behind the invariants: what is wrong with a world, one sentence each.

import { instantOf, MINUTE_MS } from '@dure/domain';
import type { Happened, World } from '@dure/rehearsal';
import { perStory, rowsBy, sentencesOn, word } from '@dure/rehearsal/log';
import type { Sentences, Story, Wrong } from '@dure/rehearsal/log';
import { terms } from '../pttrainer/contract.ts';
import { standingsIn } from './replay.ts';
import type { Standing } from './replay.ts';

/** What is wrong with each application; nothing, where it is right. */
const perOrder = perStory('ptOrderId');

const perStanding = (world: World, wrong: (standing: Standing) => Wrong): Sentences =>
  standingsIn(world).flatMap((standing) => sentencesOn(standing.story.id, wrong(standing)));

const isIn = (states: readonly string[]) => (of: { readonly is?: unknown }) =>
  states.includes(String(of.is));

// I1. The world does not tell its settings: nobody here makes a class shorter.
const CLASS_MS = terms.CLASS_LENGTH.standard * MINUTE_MS;

type Week = Map<string, Happened>;

const begin = ({ data }: Happened): number => instantOf(word(data, 'ptClassDate'));

const overlapIn = (week: Week, event: Happened): Sentences =>
  [...week.values()]
    .filter((other) => Math.abs(begin(other) - begin(event)) < CLASS_MS)
    .map(({ data }) => `${event.subject}: ${word(data, 'ptTrainerId')} overlaps another class.`);

const ends = ['PtScheduleCanceled', 'PtResultCreated'];

export const classesDoNotOverlap = ({ events }: World): Sentences => {
  const weeks = new Map<string, Week>();
  return events.flatMap((event) => {
    const { type, subject, data } = event;
    const week = weeks.get(subject) ?? new Map<string, Happened>();
    weeks.set(subject, week);
    const ptTrainerId = word(data, 'ptTrainerId');
    if (ends.includes(type)) week.delete(ptTrainerId);
    if (type !== 'PtScheduleConfirmed') return [];
    const overlaps = overlapIn(week, event);
    week.set(ptTrainerId, event);
    return overlaps;
  });
};

const isOver = isIn(['canceled', 'declined', 'absent']);

// I2
export const cancelledTogether = (world: World): Sentences =>
  perStanding(world, ({ order, care, schedules }) => {
    const isTaken = care === 'cancelAccepted' && schedules.every(isOver);
    return (order === 'canceled') !== isTaken && `${order}, while care is ${care}.`;
  });

// I3
export const nothingIsHeldFor = (world: World): Sentences =>
  perStanding(world, ({ order, schedules }) => {
    const held = schedules.find((schedule) => !isOver(schedule));
    return order === 'canceled' && held && `cancelled, with a schedule ${word(held, 'is')}.`;
  });

/** A cancellation that care has put off waits for CANCEL_RETRY, whatever its trainer has done. */
const isPutOff = ({ order, care }: Standing): boolean =>
  order === 'cancelOrdered' && care === 'canceling';

/** For each state of an application: of its care case, and of the schedule assigned last. */
const agreeing: { readonly [order: string]: readonly (readonly [care: string, last: string])[] } = {
  ordered: [
    ['unassigned', 'absent'],
    ['unassigned', 'declined'],
    ['accepted', 'requested'],
  ],
  completed: [['confirmed', 'confirmed']],
  resultReady: [['confirmed', 'resultCreated']],
  canceled: ['absent', 'declined', 'canceled'].map((last) => ['cancelAccepted', last] as const),
};

// I4
export const statesAgree = (world: World): Sentences =>
  perStanding(world, (standing) => {
    const { order, care, schedules } = standing;
    const last = word(schedules.at(-1), 'is') || 'absent';
    const isRight = (agreeing[order] ?? []).some(([of, is]) => of === care && is === last);
    return !isRight && !isPutOff(standing) && `${order}, ${care}, ${last}.`;
  });

// I5
export const oneScheduleEach = (world: World): Sentences =>
  perStanding(world, ({ schedules }) => {
    const open = schedules.filter((schedule) => !isOver(schedule)).length;
    return open > 1 && `${open} schedules at once.`;
  });

// I6
export const readOnce = (world: World): Sentences =>
  perOrder(world, ({ of, isBefore }) => {
    const read = of('PtResultRead').length;
    if (read > 1) return `its result was ready ${read} times.`;
    return read === 1 && !isBefore('PtResultCreated', 'PtResultRead') && 'ready without a result.';
  });

// I7
export const trainersAreKnown = ({ events }: World): Sentences => {
  const roster = new Set<string>();
  const used = new Set<string>();
  return events.flatMap(({ type, subject, data }) => {
    const [trainerId, ptTrainerId] = [word(data, 'trainerId'), word(data, 'ptTrainerId')];
    if (type === 'TrainerRegistered') roster.add(trainerId);
    if (type !== 'PtOrderAccepted') return [];
    const isUsed = used.has(ptTrainerId);
    used.add(ptTrainerId);
    return [
      ...(roster.has(trainerId) ? [] : [`${subject}: ${trainerId} is not on the roster.`]),
      ...(isUsed ? [`${subject}: ${ptTrainerId} was used before.`] : []),
    ];
  });
};

const ownIds = ['ptManagerId', 'ptTrainerId'];

// I8
export const casesStayApart = ({ events }: World): Sentences => {
  const orderOf = new Map<string, string>();
  return events.flatMap(({ type, caseId, data }) => {
    const ptOrderId = word(data, 'ptOrderId');
    if (ptOrderId === '') return [];
    const strangers = ownIds.flatMap((field) => {
      const id = word(data, field);
      const owner = orderOf.get(id) ?? ptOrderId;
      if (id !== '') orderOf.set(id, owner);
      return owner === ptOrderId ? [] : [`${type} of ${ptOrderId} names ${id} of ${owner}.`];
    });
    return caseId === ptOrderId ? strangers : [`${type} of ${ptOrderId} is told of ${caseId}.`];
  });
};

const last = (story: Story, types: readonly string[], field: string): string =>
  types.map((type) => word(story.of(type).at(-1)?.data, field)).findLast((of) => of !== '') ?? '';

// I9
export const rowsAreRight = (world: World): Sentences => {
  const rows = rowsBy(world, 'Ptstatus', 'ptOrderId');
  const placed = world.events.filter(({ type }) => type === 'PtOrdered').length;
  const wrong = perOrder(world, (story) => {
    const row = rows.get(story.id);
    const date = last(story, ['PtScheduleConfirmed'], 'ptClassDate');
    const result = last(story, ['PtResultCreated'], 'ptResult');
    if (word(row, 'ptClassDate') !== date) return `its row does not show ${date}.`;
    return word(row, 'ptResult') !== result && 'its row shows another result.';
  });
  return [...(rows.size === placed ? [] : [`${rows.size} rows for ${placed}.`]), ...wrong];
};

// I10. That it is accepted is asked of every state by the tests; that it leads to an end, here.
export const cancellingEnds = (world: World): Sentences =>
  perStanding(world, (standing) => {
    const { of } = standing.story;
    const ended = [...of('PtOrderCanceled'), ...of('PtCancelRefused')].length;
    const ordered = of('PtCancelOrdered').length - (isPutOff(standing) ? 1 : 0);
    return ordered !== ended && `${ordered} cancellations ordered, ${ended} ended.`;
  });

// I11. In the simulator no result comes before its class.
export const datesAreRight = (world: World): Sentences =>
  perOrder(world, ({ of }) => {
    const past = of('PtScheduleConfirmed').find((event) => begin(event) <= event.at);
    const early = of('PtResultCreated').find((event) => event.at < begin(event));
    return (past && 'confirmed for a date in the past.') ?? (early && 'a result before its class.');
  });

const statuses: { readonly [is: string]: string } = {
  ordered: 'ORDERED',
  completed: 'ORDER_COMPLETED',
  resultReady: 'RESULT_READY',
  cancelOrdered: 'CANCEL_ORDERED',
  canceled: 'ORDER_CANCELED',
  unassigned: 'ORDER_RECEIVED',
  accepted: 'ORDER_ACCEPTED',
  confirmed: 'ORDER_CONFIRMED',
  canceling: 'ORDER_CANCEL_PENDING',
  cancelAccepted: 'ORDER_CANCEL_ACCEPTED',
};

const scheduleStatuses: { readonly [is: string]: string } = {
  requested: 'SCHEDULE_REQUESTED',
  confirmed: 'SCHEDULE_CONFIRMED',
  declined: 'SCHEDULE_DECLINED',
  canceled: 'SCHEDULE_CANCELED',
  resultCreated: 'RESULT_CREATED',
};

// G4
export const statusAgrees = (world: World): Sentences => {
  const rows = rowsBy(world, 'Ptstatus', 'ptOrderId');
  return perStanding(world, ({ story, order, care, schedules }) => {
    const row = rows.get(story.id);
    const shown = ['ptOrderStatus', 'ptManagerStatus', 'ptTrainerStatus'].map((field) =>
      word(row, field),
    );
    const schedule = scheduleStatuses[word(schedules.at(-1), 'is')] ?? '';
    const right = [statuses[order], statuses[care], schedule];
    return shown.join() !== right.join() && `shown as ${shown.join()}, not ${right.join()}.`;
  });
};
