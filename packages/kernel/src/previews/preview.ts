// Decides a command without committing: as its turn would, on what is committed, and shows what the
// decision would leave.

import { NewerVersion, placeOf } from '@dure/domain';
import type { AnyMessage, Asked } from '@dure/domain';
import type { Order, Outcome } from '../api.ts';
import type { Engine, TurnTools } from '../engine.ts';
import { loadedFor, perform } from '../commands/decide.ts';
import type { Asking } from '../commands/decide.ts';
import { calleeOf, refusedAtOnce } from '../commands/asks.ts';
import { partitionOf } from '../ids.ts';
import { Failure } from '../turn/items.ts';
import type { Workspace } from '../turn/workspace.ts';
import type { LoadedAggregate } from '../turn/aggregate-repository.ts';
import { dataOf, keyIn } from '../turn/messages.ts';
import type { Pending } from '../turn/messages.ts';
import type { Item } from '../ports.ts';
import { StoreUnavailable } from '../ports.ts';
import { assumedAnswer } from './assumed.ts';
import { digestOfAsk, digestOfEvents, madeBetween } from './digest.ts';
import type {
  Decided,
  PreviewedAsk,
  PreviewedDeadline,
  PreviewedOutcome,
  PreviewedState,
  StateNamed,
  Supposed,
} from './contract.ts';
import { readingTurn } from './reading-turn.ts';

type Previewing = Pick<Order, 'command' | 'by'>;

const away: PreviewedOutcome = { is: 'unavailable', retryAfter: 1 };

const ended = (outcome: PreviewedOutcome): Decided => ({
  is: 'ended',
  outcome,
  events: [],
  deadlines: [],
  unknown: [],
});

/**
 * What the kernel would decide now. What keeps it from deciding is its outcome.
 * @param supposed the answer that its ask is taken to have, where it was found to ask.
 */
export const previewOf = async (
  engine: Engine,
  order: Previewing,
  supposed?: Supposed,
): Promise<Decided> => {
  try {
    return await decidedIn(engine, order, supposed);
  } catch (cause) {
    if (cause instanceof StoreUnavailable) return ended(away);
    throw cause;
  }
};

const decidedIn = async (
  engine: Engine,
  order: Previewing,
  supposed: Supposed | undefined,
): Promise<Decided> => {
  const { deciders } = engine.registry;
  const aggregate = deciders.get(order.command.type);
  const key = aggregate && keyIn(supposed?.command ?? order.command, aggregate.identifiedBy);
  const partition = key === undefined ? 0 : partitionOf(key, engine.store.partitions);
  const turn = await readingTurn(engine, partition);
  const decided = await turn.workspace.attempt(() => decideOnce(turn, order, supposed));
  if (decided instanceof Failure) return failed(engine, order, { decided, supposed });
  if (decided.is !== 'ended') return decided;
  const over = await endedBy(engine, turn.workspace);
  return { ...decided, deadlines: [...decided.deadlines, ...over] };
};

type Failing = { readonly decided: Failure; readonly supposed: Supposed | undefined };

const failed = (
  { newCommandId, context, report }: Engine,
  { command }: Previewing,
  { decided: { cause }, supposed }: Failing,
): Decided => {
  if (cause instanceof NewerVersion) return ended(away);
  // With values that are made up a rule may go astray that would not with real ones.
  if (supposed?.isAssumed) return ended({ is: 'depends', on: supposed.ask });
  const incident = newCommandId();
  report({ id: incident, context, what: `${command.type} could not be previewed.`, cause });
  return ended({ is: 'failed', incident });
};

/** An answer without an attempt is that of no ask that was ever opened. */
const NO_ATTEMPT = '';

const decideOnce = (turn: TurnTools, order: Previewing, supposed?: Supposed): Decided => {
  const { command, by } = order;
  const named = supposed?.command ?? command;
  const before = stateBefore(turn, named);
  const facts = { ...turn.workspace.facts };
  const unit = { to: 'command', id: 'preview', command, by, causedBy: 'preview' } as const;
  const answered = supposed && { ...supposed, attempt: NO_ATTEMPT };
  const { performed } = perform(turn, unit, answered);
  switch (performed.is) {
    case 'asking':
      return asking(performed, before);
    case 'waits':
      return ended({ is: 'unavailable', retryAfter: 1, isBusy: true });
    case 'done':
      return done(turn, performed, { named, before, supposed, facts });
    default:
      return { ...ended(performed), ...(before.exists ? { state: unmoved(before) } : {}) };
  }
};

