// One command, decided in a turn: its events, states, claims and deadlines go to the workspace.

import { decide, evolve, placeOf, verdictOf } from '@dure/domain';
import type { AnyAggregate, AnyMessage, Asked, Verdict } from '@dure/domain';
import type { Outcome } from './api.ts';
import { answerIn, isSameAsk } from './answers.ts';
import type { Answered } from './answers.ts';
import { deadlinesAfter } from './deadlines.ts';
import type { TurnTools } from './engine.ts';
import type { Loaded } from './instances.ts';
import { knownFor, mintIn, noteId } from './known.ts';
import type { Minted } from './known.ts';
import type { Json, LogRecord } from './ports.ts';
import type { CommandUnit } from './work.ts';

type Data = { readonly [field: string]: Json };

// A message's fields are what shapes describe, which is JSON.
const dataOf = ({ type: _type, ...data }: AnyMessage): Data => data as unknown as Data;

/** A decision that needs an answer first. */
export type Asking = {
  readonly is: 'asking';
  readonly loaded: Loaded;
  readonly asked: Asked<unknown>;
  readonly command: AnyMessage;
  readonly caseId: string;
  readonly minted: Minted;
};

/** The instance has an open ask; the command is to come again. */
export type Waits = { readonly is: 'waits'; readonly loaded: Loaded };

export type Performed = Asking | Waits | Exclude<Outcome, { is: 'keyReused' | 'failed' }>;

export type Result = {
  readonly performed: Performed;
  /** Whether the answer that was brought is the answer to what is asked now. */
  readonly isMet: boolean;
  /** Whether the callee's refusal met no decision of the board. */
  readonly isPassedOn: boolean;
};

/** The business key that a message names; else the instance's own key. */
export const caseIn = ({ engine }: TurnTools, data: Data, key: string): string => {
  const name = data[engine.registry.system.businessKey];
  return typeof name === 'string' ? name : key;
};

/** The command with its identifying field, minted where the sender left it out. */
const identified = (turn: TurnTools, aggregate: AnyAggregate, command: AnyMessage): AnyMessage => {
  const field = aggregate.identifiedBy;
  const given = dataOf(command)[field];
  if (given !== undefined) return command;
  const kind = aggregate.accepts[command.type]?.fields[field]?.idKind;
  if (kind === undefined) throw new Error(`${command.type} does not say its ${field}.`);
  return { ...command, [field]: mintIn(turn, kind) };
};

export const perform = (turn: TurnTools, unit: CommandUnit, answered?: Answered): Result => {
  const aggregate = turn.engine.registry.aggregateOf(unit.command.type);
  if (!aggregate) throw new Error(`${turn.engine.context} decides no ${unit.command.type}.`);
  const command = answered?.command ?? identified(turn, aggregate, unit.command);
  const key = String(dataOf(command)[aggregate.identifiedBy]);
  const loaded = turn.instances.get(aggregate, key);
  if (loaded.ask && loaded.ask.attempt !== answered?.attempt) return plain({ is: 'waits', loaded });
  const { register, entry } = placeOf(aggregate, command);
  loaded.need(register, entry);
  const minted: Minted = [];
  const known = knownFor(turn, unit.by, minted, answered?.minted ?? []);
  const verdict = decide(loaded.instance, command, known);
  const caseId = caseIn(turn, dataOf(command), key);
  const asking = { is: 'asking', loaded, command, caseId, minted } as const;
  if (verdict.is !== 'asked') return plain(settle(turn, unit, asking, verdict));
  const { asked } = verdict;
  if (!answered || !isSameAsk(answered, asked)) return plain({ ...asking, asked });
  const given = answerIn(answered.answer, asked);
  if (!given) return { performed: passOn(answered), isMet: true, isPassedOn: true };
  const decided = verdictOf(aggregate, given.decision);
  return { ...plain(settle(turn, unit, asking, decided)), isMet: true };
};

const plain = (performed: Performed): Result => ({ performed, isMet: false, isPassedOn: false });

/** A refusal for which the board has no decision goes to the sender as it is. */
const passOn = ({ answer }: Answered): Performed =>
  answer.is === 'refused'
    ? { is: 'refused', rejection: answer.rejection as { readonly type: string } & Data }
    : { is: 'unavailable', retryAfter: answer.is === 'unavailable' ? answer.retryAfter : 1 };

type Decided = Omit<Asking, 'is' | 'asked'>;

const settle = (
  turn: TurnTools,
  unit: CommandUnit,
  decided: Decided,
  verdict: Verdict,
): Performed => {
  switch (verdict.is) {
    case 'events':
      return append(turn, unit, decided, verdict.events);
    case 'nothing':
      return done(turn, decided, []);
    case 'refused':
      // A rejection is a message, which is JSON.
      return { is: 'refused', rejection: verdict.rejection as unknown as { type: string } & Data };
    case 'outOfTurn':
      return {
        is: 'outOfTurn',
        state: statusOf(decided.loaded, decided.command),
        isInitial: verdict.isInitial,
        possible: openCommands(decided.loaded, decided.command),
      };
    case 'asked':
      throw new Error('The answer to an ask cannot be another ask.');
    case 'unavailable':
      return { is: 'unavailable', retryAfter: 1 };
    default:
      return verdict;
  }
};

