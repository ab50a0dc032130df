// What people do at the gym all day, driven by chance: few trainers, and all want the evening.

import { HOUR_MS, instantOf, SECOND_MS } from '@dure/domain';
import { isoOf } from '@dure/domain/korea';
import type { AnyMessage } from '@dure/domain';
import { anyId, below, byHabit, pick, rowsWith } from '@dure/rehearsal/traffic';
import type { Random, Seen, Step, Traffic } from '@dure/rehearsal/traffic';
import { resolveGivenUp } from '@dure/notification/rehearsal';
import { isIdOf } from './fields.ts';
import * as Ptmanager from './ptmanager/contract.ts';
import * as Ptorder from './ptorder/contract.ts';
import * as Pttrainer from './pttrainer/contract.ts';

type Row = { readonly [field: string]: unknown };

const trainers = ['trainer-2001', 'trainer-2002'] as const;
const stranger = 'trainer-9999';
const classes = ['체형교정 기초', '필라테스 1:1', '근력 향상', '재활 운동'] as const;

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
      ptOrderId: anyId(random, 'ptorder'),
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

const rowsIn = rowsWith('status');

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

/** A customer calls off an application, most likely when its class is about to be held. */
const cancel = (random: Random, seen: Seen): Step => {
  const held = taskIn(random, seen, 'SCHEDULE_CONFIRMED', 'RESULT_CREATED');
  const orders = seen.rows('Ptorders');
  const ofHeld = orders.filter(({ ptOrderId }) => ptOrderId === held?.row['ptOrderId']);
  const rows = random() < 0.6 && ofHeld.length > 0 ? ofHeld : orders;
  const { ptOrderId, customerId } = pick<Row>(random, rows, {});
  if (!isOrder(ptOrderId)) return apply(random);
  return asCustomer(String(customerId), Ptorder.command.CancelPtOrder({ ptOrderId }));
};

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

/** … and, once their class was held, a result. */
const registerRest = (seen: Seen): readonly Step[] =>
  tasksIn(seen, 'SCHEDULE_CONFIRMED')
    .filter((task) => dateOf(task) <= seen.now)
    .map(registering);

/** Of a hundred steps, how many are of each kind. */
const doing = byHabit([
  [8, apply],
  [18, assign],
  [22, confirm],
  [6, decline],
  [22, registerResult],
  [24, cancel],
]);

export const traffic: Traffic = {
  // The invariants look at whether a class was held before its result.
  settings: { RESULT_ANYTIME: false },
  // The gym opens to some who have been waiting.
  setUp: () => [...trainers.map(register), ...[0.1, 0.3, 0.5, 0.7].map((of) => apply(() => of))],
  next: doing,
  finish: (seen) => [
    ...assignRest(seen),
    ...confirmRest(seen),
    ...registerRest(seen),
    ...resolveGivenUp(seen),
  ],
};
