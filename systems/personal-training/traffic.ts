// What people do at the gym all day, driven by chance: few trainers, and all want the evening.

import { HOUR_MS, instantOf, isoOf, SECOND_MS } from '@dure/domain';
import type { AnyMessage, World } from '@dure/domain';
import { contractOf } from '@dure/notification';
import { isIdOf } from './fields.ts';
import * as Ptmanager from './ptmanager/contract.ts';
import * as Ptorder from './ptorder/contract.ts';
import * as Pttrainer from './pttrainer/contract.ts';

/** Somebody issues a command. */
export type Step = {
  readonly as: string;
  readonly claims: { readonly [name: string]: string };
  readonly command: AnyMessage;
};

/** What a generator may look at. */
export type Seen = Pick<World, 'now' | 'rows' | 'states'>;

export type Traffic = {
  /** Settings that keep a simulated world small. */
  readonly settings: { readonly [name: string]: unknown };
  /** What is there before the day begins. */
  readonly setUp: (now: number) => readonly Step[];
  /** The next thing that somebody does. `random` gives numbers from 0, below 1. */
  readonly next: (random: () => number, seen: Seen) => Step;
  /** What people still have to do at the end, so that every case comes to its own. */
  readonly finish: (seen: Seen) => readonly Step[];
};

type Random = () => number;
type Row = { readonly [field: string]: unknown };

const Notification = contractOf('notification');

const trainers = ['trainer-2001', 'trainer-2002'] as const;
const stranger = 'trainer-9999';
const classes = ['체형교정 기초', '필라테스 1:1', '근력 향상', '재활 운동'] as const;

const below = (random: Random, count: number): number => Math.floor(random() * count);

const pick = <T>(random: Random, of: readonly T[], otherwise: T): T =>
  of[below(random, of.length)] ?? otherwise;

const asCustomer = (customerId: string, command: AnyMessage): Step => ({
  as: 'Customer',
  claims: { customerId, recipient: `customer:${customerId}` },
  command,
});

const asClerk = (command: AnyMessage): Step => ({ as: 'Clerk', claims: {}, command });

const asTrainer = (trainerId: string, command: AnyMessage): Step => ({
  as: 'Trainer',
  claims: { trainerId, recipient: `trainer:${trainerId}` },
  command,
});

const register = (trainerId: (typeof trainers)[number], index: number): Step =>
  asClerk(
    Ptmanager.command.RegisterTrainer({
      trainerId,
      trainerName: `강사 ${index + 1}`,
      trainerTel: `0105111000${index}`,
    }),
  );

/** One in thirty claims to be further than it is. */
const apply = (random: Random): Step => {
  const customerId = `customer-${1 + below(random, 4)}` as const;
  const number = below(random, classes.length);
  return asCustomer(
    customerId,
    Ptorder.command.PlacePtOrder({
      ptOrderId: `ptorder-r${Math.floor(random() * 1e12).toString(36)}`,
      ptClassId: `ptclass-${number + 1}`,
      ptClassName: classes[number] ?? '체형교정 기초',
      customerId,
      customerName: `고객 ${customerId}`,
      ...(random() < 0.7 ? { customerTel: `010${customerId.slice(-1).repeat(8)}` } : {}),
      ...(random() < 1 / 30 ? { status: 'ORDER_COMPLETED' } : {}),
    }),
  );
};

const isOrder = isIdOf('ptorder');
const isSchedule = isIdOf('pttrainer');
const isTrainer = isIdOf('trainer');

const rowsIn = (seen: Seen, view: string, ...statuses: readonly string[]): readonly Row[] =>
  seen.rows(view).filter(({ status }) => statuses.some((one) => one === status));

/** A clerk assigns what waits; now and then somebody who does not work here. */
const assign = (random: Random, seen: Seen): Step => {
  const { ptOrderId } = pick<Row>(random, rowsIn(seen, 'AssignmentTasks', 'ORDER_RECEIVED'), {});
  if (!isOrder(ptOrderId)) return apply(random);
  const trainerId = random() < 0.05 ? stranger : pick(random, trainers, 'trainer-2001');
  return asClerk(Ptmanager.command.AssignTrainer({ ptOrderId, trainerId }));
};

/** What a trainer is asked to hold. */
type Task = {
  readonly trainerId: `trainer-${string}`;
  readonly ptTrainerId: `pttrainer-${string}`;
  readonly row: Row;
};

const tasksIn = (seen: Seen, ...statuses: readonly string[]): readonly Task[] =>
  rowsIn(seen, 'ScheduleTasks', ...statuses).flatMap((row) => {
    const { trainerId, ptTrainerId } = row;
    return isTrainer(trainerId) && isSchedule(ptTrainerId) ? [{ trainerId, ptTrainerId, row }] : [];
  });

const taskIn = (random: Random, seen: Seen, ...statuses: readonly string[]): Task | undefined => {
  const tasks = tasksIn(seen, ...statuses);
  return tasks[below(random, tasks.length)];
};

