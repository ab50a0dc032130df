// The gym in one process, on a clock that a test moves, and the people who go there.

import { addDays } from '@dure/domain';
import { dayOf, instantAt, isoOf } from '@dure/domain/korea';
import type { AnyMessage, By } from '@dure/domain';
import { Business } from '@dure/acceptance/business';
import type { Opening } from '@dure/acceptance/business';
import { isIdOf } from './fields.ts';
import * as Ptmanager from './ptmanager/contract.ts';
import * as Ptorder from './ptorder/contract.ts';
import * as Pttrainer from './pttrainer/contract.ts';
import { rehearsal } from './rehearsal.ts';

type CustomerId = `customer-${string}`;
type OrderId = `ptorder-${string}`;
type ScheduleId = `pttrainer-${string}`;
type TrainerId = `trainer-${string}`;

/** An event as it was committed: with the status of the state that it led to. */
export const told = (of: AnyMessage, status: string) => ({ ...of, status });

const actor = (name: string, claims: By['claims'] = {}): By => ({ kind: 'actor', name, claims });

export const clerk = actor('Clerk');
export const operator = actor('Operator');

export const customer = (customerId: CustomerId = 'customer-1'): By =>
  actor('Customer', { customerId });

export const trainer = (trainerId: TrainerId): By => actor('Trainer', { trainerId });

export const kang = 'trainer-2001' as const;
export const yoon = 'trainer-2002' as const;

const roster = [
  { trainerId: kang, trainerName: '강민호', trainerTel: '01051110001' },
  { trainerId: yoon, trainerName: '윤지수', trainerTel: '01051110002' },
] as const;

const TODAY = '2026-03-02';

/** A time of tomorrow, as a trainer writes it. */
export const tomorrowAt = (time: string): string => isoOf(instantAt(addDays(TODAY, 1), time));

/** What people do with one application. */
export const stepsOf = (ptOrderId: OrderId, customerId: CustomerId = 'customer-1') => ({
  place: (of: { readonly status?: string } = {}) =>
    Ptorder.command.PlacePtOrder({
      ptOrderId,
      ptClassId: 'ptclass-1',
      ptClassName: '체형교정',
      customerId,
      customerName: '홍길동',
      customerTel: '01022223333',
      ...of,
    }),
  assign: (trainerId: TrainerId) => Ptmanager.command.AssignTrainer({ ptOrderId, trainerId }),
  cancel: Ptorder.command.CancelPtOrder({ ptOrderId }),
});

/** What a trainer does with one schedule. */
export const turnsOf = (trainerId: TrainerId, ptTrainerId: ScheduleId) => ({
  confirm: (ptClassDate = tomorrowAt('19:00')) =>
    Pttrainer.command.ConfirmSchedule({ trainerId, ptTrainerId, ptClassDate }),
  decline: Pttrainer.command.DeclineSchedule({ trainerId, ptTrainerId, reason: '휴가' }),
  register: (ptResult = '자세 교정 3회차 권장') =>
    Pttrainer.command.RegisterResult({ trainerId, ptTrainerId, ptResult }),
});

const isSchedule = isIdOf('pttrainer');

/** The schedule that was assigned last for an application. */
export const scheduleOf = async (gym: Business, ptOrderId: OrderId): Promise<ScheduleId> => {
  const { ptTrainerId } = { ptTrainerId: '', ...(await gym.row('AssignmentTasks', ptOrderId)) };
  return isSchedule(ptTrainerId) ? ptTrainerId : 'pttrainer-none';
};

export const statusIn = async (gym: Business, view: string, id: OrderId = 'ptorder-1') =>
  (await gym.row(view, id))?.['status'];

export const messagesTo = async (gym: Business, recipient: string) =>
  (await gym.rows('Inbox')).filter((row) => row['recipient'] === recipient);

export const templatesTo = async (gym: Business, recipient: string) =>
  (await messagesTo(gym, recipient)).map(({ template }) => template);

/** How far an application is taken before a scenario begins. */
const way = ['received', 'assigned', 'completed', 'held', 'resultReady'] as const;

export type Far = (typeof way)[number];

type Case = {
  readonly ptOrderId?: OrderId;
  readonly customerId?: CustomerId;
  readonly trainerId?: TrainerId;
  readonly time?: string;
};

/** Takes an application so far, each doing their part; gives the number of its schedule. */
export const bring = async (gym: Business, far: Far, of: Case = {}): Promise<ScheduleId> => {
  const { ptOrderId = 'ptorder-1', customerId = 'customer-1' } = of;
  const { trainerId = kang, time = '19:00' } = of;
  const steps = stepsOf(ptOrderId, customerId);
  const turns = async () => turnsOf(trainerId, await scheduleOf(gym, ptOrderId));
  const doing = [
    () => gym.done(steps.place(), customer(customerId)),
    () => gym.done(steps.assign(trainerId), clerk),
    async () => gym.done((await turns()).confirm(tomorrowAt(time)), trainer(trainerId)),
    () => gym.until(addDays(dayOf(gym.clock.now()), 1), '20:00'),
    async () => gym.done((await turns()).register(), trainer(trainerId)),
  ];
  for (const turn of doing.slice(0, way.indexOf(far) + 1)) await turn();
  return scheduleOf(gym, ptOrderId);
};

/** A gym with its trainers, in which an application has come so far. */
export const opened = async (far?: Far, opening: Opening = {}): Promise<Business> => {
  const gym = await Business.opened(rehearsal, TODAY, opening);
  for (const of of roster) await gym.done(Ptmanager.command.RegisterTrainer(of), clerk);
  if (far) await bring(gym, far);
  return gym;
};