type Before = Omit<PreviewedState, 'after'> & { readonly exists: boolean };

const stateNamed = (loaded: LoadedAggregate, command: AnyMessage): StateNamed => {
  const { register, entry } = placeOf(loaded.aggregate, command);
  loaded.need(register, entry);
  const { is: name } = loaded.instance.state(register, entry);
  return { name, status: register.states[name]?.sketch.status[0] ?? name };
};

const stateBefore = (turn: TurnTools, command: AnyMessage): Before => {
  const loaded = loadedFor(turn, command);
  const { register } = placeOf(loaded.aggregate, command);
  return {
    aggregate: loaded.aggregate.name,
    life: register.name,
    before: stateNamed(loaded, command),
    exists: loaded.version > 0,
  };
};

const moved = ({ exists: _, ...before }: Before, after: StateNamed): PreviewedState => ({
  ...before,
  after,
});

const unmoved = (before: Before): PreviewedState => moved(before, before.before);

const asking = (found: Asking, before: Before): Decided => {
  const { asked, context } = found;
  const { turn, command, minted } = context;
  const { ask, message } = asked;
  const answer = refusedAtOnce(turn, asked) ?? (ask.isExternal ? agreed(turn, asked) : undefined);
  return {
    is: 'asking',
    ask: shownAsk(turn, asked),
    resume: { ask: ask.name, command, message, minted: [...minted] },
    state: unmoved(before),
    ...(answer ? { answer } : {}),
    digest: digestOfAsk(found),
  };
};

const agreed = ({ now }: TurnTools, { ask }: Asked<unknown>) => assumedAnswer(ask.brings, now);

const shownAsk = ({ engine }: TurnTools, asked: Asked<unknown>): PreviewedAsk => {
  const { ask, message } = asked;
  const [undo] = ask.undoes;
  return {
    name: ask.name,
    to: calleeOf(engine, asked),
    isExternal: ask.isExternal,
    type: message.type,
    data: dataOf(message),
    ...(undo ? { undo: undo.type } : {}),
  };
};

type Deciding = {
  readonly named: AnyMessage;
  readonly before: Before;
  readonly supposed: Supposed | undefined;
  readonly facts: TurnTools['workspace']['facts'];
};

const done = (
  turn: TurnTools,
  { position: _, ...outcome }: Extract<Outcome, { readonly is: 'done' }>,
  { named, before, supposed, facts }: Deciding,
): Decided => {
  const { workspace } = turn;
  const { identifiedBy } = loadedFor(turn, named).aggregate;
  const loaded = loadedFor(turn, { ...named, [identifiedBy]: outcome.key });
  const records = workspace.appended;
  const isNew = madeBetween(facts, workspace.facts);
  const digest = digestOfEvents(records, loaded.aggregate, isNew);
  return {
    is: 'ended',
    outcome,
    state: moved(before, stateNamed(loaded, { ...named, [identifiedBy]: outcome.key })),
    events: records.map(({ type, data }) => ({ type, data })),
    deadlines: begun(workspace),
    unknown: supposed?.unknown ?? [],
    ...(records.length > 0 && !supposed ? { digest } : {}),
  };
};

const begun = (workspace: Workspace): readonly PreviewedDeadline[] =>
  workspace.changes().put.flatMap((item) => deadlineIn(item, item.at));

const deadlineIn = (
  { collection, body }: Item,
  at: number | undefined,
): readonly PreviewedDeadline[] => {
  if (collection !== 'deadline') return [];
  // Items of the collection are written by `deadlinesAfter`.
  const { name } = body as unknown as Pending;
  return [{ name, ...(at === undefined ? {} : { at }) }];
};

/** Deadlines that the decision drops, as far as they run. */
const endedBy = async ({ store }: Engine, workspace: Workspace) => {
  const ids = workspace.changes().remove.filter(({ collection }) => collection === 'deadline');
  if (ids.length === 0) return [];
  const running = await store.read({ ids, tags: [] });
  return running.flatMap((item) => deadlineIn(item, undefined));
};
