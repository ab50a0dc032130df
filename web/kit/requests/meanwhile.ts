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

/**
 * What another context has drawn of something, which stands as the thing itself says: that knows
 * sooner, and what is between the two may be away for long.
 *
 * @param own the thing itself; nothing, while it was not read.
 * @param field where the other has its status.
 */
export const standingAs = (row: Row, own: Row | undefined, field: string): Row => {
  if (own === undefined) return row;
  const { ko = '', en = '' } = own._labels?.['status'] ?? {};
  return { ...row, [field]: own['status'], _labels: { ...row._labels, [field]: { ko, en } } };
};

/**
 * One row by its path; where that cannot be read, by another.
 *
 * @param as how the other is shown as if it were the first.
 */
export const useRowOr = (
  path: string,
  other: string,
  as: (row: Row) => Row = (row) => row,
): Meanwhile<Row> => {
  const read = useRow(path);
  const isMissing = useIsMissing(read);
  const instead = useRow(isMissing ? other : undefined);
  return { read, data: read.data ?? (isMissing && instead.data ? as(instead.data) : undefined) };
};

/** A list of a view; where that cannot be read, the same of another. */
export const useListOr = (path: string, other: string, query: Query = {}): UseQueryResult<List> => {
  const read = useList(path, query);
  const isMissing = useIsMissing(read);
  const instead = useList(isMissing ? other : undefined, query);
  return isMissing && instead.data !== undefined ? instead : read;
};
