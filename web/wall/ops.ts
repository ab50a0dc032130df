// What operators read and do: the lines of the gateway below `/ops`, and the records of cases.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { InBoth } from '../kit/described.ts';
import { hrefOf } from '../kit/requests/live.ts';
import type { Query } from '../kit/requests/live.ts';
import { request } from '../kit/requests/request.ts';
import type { Answered } from '../kit/requests/request.ts';
import { useVisit } from '../kit/requests/who.tsx';
import { useWish } from '../kit/requests/wish.ts';
import type { Wish } from '../kit/requests/wish.ts';

/** What operators look at has no stream of its own; it is read while the window is looked at. */
const AGAIN_MS = 2_000;

type Again<T> = {
  /** Whether what was read may still change; it is read once more as long as it may. */
  readonly mayChange?: (data: T) => boolean;
  readonly againMs?: number;
};

/**
 * The gateway's own answer to a line without a stream, of which the caller knows the shape.
 * @param href without it nothing is read.
 */
export const useAnswer = <T>(href: string | undefined, again: Again<T> = {}): UseQueryResult<T> => {
  const { as } = useVisit();
  const { mayChange = () => true, againMs = AGAIN_MS } = again;
  return useQuery<T>({
    queryKey: ['ops', as ?? '', href],
    queryFn: async ({ signal }) => (await request(href ?? '', { as, signal })).body as T,
    enabled: href !== undefined,
    refetchInterval: ({ state: { data } }) =>
      data === undefined || mayChange(data) ? againMs : false,
    retry: 1,
  });
};

/** @param path below `ops`, such as `parked-groups`. */
export const useOps = <T>(path: string, query: Query = {}): UseQueryResult<T> => {
  const { home } = useVisit();
  return useAnswer<T>(hrefOf(`${home}/ops/${path}`, query));
};

export type Operation = {
  readonly wish: Wish;
  readonly outcome: Outcome | undefined;
  readonly act: (path: string, body?: { readonly [name: string]: unknown }) => Promise<void>;
};

/** What the gateway says of an action: of one message, or of a step through a group. */
export type Outcome = {
  readonly done?: boolean | number;
  readonly underWay?: boolean;
  /** Why it is parked again. */
  readonly why?: InBoth;
  readonly parked?: number;
  readonly next?: string;
};

const outcomeOf = (answered: Answered | undefined): Outcome | undefined =>
  // As above.
  answered?.body as Outcome | undefined;

/** An action of the operator; lists are read anew when it is done. */
export const useOperation = (): Operation => {
  const { home } = useVisit();
  const client = useQueryClient();
  const wish = useWish();
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  const act: Operation['act'] = async (path, body = {}) => {
    setOutcome(undefined);
    const answered = await wish.send({ target: `${home}/ops/${path}`, body });
    setOutcome(outcomeOf(answered));
    await client.invalidateQueries({ queryKey: ['ops'] });
  };
  return { wish, outcome, act };
};

export type CaseRecord = {
  /** Context, partition and sequence: `payment.0.10`. */
  readonly id: string;
  readonly context: string;
  readonly kind: string;
  readonly type: string;
  readonly subject: string;
  readonly caseId: string;
  readonly at: string;
  readonly actor: string;
  readonly causedBy?: string;
  /** The context that a command goes to. */
  readonly target?: string;
  readonly data: { readonly [field: string]: unknown };
};

export type CaseRecords = {
  readonly caseId: string;
  readonly records: readonly CaseRecord[];
  readonly hasMore?: boolean;
  readonly _links?: { readonly next?: { readonly href: string } };
};

/** What stands before another part is whole: it is read once. */
const mayGrow = ({ _links }: CaseRecords): boolean => _links?.next === undefined;

/** @param after the link to a further part of a long case; without it, its beginning. */
export const useCase = (id: string | undefined, after?: string): UseQueryResult<CaseRecords> => {
  const { home } = useVisit();
  const isNamed = id !== undefined && id !== '';
  const href = after ?? `${home}/cases/${encodeURIComponent(id ?? '')}`;
  return useAnswer<CaseRecords>(isNamed ? href : undefined, { mayChange: mayGrow });
};

/** Where a case was, step by step; of what each record says nothing is kept. */
export type Trace = {
  readonly records: readonly CaseRecord[];
  /** The link to its last part, which may grow, and how many records stand before it. */
  readonly last: { readonly href: string; readonly before: number };
};

const nothingSaid: CaseRecord['data'] = {};

const traced = ({ records }: CaseRecords): readonly CaseRecord[] =>
  records.map((record) => ({ ...record, data: nothingSaid }));

/**
 * A case from its beginning to its end, however long: part after part, of which only the last is
 * read anew.
 */
export const useTrace = (id: string): UseQueryResult<Trace> => {
  const { home, as } = useVisit();
  const client = useQueryClient();
  const queryKey = ['ops', as ?? '', 'trace', home, id];
  const begun: Trace = {
    records: [],
    last: { href: `${home}/cases/${encodeURIComponent(id)}`, before: 0 },
  };
  const readOn = async (signal: AbortSignal): Promise<Trace> => {
    const { records: known, last } = client.getQueryData<Trace>(queryKey) ?? begun;
    const records = known.slice(0, last.before);
    for (let href = last.href; ;) {
      // The gateway's own answer.
      const part = (await request(href, { as, signal })).body as CaseRecords;
      const before = records.length;
      records.push(...traced(part));
      const next = part._links?.next?.href;
      if (next === undefined) return { records, last: { href, before } };
      href = next;
    }
  };
  return useQuery<Trace>({
    queryKey,
    queryFn: ({ signal }) => readOn(signal),
    enabled: id !== '',
    refetchInterval: AGAIN_MS,
    retry: 1,
  });
};
