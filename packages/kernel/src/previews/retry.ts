// What would become of a parked message if it were tried again now. Nothing of it is done: what it
// would ask or call is not sent, and it stays where it is.

import type { Engine, TurnTools } from '../engine.ts';
import { partitionOf, routingKeyOf } from '../ids.ts';
import { run } from '../inbox/message-handler.ts';
import { parkedOf } from '../inbox/parking-lot.ts';
import type { ParkedItem } from '../inbox/parking-lot.ts';
import type { RetryPreview } from '../operations/contract.ts';
import { Failure } from '../turn/items.ts';
import { readingTurn } from './reading-turn.ts';

/** @throws {StoreUnavailable} the store does not answer. */
export const previewRetry = async (engine: Engine, id: string): Promise<RetryPreview> => {
  const [item] = await engine.store.read({ ids: [{ collection: 'parked', id }], tags: [] });
  if (!item) return { is: 'notFound' };
  const partition = partitionOf(routingKeyOf(item), engine.store.partitions);
  const turn = await readingTurn(engine, partition);
  const tried = await turn.workspace.attempt(() => tryOnce(turn, parkedOf(item)));
  if (!(tried instanceof Failure)) return tried;
  const { cause } = tried;
  return {
    is: 'parked',
    state: 'stopped',
    cause: cause instanceof Error ? cause.message : String(cause),
  };
};

const tryOnce = (turn: TurnTools, { id, parked }: ParkedItem): RetryPreview => {
  const ended = run(turn, parked.unit, { ...parked, id });
  const { appended } = turn.workspace;
  if (ended.is === 'done') {
    return { is: 'done', records: appended.map(({ kind, type }) => ({ kind, type })) };
  }
  const { state = parked.state, cause = parked.cause } = ended.change;
  if (state === 'asking') return { is: 'underWay', cause };
  return { is: 'parked', state, cause };
};