/** In a moment, at some half hour of the evening, or, by mistake, a while ago. */
const dateIn = (random: Random, now: number): string => {
  if (random() < 0.05) return isoOf(now - HOUR_MS);
  const evening = (2 + below(random, 4)) * (HOUR_MS / 2);
  return isoOf(now + SECOND_MS + (random() < 0.6 ? 0 : evening));
};

const confirm = (random: Random, seen: Seen): Step => {
  const task = taskIn(random, seen, 'SCHEDULE_REQUESTED');
  if (!task) return assign(random, seen);
  const { trainerId, ptTrainerId } = task;
  const ptClassDate = dateIn(random, seen.now);
  const command = Pttrainer.command.ConfirmSchedule({ trainerId, ptTrainerId, ptClassDate });
  return asTrainer(trainerId, command);
};

const decline = (random: Random, seen: Seen): Step => {
  const task = taskIn(random, seen, 'SCHEDULE_REQUESTED');
  if (!task) return confirm(random, seen);
  const { trainerId, ptTrainerId } = task;
  const command = Pttrainer.command.DeclineSchedule({ trainerId, ptTrainerId, reason: '휴가' });
  return asTrainer(trainerId, command);
};

const registering = ({ trainerId, ptTrainerId }: Task): Step =>
  asTrainer(
    trainerId,
    Pttrainer.command.RegisterResult({ trainerId, ptTrainerId, ptResult: '코어 보강 필요' }),
  );

/** Trainers register results; now and then before the class, or of what is over. */
const registerResult = (random: Random, seen: Seen): Step => {
  const task = taskIn(random, seen, 'SCHEDULE_CONFIRMED', 'SCHEDULE_CANCELED');
  return task ? registering(task) : confirm(random, seen);
};

/** Somebody calls off what he applied for, most likely when its class is about to be held. */
const cancel = (random: Random, seen: Seen): Step => {
  const held = taskIn(random, seen, 'SCHEDULE_CONFIRMED', 'RESULT_CREATED');
  const orders = seen.rows('Ptorders');
  const ofHeld = orders.filter(({ ptOrderId }) => ptOrderId === held?.row['ptOrderId']);
  const rows = random() < 0.6 && ofHeld.length > 0 ? ofHeld : orders;
  const { ptOrderId, customerId } = pick<Row>(random, rows, {});
  if (!isOrder(ptOrderId)) return apply(random);
  return asCustomer(String(customerId), Ptorder.command.CancelPtOrder({ ptOrderId }));
};

/** What no phone took, somebody tells by other means. */
const resolve = (seen: Seen): readonly Step[] =>
  [...seen.states('Message')].flatMap(([messageKey, { is }]) => {
    if (is !== 'givenUp') return [];
    const command = Notification.command.ResolveMessage({ messageKey, note: '전화로 알림' });
    return [{ as: 'Operator', claims: {}, command }];
  });

const dateOf = ({ row: { ptClassDate } }: Task): number =>
  typeof ptClassDate === 'string' ? instantOf(ptClassDate) : 0;

/** Whoever still waits gets a trainer, … */
const assignRest = (seen: Seen): readonly Step[] =>
  rowsIn(seen, 'AssignmentTasks', 'ORDER_RECEIVED').flatMap(({ ptOrderId }) =>
    isOrder(ptOrderId)
      ? [asClerk(Ptmanager.command.AssignTrainer({ ptOrderId, trainerId: 'trainer-2001' }))]
      : [],
  );

/** … a date after all others, … */
const confirmRest = (seen: Seen): readonly Step[] => {
  const latest = Math.max(seen.now, ...tasksIn(seen, 'SCHEDULE_CONFIRMED').map(dateOf));
  return tasksIn(seen, 'SCHEDULE_REQUESTED').map(({ trainerId, ptTrainerId }, index) => {
    const ptClassDate = isoOf(latest + (1 + index) * HOUR_MS);
    const command = Pttrainer.command.ConfirmSchedule({ trainerId, ptTrainerId, ptClassDate });
    return asTrainer(trainerId, command);
  });
};

/** … and, once his class was held, a result. */
const registerRest = (seen: Seen): readonly Step[] =>
  tasksIn(seen, 'SCHEDULE_CONFIRMED')
    .filter((task) => dateOf(task) <= seen.now)
    .map(registering);

/** Of a hundred steps, how many are of each kind. */
const habits: readonly (readonly [share: number, does: Traffic['next']])[] = [
  [8, apply],
  [18, assign],
  [22, confirm],
  [6, decline],
  [22, registerResult],
  [24, cancel],
];

const habitAt = (point: number): Traffic['next'] => {
  let passed = 0;
  for (const [share, does] of habits) {
    passed += share;
    if (point < passed) return does;
  }
  return apply;
};

export const traffic: Traffic = {
  // The invariants look at whether a class was held before its result.
  settings: { RESULT_ANYTIME: false },
  // The gym opens to some who have been waiting.
  setUp: () => [...trainers.map(register), ...[0.1, 0.3, 0.5, 0.7].map((of) => apply(() => of))],
  next: (random, seen) => habitAt(random() * 100)(random, seen),
  finish: (seen) => [
    ...assignRest(seen),
    ...confirmRest(seen),
    ...registerRest(seen),
    ...resolve(seen),
  ],
};
