// A row that another context draws, and what stands in for it while that one is away.

import { useEffect, useState } from 'react';
import type { Row } from './hal.ts';
import { useRow } from './live.ts';

const SOON_MS = 5_000;

type Of = {
  /** The row that is wanted, by its path below the business. */
  readonly path: string;
  /** A row that says less, kept by another context. */
  readonly instead: string;
  /** As the page reads it. */
  readonly shape: (row: Row) => Row;
};

/**
 * What stands in is there at the first failure, or where the row is not yet made, and goes as soon
 * as the row comes. The read is that of the row itself.
 */
export const useRowOrInstead = ({ path, instead, shape }: Of) => {
  const read = useRow(path);
  const [hasFailed, setFailed] = useState(false);
  const isFailing = read.data === undefined && read.failureCount > 0;
  const isMissing = read.data === undefined && (isFailing || hasFailed);
  const plain = useRow(isMissing ? instead : undefined);
  const { refetch } = read;
  useEffect(() => {
    if (!isMissing) return undefined;
    // While it is asked for again it is no failure: what is shown is not to go and come.
    setFailed(true);
    const timer = setInterval(() => void refetch({ cancelRefetch: false }), SOON_MS);
    return () => clearInterval(timer);
  }, [isMissing, refetch]);
  const standIn = isMissing && plain.data ? shape(plain.data) : undefined;
  return { read, row: read.data ?? standIn, isStandIn: read.data === undefined };
};