const append = (
  turn: TurnTools,
  unit: CommandUnit,
  decided: Decided,
  events: readonly AnyMessage[],
): Performed => {
  const { loaded } = decided;
  const refused = claimed(turn, loaded, events);
  if (refused) return { is: 'refused', rejection: refused as unknown as { type: string } & Data };
  if (loaded.isNew) noteId(turn, loaded.key);
  const records = events.map((event) => appendEvent(turn, unit, loaded, event));
  return done(turn, decided, records);
};

const appendEvent = (
  turn: TurnTools,
  unit: CommandUnit,
  loaded: Loaded,
  drafted: AnyMessage,
): LogRecord => {
  for (const register of loaded.aggregate.registers) {
    if (register.per === undefined || register.evolve[drafted.type] === undefined) continue;
    const entry = dataOf(drafted)[register.per];
    if (entry !== undefined && entry !== null) loaded.need(register, String(entry));
  }
  const { event, moves } = evolve(loaded.instance, drafted);
  loaded.move(moves);
  const data = dataOf(event);
  const record = turn.workspace.append({
    kind: 'event',
    type: event.type,
    subject: loaded.id,
    caseId: caseIn(turn, data, loaded.key),
    at: turn.now,
    data,
    causedBy: unit.causedBy,
    actor: actorOf(unit),
    ...(unit.traceparent === undefined ? {} : { traceparent: unit.traceparent }),
  });
  deadlinesAfter(turn, loaded, record);
  return record;
};

export const actorOf = ({ by }: CommandUnit): string =>
  by.kind === 'actor' ? `${by.name}:${by.subject ?? '-'}` : `${by.kind}:${by.name}`;

/** Takes and gives back claims; the rejection, when somebody else holds one. */
const claimed = (
  { workspace }: TurnTools,
  { aggregate, key, instance }: Loaded,
  events: readonly AnyMessage[],
): AnyMessage | undefined => {
  for (const [field, claim] of Object.entries(aggregate.claims)) {
    for (const event of events) {
      const taken =
        dataOf(event)[field] ?? stateData(instance.state(aggregate.registers[0]!))[field];
      const id = `${aggregate.name}.${field}/${String(taken)}`;
      if (claim.releasedBy.includes(event.type)) workspace.remove({ drawer: 'claim', id });
      if (claim.takenBy !== event.type) continue;
      const holder = workspace.get('claim', id)?.body;
      if (holder !== undefined && holder !== key) {
        // `Claim` has tied the refusal to the aggregate's rejections.
        return claim.refuses({ value: String(taken), holder } as never) as AnyMessage;
      }
      if (holder === undefined) workspace.insert({ drawer: 'claim', id, body: key });
    }
  }
  return undefined;
};

const stateData = (state: object): Data => state as unknown as Data;

const done = (turn: TurnTools, decided: Decided, records: readonly LogRecord[]): Performed => {
  const { loaded, command, caseId } = decided;
  const { workspace, partition } = turn;
  const named = records.find((record) => record.caseId !== loaded.key)?.caseId;
  return {
    is: 'done',
    key: loaded.key,
    caseId: named ?? caseId,
    data: told(loaded, command, records),
    events: records.map(({ type }) => type),
    position: {
      context: turn.engine.context,
      partition,
      sequence: workspace.head.sequence + workspace.appended.length,
    },
  };
};

const told = (loaded: Loaded, command: AnyMessage, records: readonly LogRecord[]): Data => {
  const { aggregate, instance } = loaded;
  const { register, entry } = placeOf(aggregate, command);
  const { is, ...state } = stateData(instance.state(register, entry));
  const isSeen = !aggregate.isLedger || entry !== undefined;
  const status = register.states[String(is)]?.sketch.status[0];
  return {
    [aggregate.identifiedBy]: loaded.key,
    ...(register.per !== undefined && entry !== undefined ? { [register.per]: entry } : {}),
    ...(status === undefined ? {} : { status }),
    ...(isSeen ? state : {}),
    ...Object.assign({}, ...records.map(({ data }) => data)),
  };
};

const statusOf = ({ aggregate, instance }: Loaded, command: AnyMessage): string => {
  const { register, entry } = placeOf(aggregate, command);
  const { is } = instance.state(register, entry);
  return register.states[is]?.sketch.status[0] ?? is;
};

/** The commands that meet a rule in the present state of the same register. */
export const openCommands = (
  { aggregate, instance }: Pick<Loaded, 'aggregate' | 'instance'>,
  command: AnyMessage,
): readonly string[] => {
  const { register, entry } = placeOf(aggregate, command);
  const { is } = instance.state(register, entry);
  return Object.entries(register.decide).flatMap(([name, rule]) =>
    typeof rule === 'function' || is in rule || '*' in rule ? [name] : [],
  );
};
