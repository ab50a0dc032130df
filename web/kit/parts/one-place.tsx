// A card that moves from one list to another is read by two queries, and for a moment it stands in
// both. Lists that are shown together show it once: where it was when it last changed.

import type { UseQueryResult } from '@tanstack/react-query';
import {
  createContext,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import type { ReactNode } from 'react';
import { selfOf } from '../requests/hal.ts';
import type { List, Row } from '../requests/hal.ts';

type Standing = { readonly rows: ReadonlyMap<string, Row>; readonly readMs: number };

/** Whether the first one is the newer; of two that are as new, always the same one. */
const isNewer = (a: readonly (string | number)[], b: readonly (string | number)[]): boolean => {
  const differs = a.findIndex((part, at) => part !== b[at]);
  return differs >= 0 && (a[differs] ?? 0) > (b[differs] ?? 0);
};

const placesOf = () => {
  const lists = new Map<string, Standing>();
  const listeners = new Set<() => void>();
  let version = 0;
  const changed = (): void => {
    version += 1;
    for (const listener of listeners) listener();
  };
  const ageOf = (list: string, row: Row) => [row.lastEventAt, lists.get(list)?.readMs ?? 0, list];
  return {
    version: () => version,
    listen: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    put: (list: string, rows: readonly Row[], readMs: number): void => {
      lists.set(list, { rows: new Map(rows.map((row) => [selfOf(row), row])), readMs });
      changed();
    },
    leave: (list: string): void => {
      if (lists.delete(list)) changed();
    },
    isElsewhere: (list: string, row: Row): boolean => {
      const age = ageOf(list, row);
      for (const [name, { rows }] of lists) {
        const other = name === list ? undefined : rows.get(selfOf(row));
        if (other && isNewer(ageOf(name, other), age)) return true;
      }
      return false;
    },
  };
};

type Places = ReturnType<typeof placesOf>;

const PlacesContext = createContext<Places | undefined>(undefined);

/** Around lists of which a card stands in one at a time. */
export const OnePlace = ({ children }: { readonly children: ReactNode }) => {
  const [places] = useState(placesOf);
  return <PlacesContext value={places}>{children}</PlacesContext>;
};

const none: readonly Row[] = [];

/** The rows of a list, without those that stand in another one around by now. */
export const useHere = (of: UseQueryResult<List>): readonly Row[] => {
  const list = useId();
  const [alone] = useState(placesOf);
  const places = useContext(PlacesContext) ?? alone;
  const rows = of.data?.rows ?? none;
  const readMs = of.dataUpdatedAt;
  // Before it is painted, so that no one sees it twice.
  useLayoutEffect(() => places.put(list, rows, readMs), [places, list, rows, readMs]);
  useEffect(() => () => places.leave(list), [places, list]);
  useSyncExternalStore(places.listen, places.version);
  return rows.filter((row) => !places.isElsewhere(list, row));
};
