// Who looks at the pages, and as whom. In the open house a window remembers its role, so that two
// windows may be two people.

import { queryOptions, useQuery } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { draftsAreOf } from '../kit/requests/draft.ts';
import { base } from '../kit/requests/place.ts';
import { proveBy, request } from '../kit/requests/request.ts';
import type { Role, Session } from '../kit/requests/who.tsx';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    // The gateway's own answer.
    const session = (await request(`${base}/session`, { as: undefined, signal })).body as Session;
    proveBy(session.csrf);
    if (session.person) draftsAreOf(session.person.subject);
    return session;
  },
  staleTime: 60_000,
  retry: 3,
});

export const useSession = () => useQuery(sessionQuery);

const keyOf = (business: string): string => `dure.role.${business}`;

const listeners = new Set<() => void>();
const chosen = new Map<string, string>();

const kept = (business: string): string => {
  try {
    return sessionStorage.getItem(keyOf(business)) ?? '';
  } catch {
    return '';
  }
};

/** `?as=Customer:customer-2` in an address enters as that person, once. */
const asked = new URLSearchParams(location.search).get('as') ?? '';

export const chooseRole = (business: string, persona: string): void => {
  chosen.set(business, persona);
  try {
    sessionStorage.setItem(keyOf(business), persona);
  } catch {
    // The role is held until the window is closed or loaded anew.
  }
  for (const listener of listeners) listener();
};

if (asked !== '') chooseRole(location.pathname.slice(base.length).split('/')[1] ?? '', asked);

const listen = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** The role of this window in a business: the one that was chosen, or else the first. */
export const useRole = (business: string, roles: readonly Role[]): Role | undefined => {
  const read = useCallback(() => chosen.get(business) ?? kept(business), [business]);
  const persona = useSyncExternalStore(listen, read);
  const mine = roles.filter((role) => role.business === business);
  return mine.find((role) => role.persona === persona) ?? mine[0];
};
