// The wall as a plain model: contexts with their notes, and the arrows between them. It is read
// from the values that run, so that the picture cannot say something else than the program.

import type {
  AnyAggregate,
  AnyRegister,
  BoundedContext,
  Duration,
  Label,
  RejectionKind,
  Saga,
  StateKind,
  System,
  TimeUnit,
  LabelGroup,
} from '@dure/domain';
import { hotspots } from './hotspots.ts';
import type { Hotspot } from './hotspot.ts';
import { labelIn, stateLabelIn, unlabelled } from '@dure/domain';
import { movesOf } from './lives.ts';
import type { LifeMove } from './lives.ts';
import { arrowsOf } from './wall-arrows.ts';
import type { WallArrow } from './wall-arrows.ts';
import { externalsIn, remindersIn, wallId } from './wall-index.ts';
import type { WallKind } from './wall-index.ts';

export type { WallArrow, WallArrowKind } from './wall-arrows.ts';
export type { WallKind } from './wall-index.ts';

export type WallState = {
  readonly name: string;
  readonly label: Label;
  readonly kind: StateKind;
};

/** One state machine of an aggregate: its only one, or a register of a ledger. */
export type WallLife = {
  readonly name: string;
  /** What a register is called, where that has a label: `Ledger.Register` among the aggregates. */
  readonly label: Label;
  /** The field that keys its entries. */
  readonly per?: string;
  readonly states: readonly WallState[];
  readonly moves: readonly LifeMove[];
};

/** One step of a saga, by the names of its messages. */
export type WallStep = {
  readonly name: string;
  readonly command?: string;
  /** Who sends the command, when it is not the saga. */
  readonly by?: string;
  /** The person whom the step waits for. */
  readonly waitsFor?: string;
  readonly until: string;
  readonly unless: readonly string[];
  /** The command that takes the step back. */
  readonly undo?: string;
};

/** How long something takes, and the setting that says it. */
export type WallDuration = {
  readonly setting: string;
  readonly standard: number;
  readonly unit: TimeUnit;
};

export type WallNote = {
  readonly id: string;
  readonly kind: WallKind;
  readonly context: string;
  readonly name: string;
  readonly label: Label;
  /** Of a command, an event, or a rejection: the aggregate, by its id. */
  readonly aggregate?: string;
  /** Of a command: the name of the machine that decides it. */
  readonly life?: string;
  /** Of an aggregate: its machines. */
  readonly lives?: readonly WallLife[];
  /** Of a rejection: what is to be made of it. */
  readonly rejects?: RejectionKind;
  /** Of a deadline: how long it is unless a setting says otherwise. */
  readonly lasts?: WallDuration;
  /** Of a policy, a process or a saga that, when it is new, reads what had happened before it. */
  readonly begins?: 'beginning';
  /** Of a deadline: what it puts on the work list of its people. */
  readonly work?: Label;
  /** Of a saga: what starts it, and what it goes through. */
  readonly startedBy?: string;
  readonly steps?: readonly WallStep[];
};

export type WallContext = {
  readonly name: string;
  readonly label: Label;
  readonly notes: readonly WallNote[];
};

export type Wall = {
  readonly name: string;
  readonly label: Label;
  readonly contexts: readonly WallContext[];
  /** Systems that are not ours. */
  readonly externals: readonly WallNote[];
  readonly arrows: readonly WallArrow[];
  readonly hotspots: readonly Hotspot[];
};

/** The wall of a business: plain data, the same again for the same business. */
export const wallOf = (system: System): Wall => ({
  name: system.name,
  label: system.label,
  contexts: system.contexts.map((context) => contextOf(system, context)),
  externals: externalsIn(system).map((name) => externalOf(system, name)),
  arrows: arrowsOf(system),
  hotspots: hotspots(system),
});

const groups: { readonly [K in WallKind]: LabelGroup } = {
  actor: 'actors',
  command: 'commands',
  aggregate: 'aggregates',
  event: 'events',
  rejection: 'rejections',
  policy: 'policies',
  process: 'policies',
  saga: 'sagas',
  deadline: 'deadlines',
  reminder: 'reminders',
  view: 'views',
  external: 'systems',
};

type Draw = (kind: WallKind, name: string) => WallNote;

const drawIn =
  (system: System, context: BoundedContext): Draw =>
  (kind, name) => ({
    id: wallId(context.name, kind, name),
    kind,
    context: context.name,
    name,
    label: labelIn(system, context, [groups[kind], name]) ?? unlabelled(name),
  });

