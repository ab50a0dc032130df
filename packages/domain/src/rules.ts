// The tables, read: which rule a command or an event meets, and what it gives. Pure, so that the
// kernel, the simulator and the test kit read them the same way.

import type { AnyAggregate, AnyRegister } from './any-aggregate.ts';
import type { Asked } from './asks.ts';
import { dataOf, keyOf } from './data.ts';
import { wrongResult } from './made.ts';
import type { WrongResult } from './made.ts';
import type { Instance, Move } from './instance.ts';
import { nothing, unchanged } from './known.ts';
import type { Known } from './known.ts';
import type { AnyMessage } from './notes.ts';
import type { Mistake } from './reading.ts';
import type { Fields } from './shapes.ts';
import type { AnyState } from './states.ts';

/** An event that no rule expects in the state it met. It stops its case; nothing is guessed. */
export class CorruptStream extends Error {
  readonly aggregate: string;
  readonly event: string;
  readonly state: string;
  constructor(aggregate: string, event: string, state: string) {
    super(`${aggregate}: ${event} cannot follow ${state}.`);
    this.name = 'CorruptStream';
    this.aggregate = aggregate;
    this.event = event;
    this.state = state;
  }
}

export type Verdict =
  | { readonly is: 'events'; readonly events: readonly AnyMessage[] }
  | { readonly is: 'nothing' }
  | { readonly is: 'refused'; readonly rejection: AnyMessage }
  | { readonly is: 'outOfTurn'; readonly state: AnyState; readonly isInitial: boolean }
  | { readonly is: 'asked'; readonly asked: Asked<unknown> }
  | { readonly is: 'unavailable' }
  | { readonly is: 'forbidden' }
  | { readonly is: 'invalid'; readonly mistakes: readonly Mistake[] };

const keyIn = (register: AnyRegister, message: AnyMessage): string | undefined => {
  if (register.per === undefined) return undefined;
  return keyOf(dataOf(message)[register.per]);
};

/** The register that decides a command, and the entry of it that the command names. */
export const placeOf = (
  aggregate: AnyAggregate,
  command: AnyMessage,
): { readonly register: AnyRegister; readonly entry: string | undefined } => {
  const { type } = command;
  for (const register of aggregate.registers) {
    if (register.decide[type] !== undefined) return { register, entry: keyIn(register, command) };
  }
  throw new Error(`${aggregate.name} has no rule for ${type}.`);
};

type AnyFunction = (message: unknown, memory: unknown, known: unknown) => unknown;

const ruleIn = (
  table: { readonly [name: string]: unknown },
  type: string,
  state: AnyState,
): unknown => {
  const rule = table[type];
  if (typeof rule === 'function' || rule === undefined) return rule;
  // A rule that is no function is a table by state.
  const cells = rule as { readonly [state: string]: unknown };
  return cells[state.is] ?? cells['*'];
};

/** Whether a command meets a rule in the present state. */
export const isOpen = (instance: Instance, command: AnyMessage): boolean => {
  const { register, entry } = placeOf(instance.aggregate, command);
  return ruleIn(register.decide, command.type, instance.state(register, entry)) !== undefined;
};

/** Whether a command meets a rule that may do something: not one that says `nothing`. */
export const mayDo = (instance: Instance, command: AnyMessage): boolean => {
  const { register, entry } = placeOf(instance.aggregate, command);
  const rule = ruleIn(register.decide, command.type, instance.state(register, entry));
  return rule !== undefined && rule !== nothing;
};

export const decide = (instance: Instance, command: AnyMessage, known: Known): Verdict => {
  const { register, entry } = placeOf(instance.aggregate, command);
  const state = instance.state(register, entry);
  const rule = ruleIn(register.decide, command.type, state);
  if (rule === undefined) {
    return { is: 'outOfTurn', state, isInitial: state.is === register.initial.is };
  }
  if (typeof rule !== 'function') return conclude(instance, command, rule);
  const { isLedger } = instance.aggregate;
  const knowledge = isLedger ? { ...known, ledger: instance.ledger() } : known;
  // `Rule` has tied each rule to the message and the state that it is called with.
  return conclude(instance, command, (rule as AnyFunction)(command, state, knowledge));
};

/** What comes of a rule, or of the answer to an ask. A refusal tells the status that it met. */
export const conclude = (instance: Instance, command: AnyMessage, given: unknown): Verdict => {
  const verdict = verdictOf(instance.aggregate, given);
  if (verdict.is !== 'refused') return verdict;
  const { register, entry } = placeOf(instance.aggregate, command);
  const met = { register, to: instance.state(register, entry) };
  const { rejection } = verdict;
  const fields = instance.aggregate.refuses[rejection.type]?.fields ?? {};
  return { is: 'refused', rejection: stamped(rejection, fields, [met]) };
};

/**
 * What a rule, or the answer to an ask, has given.
 * @throws {WrongResult} it is none of what a decision may be.
 */
