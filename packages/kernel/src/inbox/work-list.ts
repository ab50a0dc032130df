// The work list: what no machine could finish, as facts. Whoever shows them words them.

import type { Words } from '@dure/domain';
import type { Trouble } from '../api.ts';
import type { TurnTools } from '../engine.ts';
import { workId } from '../ids.ts';
import { asJson } from '../turn/messages.ts';
import type { Item } from '../ports.ts';
import type { Listed, LostAsk, PageOf, Work } from '../operations/contract.ts';

/** An item of the collection `work`. */
export type WorkFacts = {
  readonly kind: Work['kind'];
  /** The routing key. Entries of earlier versions do not say it. */
  readonly key?: string;
  readonly caseId: string;
  readonly type?: string;
  readonly cause?: string;
  readonly note?: string;
  readonly by?: string;
  /** What a skipped message has asked, where that may have been done. */
  readonly mayHaveHappened?: LostAsk;
  /** The command that tries it again. */
  readonly resend?: { readonly type: string };
} & Partial<Words>;

export const putWork = (turn: TurnTools, id: string, facts: WorkFacts): void =>
  turn.workspace.put({ collection: 'work', id, body: asJson(facts), at: turn.now });

// Items of the collection are written by `putWork`.
export const factsIn = ({ body }: Item): WorkFacts => body as unknown as WorkFacts;

export const workIn = (item: Item): Work => {
  const facts = factsIn(item);
  const { kind, caseId, type, cause, note, by, ko, en } = facts;
  return {
    id: item.id,
    kind,
    caseId,
    since: item.at ?? 0,
    ...(type === undefined ? {} : { type }),
    ...(cause === undefined ? {} : { cause }),
    ...(note === undefined ? {} : { note }),
    ...(by === undefined ? {} : { by }),
    canResend: facts.resend !== undefined,
    ...doubtIn(facts),
    ...(ko === undefined || en === undefined ? {} : { ko, en }),
  };
};

const doubtIn = ({ mayHaveHappened }: WorkFacts): Pick<Work, 'mayHaveHappened'> =>
  mayHaveHappened ? { mayHaveHappened } : {};

/** What concerns the whole context stands first, on the first page. */
export const withStanding = (
  listed: Listed<Work>,
  { after }: PageOf,
  standing: readonly Work[],
): Listed<Work> =>
  after !== undefined || standing.length === 0
    ? listed
    : { ...listed, items: [...standing, ...listed.items] };

export const workOfTroubles = (troubles: readonly Trouble[]): readonly Work[] =>
  troubles.map(({ of, ...facts }): Work => {
    const { since, ko, en } = facts;
    return { id: workId('log', of), kind: 'log', caseId: '', since, canResend: false, ko, en };
  });
