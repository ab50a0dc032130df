// Lists whose rows appear, change and go as it happens. Pages and filters stand in the address.

import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { kitWords } from '../look/kit-words.ts';
import { useInAddress } from '../look/route.ts';
import { useWords } from '../look/words.ts';
import { selfOf } from '../requests/hal.ts';
import type { Counted, List, Row } from '../requests/hal.ts';
import { Button } from './button.tsx';
import { Empty, Read } from './states.tsx';
import type { IconName } from './icon.tsx';

/** A page that stays open all day forgets what went by long ago. */
const KNOWN_MAX = 1_000;

/** The rows that were not there a moment ago; none at first. */
export const useNewRows = (rows: readonly Row[] | undefined): ReadonlySet<string> => {
  const known = useRef<ReadonlySet<string> | undefined>(undefined);
  const fresh = new Set<string>();
  for (const row of rows ?? []) {
    if (known.current && !known.current.has(selfOf(row))) fresh.add(selfOf(row));
  }
  useEffect(() => {
    if (!rows) return;
    const all = new Set([...(known.current ?? []), ...rows.map(selfOf)]);
    known.current = new Set([...all].slice(-KNOWN_MAX));
  }, [rows]);
  return fresh;
};

type Of = {
  readonly of: UseQueryResult<List>;
  readonly empty: string;
  readonly emptyIcon?: IconName;
  /** What one can do where there is nothing. */
  readonly whenEmpty?: ReactNode;
  readonly children: (row: Row) => ReactNode;
};

export const LiveList = (list: Of) => (
  <Read of={list.of}>{(data) => <LiveRows {...list} data={data} />}</Read>
);

const LiveRows = ({ data, ...list }: Of & { readonly data: List }) => {
  const fresh = useNewRows(data.rows);
  if (data.rows.length === 0) {
    return (
      <Empty title={list.empty} {...(list.emptyIcon ? { icon: list.emptyIcon } : {})}>
        {list.whenEmpty}
      </Empty>
    );
  }
  return (
    <>
      <ul className="rows">
        {data.rows.map((row) => (
          <li key={selfOf(row)} data-new={fresh.has(selfOf(row)) ? '' : undefined}>
            {list.children(row)}
          </li>
        ))}
      </ul>
      <Pager page={data.page} />
    </>
  );
};

/** Which page of the address is shown: from 0. */
export const usePage = (): number => {
  const [page] = useInAddress('page', '0');
  return Number(page) || 0;
};

/** Nothing, where all is on one page. */
export const Pager = ({ page }: { readonly page: Counted }) => {
  const say = useWords(kitWords);
  const [, setPage] = useInAddress('page', '0');
  const { size, number, totalElements, hasMore = false } = page;
  const from = number * size + 1;
  const to = hasMore ? from + size - 1 : Math.min(totalElements, from + size - 1);
  const isLast = !hasMore && to >= totalElements;
  if (number === 0 && isLast) return null;
  return (
    <nav className="pager">
      <Button isDisabled={number === 0} onPress={() => setPage(String(number - 1))}>
        {say('previous')}
      </Button>
      <span className="faint">
        {say(hasMore ? 'manyOf' : 'pageOf', { count: totalElements, from, to })}
      </span>
      <Button isDisabled={isLast} onPress={() => setPage(String(number + 1))}>
        {say('next')}
      </Button>
    </nav>
  );
};