export const verdictOf = (aggregate: AnyAggregate, given: unknown): Verdict => {
  if (Array.isArray(given)) return { is: 'events', events: eventsIn(aggregate, given) };
  // `Decision` allows nothing but messages and lists of them; what is nothing has no type.
  const message = Object(given) as AnyMessage;
  if (message.type in aggregate.emits) return { is: 'events', events: [message] };
  switch (message.type) {
    case 'Nothing':
      return { is: 'nothing' };
    case 'Asked':
      return { is: 'asked', asked: given as Asked<unknown> };
    case 'Unavailable':
      return { is: 'unavailable' };
    case 'Forbidden':
      return { is: 'forbidden' };
    case 'Invalid':
      return { is: 'invalid', mistakes: (given as { mistakes: readonly Mistake[] }).mistakes };
    default:
      return { is: 'refused', rejection: needRejection(aggregate, given as AnyMessage) };
  }
};

type Messages = readonly AnyMessage[];

const eventsIn = (aggregate: AnyAggregate, given: Messages): Messages => {
  for (const event of given) {
    // A list may hold anything, where no compiler has seen it.
    if (!isEventOf(aggregate, event)) throw noDecision(aggregate, event, given);
  }
  return given;
};

/**
 * A rejection of an aggregate.
 * @throws {WrongResult} it has no such rejection.
 */
export const needRejection = (aggregate: AnyAggregate, given: AnyMessage): AnyMessage => {
  const { type } = Object(given) as AnyMessage;
  if (!Object.hasOwn(aggregate.refuses, type)) throw noDecision(aggregate, given);
  return given;
};

const isEventOf = ({ emits }: AnyAggregate, given: AnyMessage | null | undefined): boolean =>
  given !== null && given !== undefined && Object.hasOwn(emits, given.type);

const noDecision = ({ name }: AnyAggregate, given: unknown, among = given): WrongResult => {
  // What is no object has no type.
  const { type } = Object(given) as { readonly type?: unknown };
  const called = typeof type === 'string' ? type : typeOf(given);
  const problem = `gives ${called}, which is no event and no rejection of it`;
  return wrongResult(`A rule of ${name}`, among, problem);
};

const typeOf = (given: unknown): string => (given === null ? 'null' : typeof given);

export type Evolved = { readonly event: AnyMessage; readonly moves: readonly Move[] };

const moveOf = (instance: Instance, register: AnyRegister, event: AnyMessage): Move | undefined => {
  if (register.evolve[event.type] === undefined) return undefined;
  const entry = keyIn(register, event);
  if (register.per !== undefined && entry === undefined) return undefined;
  const from = instance.state(register, entry);
  const rule = ruleIn(register.evolve, event.type, from);
  const made = typeof rule === 'function' ? (rule as AnyFunction)(event, from, {}) : rule;
  // As in `decide`: a rule gives a state, or says that nothing changes.
  const to = made === unchanged ? from : (made as AnyState);
  const isNew = to !== from;
  // What the register does not have is no state, whatever it is.
  if (isNew && !register.states[Object(to).is]) throw noState(instance, event, { from, made });
  return { register, entry, from, to };
};

const movesOf = (instance: Instance, event: AnyMessage): readonly Move[] => {
  const { registers } = instance.aggregate;
  const [only] = registers;
  if (!only || registers.length > 1) {
    return registers.flatMap((register) => moveOf(instance, register, event) ?? []);
  }
  const move = moveOf(instance, only, event);
  return move ? [move] : [];
};

type Folded = { readonly from: AnyState; readonly made: unknown };

const noState = ({ aggregate }: Instance, { type }: AnyMessage, { from, made }: Folded): Error =>
  made === undefined
    ? new CorruptStream(aggregate.name, type, from.is)
    : wrongResult(`${aggregate.name} after ${type}`, made, 'is in no state that it has');

type Met = Pick<Move, 'register' | 'to'>;

const stampOf = (message: AnyMessage, met: readonly Met[]): string => {
  for (const { register, to } of met) {
    const [status, another] = register.states[to.is]?.sketch.status ?? [];
    if (status !== undefined && another === undefined) return status;
  }
  throw new Error(`${message.type} meets no state with one status; the rule must name it.`);
};

const stamped = (message: AnyMessage, fields: Fields, met: readonly Met[]): AnyMessage => {
  let written = message;
  for (const name in fields) {
    if (!fields[name]?.isStamped || dataOf(message)[name] !== undefined) continue;
    written = { ...written, [name]: stampOf(message, met) };
  }
  return written;
};

const noEvent = (aggregate: AnyAggregate, event: AnyMessage): Error =>
  typeof event.type === 'string'
    ? new CorruptStream(aggregate.name, event.type, 'any state')
    : noDecision(aggregate, event);

/** Where an event leads, with its status stamped. The instance is left as it is. */
export const evolve = (instance: Instance, event: AnyMessage): Evolved => {
  const { aggregate } = instance;
  const moves = movesOf(instance, event);
  if (moves.length === 0) throw noEvent(aggregate, event);
  const fields = aggregate.emits[event.type]?.fields ?? {};
  return { event: stamped(event, fields, moves), moves };
};
