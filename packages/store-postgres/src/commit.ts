// The end of a turn: all that it writes and the commit, in one go.

import { Taken } from '@dure/kernel/ports';
import type { ItemId } from '@dure/kernel/ports';
import { together } from './connections.ts';
import type { Client } from './connections.ts';
import { isAboutValues, sqlStateOf, unavailable } from './errors.ts';
import { fromKept } from './text.ts';
import type { Step } from './turn.ts';

const UNIQUE = '23505';

type Ended = PromiseSettledResult<{ readonly command: string }>;

/**
 * Sends the statements and the commit, and resolves when the database has said that it is done.
 * Sent together, as the server lets no transaction commit in which a statement has failed.
 * @throws {Taken} an insert found its place taken; nothing was written.
 * @throws {StoreUnavailable} nothing was written, or it is unknown: the connection was lost.
 */
export const commit = async (
  client: Client,
  steps: readonly Step[],
  place: string,
): Promise<void> => {
  const sent = together(client, () => [
    ...steps.map(({ statement, values }) => client.query({ ...statement, values })),
    client.query('commit'),
  ]);
  const ends: readonly Ended[] = await Promise.allSettled(sent);
  const last = ends.at(-1);
  // A transaction in which a statement has failed is rolled back by `commit`, without an error.
  if (last?.status === 'fulfilled' && last.value.command === 'COMMIT') return;
  const failed = ends.findIndex(({ status }) => status === 'rejected');
  throw failureOf(steps[failed], reasonOf(ends[failed]), place);
};

const reasonOf = (ended: Ended | undefined): unknown =>
  ended?.status === 'rejected' ? ended.reason : new Error('The commit was answered by a rollback.');

const failureOf = (step: Step | undefined, reason: unknown, place: string): unknown => {
  if (step?.inserts !== undefined && sqlStateOf(reason) === UNIQUE) {
    return takenBy(step.inserts, reason);
  }
  return step !== undefined && isAboutValues(reason) ? reason : unavailable(place, reason);
};

/** The words around the id are in the language of the server. */
const takenId = /\(id\)=\((.*)\)/s;

const takenBy = ({ collection, id }: ItemId, reason: unknown): Taken => {
  const { detail = '' } = reason as { readonly detail?: string };
  const found = takenId.exec(detail)?.[1];
  return new Taken({ collection, id: found === undefined ? id : fromKept(found) });
};
