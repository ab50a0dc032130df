// Rows and lists that stay true: read once, and read again when the server says that they changed.

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient, UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { follow } from './events.ts';
import { listIn, pathOf } from './hal.ts';
import type { List, Row } from './hal.ts';
import { isPassing, Refused } from './problem.ts';
import { request } from './request.ts';
import type { As } from './request.ts';
import { useVisit } from './who.tsx';
import type { Visit } from './who.tsx';

/** What changes together is read together. */
const GATHER_MS = 30;
/** As long one's own doing is asked for in what is read. */
const OWN_MS = 4_000;
const TRIES_MAX = 3;

export type Query = { readonly [name: string]: string | number | readonly string[] | undefined };

/** `path?name=value`, without what is undefined; several values mean any of them. */
export const hrefOf = (path: string, query: Query = {}): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value ?? []].flat()) search.append(name, String(one));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
};

type Own = { readonly position: string; readonly untilMs: number };
let own: Own | undefined;

/** What was just done is to be seen in what is read next. */
export const remember = (position: string | undefined): void => {
  if (position !== undefined) own = { position, untilMs: Date.now() + OWN_MS };
};

const read = async (href: string, of: { as: As; signal: AbortSignal }): Promise<unknown> => {
  const position = own && own.untilMs > Date.now() ? own.position : undefined;
  if (position === undefined) return (await request(href, of)).body;
  try {
    return (await request(href, { ...of, headers: { 'dure-position': position } })).body;
  } catch (cause) {
    // What is read may lie behind for longer than one waits: then it comes with its change.
    if (!(cause instanceof Refused) || cause.problem.status !== 503) throw cause;
    return (await request(href, of)).body;
  }
};

const isWorthTrying = (count: number, cause: Error): boolean =>
  cause instanceof Refused && isPassing(cause.problem) && count < TRIES_MAX;

const keyOf = ({ business, as }: Visit, view: string, href: string) =>
  ['rows', business.name, as ?? '', view, href] as const;

/** The first part of a path below the business: its view. */
const viewOf = ({ home }: Visit, href: string): string =>
  href.slice(home.length + 1).split(/[/?]/, 1)[0] ?? '';

const useRead = <T>(href: string | undefined, shape: (body: unknown) => T): UseQueryResult<T> => {
  const visit = useVisit();
  const view = viewOf(visit, href ?? '');
  useFollowed(href === undefined ? undefined : view);
  return useQuery({
    queryKey: keyOf(visit, view, href ?? ''),
    queryFn: ({ signal }) => read(href ?? '', { as: visit.as, signal }),
    enabled: href !== undefined,
    select: shape,
    retry: isWorthTrying,
    placeholderData: keepPreviousData,
  });
};

const rowIn = (body: unknown): Row =>
  // The gateway's own answer to a row.
  body as Row;

/**
 * A page of a view, by its path below the business: `useList('mypages', { status: '예약완료' })`.
 * Without a path nothing is read.
 */
export const useList = (path: string | undefined, query: Query = {}): UseQueryResult<List> => {
  const { home } = useVisit();
  return useRead(path === undefined ? undefined : hrefOf(`${home}/${path}`, query), listIn);
};

/** One row with its templates, by its path below the business: `mypages/order-4`. */
export const useRow = (path: string | undefined): UseQueryResult<Row> => {
  const { home } = useVisit();
  return useRead(path === undefined ? undefined : `${home}/${path}`, rowIn);
};

/** The row that a link leads to. */
export const useLinked = (href: string | undefined): UseQueryResult<Row> =>
  useRead(href === undefined ? undefined : pathOf(href), rowIn);

/** Its rows, and what a command would do with them. */
const changedView = (client: QueryClient, { business, as }: Visit, view: string): void => {
  for (const what of [view, 'preview'])
    void client.invalidateQueries({ queryKey: ['rows', business.name, as ?? '', what] });
};

/**
 * All lists of a page listen to one stream: a browser has only a few connections to a server, and
 * other windows need some of them.
 */
const useFollowed = (view: string | undefined): void => {
  const visit = useVisit();
  const client = useQueryClient();
  useEffect(() => {
    if (view === undefined) return undefined;
    const channel = channelOf(client, visit);
    channel.add(view);
    return () => channel.remove(view);
  }, [client, visit, view]);
};

type ViewsFollowed = { add: (view: string) => void; remove: (view: string) => void };
const followed = new Map<string, ViewsFollowed>();

const channelOf = (client: QueryClient, visit: Visit): ViewsFollowed => {
  const key = `${visit.home} ${visit.as ?? ''}`;
  const known = followed.get(key);
  if (known) return known;
  const made = followViews(client, visit);
  followed.set(key, made);
  return made;
};

const followViews = (client: QueryClient, visit: Visit): ViewsFollowed => {
  const wanted = new Map<string, number>();
  const changed = new Set<string>();
  let [opened, end]: [string, () => void] = ['', () => {}];
  let [gathering, settling]: [number | undefined, number | undefined] = [undefined, undefined];

  const refresh = (): void => {
    gathering = undefined;
    for (const view of changed) changedView(client, visit, view);
    changed.clear();
  };
  const gather = (view: string): void => {
    changed.add(view);
    gathering ??= window.setTimeout(refresh, GATHER_MS);
  };
  const open = (): void => {
    settling = undefined;
    const views = [...wanted.keys()].toSorted();
    if (views.join() === opened) return;
    opened = views.join();
    end();
    end = views.length === 0 ? () => {} : followChanges(visit, views, gather);
  };
  const count = (view: string, by: number): void => {
    const left = (wanted.get(view) ?? 0) + by;
    if (left > 0) wanted.set(view, left);
    else wanted.delete(view);
    settling ??= window.setTimeout(open, GATHER_MS);
  };
  return { add: (view) => count(view, 1), remove: (view) => count(view, -1) };
};

const followChanges = (
  { home, as }: Visit,
  views: readonly string[],
  gather: (view: string) => void,
): (() => void) => {
  const all = (): void => views.forEach(gather);
  return follow(hrefOf(`${home}/changes`, { view: views }), {
    as,
    onEvent: ({ event, data }) => {
      // The stream says of each row in which view it stands.
      const { view } = (data ?? {}) as { readonly view?: string };
      if (event === 'row' || event === 'gone') gather(view ?? '');
      // It was read before anyone listened, or something was missed.
      else if (event === 'ready' || event === 'reset') all();
    },
    onReturn: all,
  });
};
