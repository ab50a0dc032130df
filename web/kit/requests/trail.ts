// What happened in a case, event by event, and what comes while one looks.

import { useQuery } from '@tanstack/react-query';
import { pathOf } from './hal.ts';
import type { Row } from './hal.ts';
import { request } from './request.ts';
import { useVisit } from './who.tsx';

export type CaseRecord = {
  readonly id: string;
  readonly context: string;
  readonly kind: string;
  readonly type: string;
  readonly at: string;
  readonly data: { readonly [field: string]: unknown };
};

/** The records of the case that a row belongs to, read anew when the row has changed. */
export const useTrail = (row: Row | undefined) => {
  const { as, business } = useVisit();
  const trail = row?._links['trail']?.href;
  return useQuery({
    // Within one second a row may change more than once: its time alone would not tell.
    queryKey: ['rows', business.name, as ?? '', 'trail', trail, row],
    queryFn: async ({ signal }): Promise<readonly CaseRecord[]> => {
      const { body } = await request(pathOf(trail ?? ''), { as, signal });
      // The gateway's own answer.
      return (body as { readonly records: readonly CaseRecord[] }).records;
    },
    enabled: trail !== undefined,
    retry: false,
    placeholderData: (before) => before,
  });
};
