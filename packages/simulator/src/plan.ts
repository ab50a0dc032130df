// The plan of a storm, drawn from its seed: under which conditions it runs, what is asked for, and
// what breaks. It is data, so that a failing plan can be cut down to what matters.

import { DAY_MS, HOUR_MS, mapValues, MINUTE_MS, SECOND_MS } from '@dure/domain';
import type { BoundedContext } from '@dure/domain';
import type { Rehearsed } from '@dure/rehearsal';
import { Chance } from './chance.ts';
import { drawConditions } from './conditions.ts';
import type { Conditions } from './conditions.ts';
import { operatorActs } from './operate.ts';
import type { OperatorAct } from './operate.ts';
import { poisonableIn, poisonParts } from './poison.ts';
import type { Dose } from './poison.ts';
import type { Restoring } from './restore.ts';
import type { Size } from './sizes.ts';
import type { Traffic } from './traffic.ts';

/** A replica restarts with the next version of the business. */
type Deploy = {
  readonly kind: 'deploy';
  readonly context: string;
  readonly replica: number;
  readonly forMs: number;
};

/** What breaks, when, and for how long. All instants count from the beginning of the storm. */
export type Fault = { readonly atMs: number } & (
  | {
      readonly kind: 'crash';
      readonly context: string;
      readonly replica: number;
      /** It dies at the so-manieth thing it waits for from then on. */
      readonly afterWaits: number;
      readonly forMs: number;
    }
  | {
      readonly kind: 'stop';
      readonly context: string;
      readonly replica: number;
      readonly forMs: number;
    }
  | { readonly kind: 'down'; readonly context: string; readonly forMs: number }
  | { readonly kind: 'cutOff'; readonly context: string; readonly forMs: number }
  | { readonly kind: 'brokerDown'; readonly forMs: number }
  | { readonly kind: 'brokerEmptied' }
  | { readonly kind: 'storeAway'; readonly context: string; readonly forMs: number }
  | { readonly kind: 'externalDown'; readonly external: string; readonly forMs: number }
  | { readonly kind: 'externalSlow'; readonly external: string; readonly forMs: number }
  | { readonly kind: 'again'; readonly context: string }
  | { readonly kind: 'rebuild'; readonly view: string; readonly replica: number }
  | { readonly kind: 'jump'; readonly byMs: number }
  | ({ readonly kind: 'poison' } & Dose)
  | Deploy
  | {
      readonly kind: 'operate';
      readonly context: string;
      readonly act: OperatorAct;
      readonly times: number;
      readonly everyMs: number;
    }
  | ({
      readonly kind: 'restored';
      /** How long before it the disk was copied that takes the place of the newest one. */
      readonly ageMs: number;
      readonly forMs: number;
    } & Restoring)
);

/** A person does something. What it is, its own stream of chance decides. */
export type Step = { readonly atMs: number; readonly name: string };

export type Plan = {
  readonly seed: number;
  readonly conditions: Conditions;
  readonly lengthMs: number;
  readonly steps: readonly Step[];
  readonly faults: readonly Fault[];
};

const STEPS_MOST = 16;
const FAULTS_MOST = 3;
const JUMPS_MOST_MS = 6 * DAY_MS;

type Planned = {
  readonly system: Rehearsed;
  readonly next?: Rehearsed | undefined;
  readonly traffic: Traffic;
};

export const drawPlan = ({ system, next, traffic }: Planned, seed: number): Plan => {
  const chance = new Chance(`seed ${seed}`);
  const lengthMs = chance.pick([SECOND_MS, 5 * SECOND_MS, 20 * SECOND_MS]);
  const drawnConditions = drawConditions(system, chance.fork('conditions'));
  const settings = { ...drawnConditions.settings, ...traffic.settings };
  const drawnSizes = drawnConditions.contexts;
  const contexts = next ? mapValues(drawnSizes, sideBySide) : drawnSizes;
  // Two versions side by side are two processes.
  const isTogether = drawnConditions.isTogether && !next;
  const conditions = { ...drawnConditions, settings, contexts, isTogether };
  const drawing = { system, conditions, lengthMs, chance: chance.fork('faults') };
  return {
    seed,
    conditions,
    lengthMs,
    steps: drawSteps(lengthMs, chance.fork('steps')),
    faults: [
      ...faultKinds.flatMap((kind) => drawFaults(kind, drawing)),
      ...(next ? drawDeploys(drawing) : []),
    ].toSorted(byInstant),
  };
};

const byInstant = (a: { readonly atMs: number }, b: { readonly atMs: number }): number =>
  a.atMs - b.atMs;

const drawSteps = (lengthMs: number, chance: Chance): readonly Step[] =>
  Array.from({ length: chance.between(2, STEPS_MOST) }, (_, index) => ({
    atMs: chance.between(0, lengthMs),
    name: `step ${index}`,
  })).toSorted(byInstant);

export type FaultKind = Fault['kind'];

/** The kinds that strike every business. */
export type CommonFaultKind = Exclude<FaultKind, 'deploy'>;

export const faultKinds: readonly CommonFaultKind[] = [
  'crash',
  'stop',
  'down',
  'cutOff',
  'brokerDown',
  'brokerEmptied',
  'storeAway',
  'externalDown',
  'externalSlow',
  'again',
  'rebuild',
  'jump',
  'poison',
  'operate',
  'restored',
];

type Drawing = {
  readonly system: Rehearsed;
  readonly conditions: Conditions;
  readonly lengthMs: number;
  readonly chance: Chance;
};

/** What mostly strikes nothing: a process that waits for nothing, a context where all goes well. */
const isOften: ReadonlySet<CommonFaultKind> = new Set(['crash', 'operate', 'poison']);

