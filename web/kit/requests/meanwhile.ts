// What is shown while a view is away, or has not heard yet of what is looked at: another view of
// the same, which knows less.

import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { List, Row } from './hal.ts';
import { useList, useRow } from './live.ts';
import type { Query } from './live.ts';

const SOON_MS = 2_000;

/** What was asked for, and what is there of it: it says more once the first is back. */
export type Meanwhile<T> = {
  readonly read: UseQueryResult<T>;
  readonly data: T | undefined;
};

/** It is asked for again and again meanwhile: no stream of a view that is away says when. */
const useIsMissing = (read: UseQueryResult): boolean => {
  const { data, failureCount, refetch } = read;
  const [hasFailed, setFailed] = useState(false);
  const isMissing = data === undefined && (failureCount > 0 || hasFailed);
  useEffect(() => {
    if (!isMissing) return undefined;
    // While it is asked for again it is no failure: what is shown is not to go and come.
    setFailed(true);
    const timer = setInterval(() => void refetch({ cancelRefetch: false }), SOON_MS);
    return () => clearInterval(timer);
  }, [isMissing, refetch]);
  return isMissing;
};

/** A row with the status of the thing itself in one of its fields; as it is, where that is away. */
const standingAs = (row: Row, own: Row | undefined, field: string): Row => {
  if (own === undefined) return row;
  const { ko = '', en = '' } = own._labels?.['status'] ?? {};
  return { ...row, [field]: own['status'], _labels: { ...row._labels, [field]: { ko, en } } };
};

/** One row by its path; where that cannot be read, by another. */
export const useRowOr = (path: string, other: string): Meanwhile<Row> => {
  const read = useRow(path);
  const isMissing = useIsMissing(read);
  const instead = useRow(isMissing ? other : undefined);
  return { read, data: read.data ?? (isMissing ? instead.data : undefined) };
};

type DrawnElsewhere = {
  /** What another context has drawn of it: `mypages`. */
  readonly view: string;
  /** The thing itself: `orders`. */
  readonly own: string;
  /** Where the view has the status of the thing. */
  readonly status: string;
};

export type Current = Meanwhile<Row> & {
  /** The thing itself, with what may be done with it; nothing, while it was not read. */
  readonly own: Row | undefined;
  /** The view is away: what only it knows is not shown. */
  readonly isPlain: boolean;
};

/**
 * All that is known of something by its key, as it stands by now: a view knows the most of it, the
 * thing itself knows sooner how it stands, one's own cancellation above all. What is between the
 * two may be away for long.
 */
export const useCurrentRow = (key: string, { view, own, status }: DrawnElsewhere): Current => {
  const at = encodeURIComponent(key);
  const { read, data } = useRowOr(`${view}/${at}`, `${own}/${at}`);
  const itself = useRow(`${own}/${at}`).data;
  return {
    read,
    data: data && standingAs(data, itself, status),
    own: itself,
    isPlain: read.data === undefined,
  };
};

/** A list of a view; where that cannot be read, the same of another. */
export const useListOr = (path: string, other: string, query: Query = {}): UseQueryResult<List> => {
  const read = useList(path, query);
  const isMissing = useIsMissing(read);
  const instead = useList(isMissing ? other : undefined, query);
  return isMissing && instead.data !== undefined ? instead : read;
};