const contextOf = (system: System, context: BoundedContext): WallContext => {
  const draw = drawIn(system, context);
  const every = (kind: WallKind, of: object): readonly WallNote[] =>
    Object.keys(of).map((name) => draw(kind, name));
  const { aggregates, sagas } = context;
  return {
    name: context.name,
    label: context.labels.context ?? unlabelled(context.name),
    notes: [
      ...every('actor', context.actors),
      ...Object.values(aggregates).flatMap((of) => aggregateNotes(system, context, of)),
      ...followers(draw, 'policy', context.policies),
      ...followers(draw, 'process', context.processes),
      ...Object.values(sagas).map((saga) => ({ ...sagaNote(draw, saga), ...begins(saga) })),
      ...Object.entries(context.deadlines).map(([name, { work, lasts }]) => ({
        ...draw('deadline', name),
        ...(lasts ? { lasts: durationOf(lasts) } : {}),
        ...(work ? { work: [work.ko, work.en] as const } : {}),
      })),
      ...ownReminders(context).map((name) => draw('reminder', name)),
      ...every('view', context.views),
    ],
  };
};

type Follower = { readonly from?: 'beginning' };

/** One that is new begins with what happens from then on, unless its board says otherwise. */
const begins = ({ from }: Follower): Pick<WallNote, 'begins'> => (from ? { begins: from } : {});

const followers = (
  draw: Draw,
  kind: WallKind,
  of: { readonly [name: string]: Follower },
): readonly WallNote[] =>
  Object.entries(of).map(([name, follower]) => ({ ...draw(kind, name), ...begins(follower) }));

const durationOf = ({ name, standard, unit = 'seconds' }: Duration): WallDuration => ({
  setting: name,
  standard,
  unit,
});

const ownReminders = (context: BoundedContext): readonly string[] =>
  Object.entries(remindersIn({ contexts: [context] })).flatMap(([name, note]) =>
    note.context === context.name ? [name] : [],
  );

const externalOf = (system: System, name: string): WallNote => {
  const labels = [undefined, ...system.contexts].flatMap(
    (context) => [labelIn(system, context, ['systems', name])] as const,
  );
  const label = labels.find((of) => of !== undefined) ?? unlabelled(name);
  return { id: wallId('', 'external', name), kind: 'external', context: '', name, label };
};

const sagaNote = (draw: Draw, saga: Saga): WallNote => ({
  ...draw('saga', saga.name),
  startedBy: saga.startedBy.type,
  steps: saga.steps.map(stepOf),
});

/** The facts that are there. */
const given = <F extends object>(facts: F): { readonly [N in keyof F]?: NonNullable<F[N]> } =>
  // What is left is not undefined.
  Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined)) as never;

const stepOf = ({ name, until, unless = [], ...step }: Saga['steps'][number]): WallStep => {
  const [sent = step.command] = step.sends;
  const [undone] = step.undoes;
  const { by, waitsFor } = step;
  return {
    name,
    until: until.type,
    unless: unless.map(({ type }) => type),
    ...given({ command: sent?.type, undo: undone?.type, by, waitsFor }),
  };
};

const aggregateNotes = (
  system: System,
  context: BoundedContext,
  aggregate: AnyAggregate,
): readonly WallNote[] => {
  const draw = drawIn(system, context);
  const note = draw('aggregate', aggregate.name);
  const { registers } = aggregate;
  const inThis = (kind: WallKind, name: string) => ({ ...draw(kind, name), aggregate: note.id });
  return [
    {
      ...note,
      lives: registers.map((register) => lifeOf(system, context, { aggregate, register })),
    },
    ...Object.keys(aggregate.accepts).map((name) => ({
      ...inThis('command', name),
      life: registers.find(({ decide }) => decide[name] !== undefined)?.name ?? '',
    })),
    ...Object.keys(aggregate.emits).map((name) => inThis('event', name)),
    ...Object.entries(aggregate.refuses).map(([name, { rejects = 'conflict' }]) => ({
      ...inThis('rejection', name),
      rejects,
    })),
  ];
};

type Machine = { readonly aggregate: AnyAggregate; readonly register: AnyRegister };

const lifeOf = (
  system: System,
  context: BoundedContext,
  { aggregate, register }: Machine,
): WallLife => {
  const life = aggregate.isLedger ? `${aggregate.name}.${register.name}` : aggregate.name;
  return {
    name: register.name,
    label: labelIn(system, context, ['aggregates', life]) ?? [register.name, register.name],
    ...(register.per === undefined ? {} : { per: register.per }),
    states: Object.entries(register.states).map(([name, { sketch }]) => ({
      name,
      label: stateLabelIn(system, context, [life, name]) ?? unlabelled(name),
      kind: sketch.kind,
    })),
    moves: movesOf(register),
  };
};
