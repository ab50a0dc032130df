// Which businesses run here, and what each says of itself.

import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import type { Described, InBoth } from '../kit/described.ts';
import { base } from '../kit/requests/place.ts';
import { request } from '../kit/requests/request.ts';

const noBusiness: readonly string[] = ['self', 'docs', 'health'];

const read = async (href: string, signal: AbortSignal): Promise<unknown> =>
  (await request(href, { as: undefined, signal })).body;

type Home = { readonly name?: string; readonly _links: { readonly [name: string]: unknown } };

/** Where one runs alone, the first address is its own. */
const namesIn = ({ name, _links }: Home): readonly string[] =>
  name === undefined ? Object.keys(_links).filter((link) => !noBusiness.includes(link)) : [name];

export const useBusinesses = () =>
  useQuery({
    queryKey: ['businesses'],
    // The gateway's own answer.
    queryFn: async ({ signal }) => namesIn((await read(`${base}/`, signal)) as Home),
    retry: 3,
  });

export type Named = InBoth & { readonly name: string };

/** What businesses are called, as far as it is known yet. */
export const useBusinessNames = (names: readonly string[]): ReadonlyMap<string, InBoth> => {
  const read = useQueries({
    queries: names.map((name) => ({
      queryKey: ['business', name],
      queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<Named> =>
        // As above.
        (await request(`${base}/${name}`, { as: undefined, signal })).body as Named,
      staleTime: Number.POSITIVE_INFINITY,
      retry: 3,
    })),
  });
  return new Map(read.flatMap(({ data }) => (data ? [[data.name, data] as const] : [])));
};

export const describedQuery = (name: string) =>
  queryOptions({
    queryKey: ['described', name],
    queryFn: async ({ signal }): Promise<Described> =>
      // As above.
      (await read(`${base}/${name}/described`, signal)) as Described,
    // It changes only when the business is started anew.
    staleTime: 300_000,
    retry: 2,
  });

export const useDescribed = (name: string) => useQuery(describedQuery(name));
