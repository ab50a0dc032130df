// An operator's action on one parked message, or on one entry of the work list, as a job.

import { NewerVersion } from '@dure/domain';
import type { Job, TurnTools } from '../engine.ts';
import { laneIn } from '../ids.ts';
import { openLane } from '../inbox/lanes.ts';
import { laneOf } from '../inbox/parking-lot.ts';
import type { ParkedItem } from '../inbox/parking-lot.ts';
import type { WorkFacts } from '../inbox/work-list.ts';
import type { ReadSet } from '../ports.ts';
import { emptyReadSet, Failure } from '../turn/items.ts';
import type { Act } from './acts.ts';
import type { Operated, Operator } from './contract.ts';
import { whyIn } from './units.ts';

type Reply = (operated: Operated) => void;

const unavailable: Operated = { is: 'unavailable', retryAfter: 1 };

abstract class OperatorJob implements Job {
  readonly isDurable = false;
  readonly #reply: Reply;
  #operated: Operated = { is: 'notFound' };
  /** Whether an earlier turn may have done it, without its answer. */
  #isDoubtful = false;

  constructor(reply: Reply) {
    this.#reply = reply;
  }

  abstract reads(): ReadSet;
  abstract operate(turn: TurnTools): Promise<Operated>;

  async work(turn: TurnTools): Promise<void> {
    this.#operated = await this.operate(turn);
  }

  /** What a board's function throws is answered as refused; other defects come here. */
  stopped(cause: unknown, turn: TurnTools): void {
    this.#operated = failed(turn, 'What an operator did failed.', new Failure(cause));
  }

  doubt(): void {
    this.#isDoubtful = true;
  }

  done(): void {
    const wasDone = this.#isDoubtful && this.#operated.is === 'notFound';
    this.#reply(wasDone ? { is: 'done' } : this.#operated);
  }

  failed(): void {
    this.#reply(unavailable);
  }
}

/** What a defect in the machine leaves: nothing is changed. */
const failed = ({ engine }: TurnTools, what: string, { cause }: Failure): Operated => {
  // Another replica runs the next version of the wall, and has moved the instance.
  if (cause instanceof NewerVersion) return { is: 'unavailable', retryAfter: 1 };
  const id = engine.newCommandId();
  engine.report({ id, context: engine.context, what, cause });
  return { is: 'refused', reason: 'failed', of: id };
};

/** Does something to a parked message, and lets its lane go on. */
export class ParkedJob extends OperatorJob {
  readonly #id: string;
  readonly #act: Act;

  constructor(id: string, act: Act, reply: Reply) {
    super(reply);
    this.#id = id;
    this.#act = act;
  }

  reads(): ReadSet {
    return { ids: [], tags: [{ collection: 'parked', tag: laneIn(this.#id) }] };
  }

  async operate(turn: TurnTools): Promise<Operated> {
    const item = this.#find(turn);
    if (!item) return { is: 'notFound' };
    const acted = await turn.workspace.attempt(() => this.#act(turn, item));
    if (acted instanceof Failure) return failed(turn, `${this.#id} could not be moved.`, acted);
    if (acted && acted.is !== 'done') return acted;
    await openLane(turn, item.parked.lane);
    return acted ?? this.#now(turn);
  }

  #find(turn: TurnTools): ParkedItem | undefined {
    return laneOf(turn, laneIn(this.#id)).find(({ id }) => id === this.#id);
  }

  #now(turn: TurnTools): Operated {
    const item = this.#find(turn);
    if (!item) return { is: 'done' };
    const { state } = item.parked;
    return state === 'asking'
      ? { is: 'underWay' }
      : { is: 'parked', state, cause: whyIn(item).cause };
  }
}

/** Something that an operator did, and to what. */
export type Recorded = {
  readonly operator: Operator;
  readonly did: string;
  readonly facts: Pick<WorkFacts, 'caseId' | 'type' | 'cause'>;
};

/** Notes in the log what an operator did that is about no parked message. */
export class RecordJob extends OperatorJob {
  readonly #done: Recorded;

  constructor(done: Recorded, reply: Reply) {
    super(reply);
    this.#done = done;
  }

  reads(): ReadSet {
    return emptyReadSet;
  }

  operate(turn: TurnTools): Promise<Operated> {
    record(turn, this.#done);
    return Promise.resolve({ is: 'done' });
  }
}

/** Takes an entry off the work list. */
export class WorkJob extends OperatorJob {
  readonly #id: string;
  readonly #done: Recorded;

  constructor(id: string, done: Recorded, reply: Reply) {
    super(reply);
    this.#id = id;
    this.#done = done;
  }

  reads(): ReadSet {
    return { ids: [{ collection: 'work', id: this.#id }], tags: [] };
  }

  operate(turn: TurnTools): Promise<Operated> {
    const item = turn.workspace.get('work', this.#id);
    if (!item) return Promise.resolve({ is: 'notFound' });
    turn.workspace.remove(item);
    record(turn, this.#done);
    return Promise.resolve({ is: 'done' });
  }
}

const record = (turn: TurnTools, { operator, did, facts }: Recorded): void => {
  const { type = did, cause, caseId } = facts;
  const { note } = operator;
  turn.workspace.append({
    kind: 'operation',
    type,
    subject: caseId,
    caseId,
    at: turn.now,
    data: {
      did,
      ...(note === undefined ? {} : { note }),
      ...(cause === undefined ? {} : { cause }),
    },
    causedBy: turn.engine.newCommandId(),
    actor: operator.actor,
  });
};
