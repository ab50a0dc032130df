// A system is a whole business: its contexts, and what belongs to the business as one.

import type { BoundedContext } from './context.ts';
import type { Words } from './known.ts';
import type { Label, Labels } from './labels.ts';
import type { AnyMessage, AnyNote } from './notes.ts';

/** A command by the value of a field: `{ status: { 예약취소: command.CancelReservation } }`. */
type ByValue = { readonly [field: string]: { readonly [value: string]: AnyNote<'command'> } };

/** A line that a reference document promises, routed to a command or a view of the wall. */
export type DocumentedLine = {
  /** Who acts where nobody has signed in, in the open demo. */
  readonly as: string;
  readonly method: string;
  /** The path, with the fields that it carries: `/accommodations/{orderId}`. */
  readonly path: string;
  readonly does:
    | { readonly command: AnyNote<'command'> }
    | { readonly view: string }
    | { readonly field: string; readonly commands: { readonly [value: string]: AnyNote } };
  /** The HTTP status of success. */
  readonly answers: number;
};

type ViewName = { readonly name: string; readonly follows: unknown };

const standardStatus: { readonly [method: string]: number } = { POST: 201, DELETE: 204 };

const isNote = (does: object): does is AnyNote<'command'> => 'colour' in does;
const isView = (does: object): does is ViewName => 'follows' in does;

const doing = (does: AnyNote<'command'> | ViewName | ByValue): DocumentedLine['does'] => {
  if (isNote(does)) return { command: does };
  if (isView(does)) return { view: does.name };
  const [first] = Object.entries(does);
  if (!first) throw new Error('A line by value needs a field, such as `{ status: { … } }`.');
  return { field: first[0], commands: first[1] };
};

type Line = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;

/** `as('Customer', 'DELETE /accommodations/{orderId}', command.CancelReservation)` */
export const as = (
  actor: string,
  line: Line,
  does: AnyNote<'command'> | ViewName | ByValue,
): DocumentedLine => {
  const [method = '', path = ''] = line.split(' ');
  const answers = standardStatus[method] ?? 200;
  return { as: actor, method, path, does: doing(does), answers };
};

/** One event of a log, as an invariant reads it. */
export type Happened = {
  readonly context: string;
  readonly type: string;
  readonly caseId: string;
  readonly subject: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly data: { readonly [field: string]: unknown };
};

type Row = { readonly [field: string]: unknown };

/** The whole business at one moment, as an invariant reads it. */
export type World = {
  /** Events of all contexts, each aggregate's in their order, a cause before its effect. */
  readonly events: readonly Happened[];
  /** The states of an aggregate by key; of a ledger's register, by the key of the entry. */
  readonly states: (aggregate: string, register?: string) => ReadonlyMap<string, Row>;
  readonly rows: (view: string) => readonly Row[];
  /** The state that a simulated external system keeps. */
  readonly external: (system: string) => unknown;
  readonly now: number;
};

export type Invariant = {
  /** As the domain page names it: `I1`. */
  readonly id: string;
  readonly words: Words;
  /** Whether it holds always, or when nothing is under way. */
  readonly holds: 'always' | 'when quiet';
  /** What is wrong, a sentence each. */
  readonly broken: (world: World) => readonly string[];
};

export type SimulatedAnswer<S> = {
  readonly state: S;
  readonly answer:
    | { readonly taken: { readonly [field: string]: unknown } }
    | { readonly refused: { readonly [field: string]: unknown } };
  /** How long the answer takes. */
  readonly delayMs?: number;
};

/** An external system that the demo and the simulator bring along. */
export type SimulatedSystem<S = unknown> = {
  readonly name: string;
  readonly initial: S;
  readonly answer: (question: string, asked: Row, state: S) => SimulatedAnswer<S>;
};

export type DemoStep = {
  /** Epoch milliseconds: the clock stands there when the step is taken. */
  readonly at: number;
  readonly as: string;
  readonly claims: { readonly [name: string]: string };
  readonly command: AnyMessage;
};

export type Persona = {
  readonly actor: string;
  readonly subject: string;
  readonly label: Label;
  readonly claims: { readonly [name: string]: string };
};

export type Demo = {
  readonly personas: readonly Persona[];
  readonly steps: (now: number) => readonly DemoStep[];
};

type SystemNotes = {
  readonly label: Label;
  /**
   * The field that names the case in every event that has one, such as `orderId`. Events without
   * it belong to the case of their own instance.
   */
  readonly businessKey: string;
  readonly contexts: readonly BoundedContext[];
  readonly documented?: readonly DocumentedLine[];
  /** Names of body fields that a document uses, by the field that is meant. */
  readonly fieldAliases?: { readonly [written: string]: string };
  readonly invariants?: readonly Invariant[];
  readonly externals?: readonly SimulatedSystem[];
  readonly demo?: Demo;
  /** What a documented replay sets: the clock, and the settings that let a machine decide. */
  readonly replay?: {
    readonly now?: number;
    readonly settings: { readonly [name: string]: unknown };
    readonly steps?: readonly DemoStep[];
  };
  /** The ports on which the documents have the services: `{ place: 8082 }`. */
  readonly documentedPorts?: { readonly [context: string]: number };
  readonly labels?: Labels;
};

export type System = Required<Omit<SystemNotes, 'demo' | 'replay'>> &
  Pick<SystemNotes, 'demo' | 'replay'> & { readonly name: string };

const twice = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];

/**
 * A whole business.
 * @throws when two notes of the same colour share a name: a message is known by its name alone.
 */
export const system = (name: string, notes: SystemNotes): System => {
  const aggregates = notes.contexts.flatMap((context) => Object.values(context.aggregates));
  const doubled = [
    ...twice(notes.contexts.map((context) => context.name)),
    ...twice(aggregates.map((aggregate) => aggregate.name)),
    ...twice(aggregates.flatMap((aggregate) => Object.keys(aggregate.accepts))),
    ...twice(aggregates.flatMap((aggregate) => Object.keys(aggregate.emits))),
    ...twice(notes.contexts.flatMap((context) => Object.keys(context.views))),
  ];
  if (doubled.length > 0) {
    throw new Error(`In ${name} these names stand twice: ${doubled.join(', ')}.`);
  }
  const empty = { documented: [], fieldAliases: {}, invariants: [], externals: [], labels: {} };
  return { ...empty, documentedPorts: {}, ...notes, name };
};