const drawFaults = (kind: CommonFaultKind, drawing: Drawing): readonly Fault[] => {
  const chance = drawing.chance.fork(kind);
  if (chance.is(0.5)) return [];
  const most = isOften.has(kind) ? 3 * FAULTS_MOST : FAULTS_MOST;
  return Array.from({ length: chance.between(1, most) }, (_, index) =>
    drawFault(kind, { ...drawing, chance: chance.fork(`${index}`) }),
  ).flat();
};

/** Two versions are there at once where there are two replicas. */
const sideBySide = ({ replicas, partitions }: Size): Size => ({
  replicas: Math.max(2, replicas),
  partitions,
});

/** A rolling deploy: about half of the replicas restart during the storm, the others after it. */
const drawDeploys = ({ conditions, lengthMs, chance }: Drawing): readonly Fault[] =>
  Object.entries(conditions.contexts).flatMap(([context, { replicas }]) => {
    const deploys = chance.fork(`deploy ${context}`);
    const all = Array.from({ length: replicas }, (_, replica) => ({
      kind: 'deploy' as const,
      atMs: deploys.between(0, lengthMs / 2),
      context,
      replica,
      forMs: deploys.between(1, 2_000),
    }));
    return all.filter(() => deploys.is(0.5));
  });

type Drawn = {
  readonly [K in CommonFaultKind]: (chance: Chance, drawing: Place) => readonly Fault[];
};

type Place = {
  readonly atMs: number;
  readonly forMs: number;
  readonly context: string;
  readonly replica: number;
  readonly external: string | undefined;
  readonly view: string | undefined;
  readonly boards: readonly BoundedContext[];
};

const during = (kind: 'down' | 'cutOff' | 'storeAway') => (_chance: Chance, place: Place) => {
  const { atMs, forMs, context } = place;
  return [{ kind, atMs, forMs, context }];
};

const outside = (kind: 'externalDown' | 'externalSlow') => (_chance: Chance, place: Place) => {
  const { atMs, forMs, external } = place;
  return external === undefined ? [] : [{ kind, atMs, forMs, external }];
};

const drawn: Drawn = {
  crash: (chance, { atMs, forMs, context, replica }) => [
    { kind: 'crash', atMs, context, replica, forMs, afterWaits: chance.between(0, 30) },
  ],
  stop: (_chance, { atMs, forMs, context, replica }) => [
    { kind: 'stop', atMs, context, replica, forMs },
  ],
  down: during('down'),
  cutOff: during('cutOff'),
  storeAway: during('storeAway'),
  brokerDown: (_chance, { atMs, forMs }) => [{ kind: 'brokerDown', atMs, forMs }],
  brokerEmptied: (_chance, { atMs }) => [{ kind: 'brokerEmptied', atMs }],
  externalDown: outside('externalDown'),
  externalSlow: outside('externalSlow'),
  again: (_chance, { atMs, context }) => [{ kind: 'again', atMs, context }],
  rebuild: (_chance, { atMs, view, replica }) =>
    view === undefined ? [] : [{ kind: 'rebuild', atMs, view, replica }],
  jump: (chance, { atMs }) => [{ kind: 'jump', atMs, byMs: drawJump(chance) }],
  poison: (chance, { atMs, boards }) =>
    // A mistake is mostly there from the beginning.
    drawDose(boards, chance).map((dose) => ({
      kind: 'poison',
      atMs: chance.is(0.7) ? 0 : atMs,
      ...dose,
    })),
  operate: (chance, place) => operate(chance, place),
  restored: (chance, place) => restored(chance, place),
};

const operate = (chance: Chance, { atMs, context }: Place): readonly Fault[] => [
  {
    kind: 'operate',
    atMs,
    context,
    act: chance.pick(operatorActs),
    times: chance.between(1, 8),
    everyMs: chance.pick([50, 300, 1_000]),
  },
];

const restored = (chance: Chance, { atMs, forMs, context }: Place): readonly Fault[] => [
  {
    kind: 'restored',
    atMs,
    context,
    forMs,
    ageMs: chance.between(0, atMs),
    isAnother: chance.is(0.3),
  },
];

const drawFault = (kind: CommonFaultKind, drawing: Drawing): readonly Fault[] => {
  const { system, conditions, lengthMs, chance } = drawing;
  const { name: context, views } = chance.pick(system.contexts);
  const replicas = conditions.contexts[context]?.replicas ?? 1;
  const place: Place = {
    atMs: chance.between(0, lengthMs),
    forMs: chance.between(1, chance.pick([50, 2_000, lengthMs])),
    context,
    replica: chance.between(0, replicas - 1),
    external: maybeOf(
      chance,
      system.externals.map(({ name }) => name),
    ),
    view: maybeOf(chance, Object.keys(views)),
    boards: system.contexts,
  };
  return drawn[kind](chance, place);
};

/** Every kind of function is as likely as any other, however many the boards have of it. */
const drawDose = (boards: readonly BoundedContext[], chance: Chance): readonly Dose[] => {
  const all = boards.flatMap(poisonableIn);
  const parts = poisonParts.filter((part) => all.some((at) => at.part === part));
  if (parts.length === 0) return [];
  const part = chance.pick(parts);
  const at = chance.pick(all.filter((of) => of.part === part));
  return [{ ...at, oneIn: chance.pick([1, 2, 4]) }];
};

const maybeOf = (chance: Chance, names: readonly string[]): string | undefined =>
  names.length === 0 ? undefined : chance.pick(names);

/** All jumps together stay within the time for which the answers to clients are kept. */
const drawJump = (chance: Chance): number => {
  const most = chance.pick([SECOND_MS, MINUTE_MS, HOUR_MS, DAY_MS, JUMPS_MOST_MS / FAULTS_MOST]);
  return chance.between(1, most);
};
