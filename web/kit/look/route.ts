// Where one is, and how one gets elsewhere: the address of the browser, and nothing beside it.

import { useMemo, useSyncExternalStore } from 'react';
import { base } from '../requests/place.ts';

const listeners = new Set<() => void>();

const changed = (): void => {
  for (const listener of listeners) listener();
};

const listen = (listener: () => void) => {
  if (listeners.size === 0) window.addEventListener('popstate', changed);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('popstate', changed);
  };
};

/** Goes to an address of these pages: `/lodging/stays/order-4?tab=steps`. */
export const go = (href: string, of: { readonly replace?: boolean } = {}): void => {
  const full = href.startsWith(`${base}/`) ? href : `${base}${href}`;
  if (of.replace) history.replaceState(history.state, '', full);
  else {
    history.pushState({}, '', full);
    scrollTo(0, 0);
  }
  changed();
};

export const goBack = (otherwise: string): void => {
  // Only what came from these pages has a state.
  if (history.state === null) go(otherwise, { replace: true });
  else history.back();
};

const here = (): string => location.pathname + location.search;

export type Route = { readonly path: string; readonly search: URLSearchParams };

/** The path without the base, and what is behind the question mark. */
export const useRoute = (): Route => {
  const at = useSyncExternalStore(listen, here);
  return useMemo(() => {
    const [path = '', query = ''] = at.split('?', 2);
    const below = path.startsWith(base) ? path.slice(base.length) : path;
    return { path: below === '' ? '/' : below, search: new URLSearchParams(query) };
  }, [at]);
};

/** One value of the address, and how to change it; an empty one is taken out. */
export const useInAddress = (name: string, standard = ''): [string, (value: string) => void] => {
  const { search } = useRoute();
  const set = (value: string): void => {
    const next = new URLSearchParams(location.search);
    if (value === standard || value === '') next.delete(name);
    else next.set(name, value);
    const query = next.toString();
    go(location.pathname + (query === '' ? '' : `?${query}`), { replace: true });
  };
  return [search.get(name) ?? standard, set];
};
