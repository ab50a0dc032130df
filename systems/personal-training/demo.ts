// Who walks about in the demo, and what happened before at 바른핏 PT, in Gangnam and in Mapo: a class
// that was held yesterday, one that is to be held tomorrow, and an application that waits.

import { addDays, MINUTE_MS } from '@dure/domain';
import { dayOf, instantAt, isoOf } from '@dure/domain/korea';
import type { Demo, DemoStep, Persona } from '@dure/rehearsal';
import { inTurn, operator } from '@dure/rehearsal/demo';
import * as Ptmanager from './ptmanager/contract.ts';
import * as Ptorder from './ptorder/contract.ts';
import * as Pttrainer from './pttrainer/contract.ts';

type Name = readonly [ko: string, en: string];

const customer = (number: number, label: Name): Persona => {
  const customerId = `customer-${number}`;
  const claims = { customerId, recipient: `customer:${customerId}` };
  return { actor: 'Customer', subject: customerId, label, claims };
};

const trainer = (number: number, label: Name): Persona => {
  const trainerId = `trainer-${number}`;
  const claims = { trainerId, recipient: `trainer:${trainerId}` };
  return { actor: 'Trainer', subject: trainerId, label, claims };
};

const clerk = (number: number, label: Name): Persona => ({
  actor: 'Clerk',
  subject: `clerk-${number}`,
  label,
  claims: { recipient: 'clerk' },
});

const lee = clerk(1, ['이하늬', 'Lee Ha-nui, customer care']);
const hong = customer(1, ['홍길동 (서초구)', 'Hong Gil-dong, Seocho']);
const seong = customer(2, ['성춘향 (마포구)', 'Seong Chun-hyang, Mapo']);
const mong = customer(3, ['이몽룡', 'Lee Mong-ryong']);
const kang = trainer(2001, ['강민호 (체형교정, 강남점)', 'Kang Min-ho, posture, Gangnam']);
const yoon = trainer(2002, ['윤지수 (필라테스, 강남점)', 'Yoon Ji-su, Pilates, Gangnam']);

const personas: readonly Persona[] = [
  lee,
  clerk(2, ['김도현', 'Kim Do-hyun, customer care']),
  hong,
  seong,
  mong,
  kang,
  yoon,
  trainer(2003, ['백승현 (근력, 마포점)', 'Baek Seung-hyun, strength, Mapo']),
  trainer(2004, ['장미란 (재활, 마포점)', 'Jang Mi-ran, rehabilitation, Mapo']),
  operator,
];

const roster = [
  ['trainer-2001', '강민호', '01051110001'],
  ['trainer-2002', '윤지수', '01051110002'],
  ['trainer-2003', '백승현', '01051110003'],
  ['trainer-2004', '장미란', '01051110004'],
] as const;

/** The trainers of the page. */
export const opening = (day: string): readonly DemoStep[] =>
  inTurn(
    instantAt(day, '09:00'),
    MINUTE_MS,
    roster.map(([trainerId, trainerName, trainerTel]) => {
      const { RegisterTrainer } = Ptmanager.command;
      return [lee, RegisterTrainer({ trainerId, trainerName, trainerTel })] as const;
    }),
  );

const { PlacePtOrder } = Ptorder.command;
const { AssignTrainer } = Ptmanager.command;
const { ConfirmSchedule, RegisterResult } = Pttrainer.command;

/** Nobody was assigned before, so that this schedule is the first one. */
const heldYesterday = (today: string): readonly DemoStep[] => {
  const ptOrderId = 'ptorder-1';
  const yesterday = addDays(today, -1);
  const named = { trainerId: 'trainer-2002', ptTrainerId: 'pttrainer-1' } as const;
  const ptClassDate = isoOf(instantAt(yesterday, '19:00'));
  return [
    ...inTurn(instantAt(addDays(today, -3), '10:00'), 20 * MINUTE_MS, [
      [
        seong,
        PlacePtOrder({
          ptOrderId,
          ptClassId: 'ptclass-2',
          ptClassName: '필라테스 1:1',
          customerId: 'customer-2',
          customerName: '성춘향',
          customerTel: '01033334444',
        }),
      ],
      [lee, AssignTrainer({ ptOrderId, trainerId: named.trainerId })],
      [yoon, ConfirmSchedule({ ...named, ptClassDate })],
    ]),
    ...inTurn(instantAt(yesterday, '20:10'), MINUTE_MS, [
      [yoon, RegisterResult({ ...named, ptResult: '유연성 좋음, 코어 보강 필요' })],
    ]),
  ];
};

/** His schedule is the second one. */
const heldTomorrow = (today: string): readonly DemoStep[] => {
  const ptOrderId = 'ptorder-2';
  const named = { trainerId: 'trainer-2001', ptTrainerId: 'pttrainer-2' } as const;
  const ptClassDate = isoOf(instantAt(addDays(today, 1), '19:00'));
  return inTurn(instantAt(addDays(today, -1), '21:00'), 15 * MINUTE_MS, [
    [
      hong,
      PlacePtOrder({
        ptOrderId,
        ptClassId: 'ptclass-1',
        ptClassName: '체형교정 기초',
        customerId: 'customer-1',
        customerName: '홍길동',
        customerTel: '01022223333',
      }),
    ],
    [lee, AssignTrainer({ ptOrderId, trainerId: named.trainerId })],
    [kang, ConfirmSchedule({ ...named, ptClassDate })],
  ]);
};

/** Without a phone, they read their inbox. */
const waiting = (now: number): readonly DemoStep[] =>
  inTurn(now - 20 * MINUTE_MS, MINUTE_MS, [
    [
      mong,
      PlacePtOrder({
        ptOrderId: 'ptorder-3',
        ptClassId: 'ptclass-3',
        ptClassName: '근력 향상',
        customerId: 'customer-3',
        customerName: '이몽룡',
      }),
    ],
  ]);

export const demo: Demo = {
  personas,
  steps: (now) => {
    const today = dayOf(now);
    return [
      ...opening(addDays(today, -7)),
      ...heldYesterday(today),
      ...heldTomorrow(today),
      ...waiting(now),
    ];
  },
};
