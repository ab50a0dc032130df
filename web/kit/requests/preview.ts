// What a command would do, before it is done: decided by the server, and nothing is written.

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { InBoth } from '../described.ts';
import { pathOf } from './hal.ts';
import { isPassing, problemIn, Refused } from './problem.ts';
import type { Problem } from './problem.ts';
import { request } from './request.ts';
import { useVisit } from './who.tsx';
import type { Wanted } from './wish.ts';

type Named = { readonly name: string; readonly label: InBoth };

/** As far as a page shows it. */
export type Preview = {
  readonly isPossible: boolean;
  readonly problem?: unknown;
  /** Where that which the command is for stands now. */
  readonly state?: { readonly before: { readonly status: string; readonly label: InBoth } };
  readonly events: readonly (Named & { readonly data: { readonly [field: string]: unknown } })[];
  readonly amounts: readonly {
    readonly field: string;
    readonly label: InBoth;
    readonly amount: number;
  }[];
  readonly messages: readonly { readonly data: { readonly [field: string]: unknown } }[];
  readonly digest?: string;
};

const HTTP_REFUSED = 409;

/** Why it would be refused; nothing, where it would be done. */
export const refusalIn = ({ isPossible, problem }: Preview): Problem | undefined =>
  isPossible ? undefined : problemIn(problem, HTTP_REFUSED);

/** Asked for anew whenever what is wanted changes. */
export const usePreview = (wanted: Wanted | undefined) => {
  const { as, business } = useVisit();
  return useQuery({
    // With the rows: what changes there may change what it would do.
    queryKey: ['rows', business.name, as ?? '', 'preview', wanted],
    queryFn: async ({ signal }): Promise<Preview> => {
      const { target = '', method = 'POST', body = {} } = wanted ?? {};
      const headers = { prefer: 'preview' };
      const answer = await request(pathOf(target), { as, method, body, headers, signal });
      // The gateway's own answer.
      return answer.body as Preview;
    },
    enabled: wanted !== undefined,
    placeholderData: keepPreviousData,
    retry: (count, cause) => cause instanceof Refused && isPassing(cause.problem) && count < 2,
  });
};
