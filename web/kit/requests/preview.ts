// What a command would do, before it is done: decided by the server, and nothing is written.

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { InBoth } from '../described.ts';
import { useLanguage } from '../look/preferences.ts';
import { pathOf } from './hal.ts';
import type { Row, Template } from './hal.ts';
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

/** A preview says the facts of a refusal apart; the answer to the command has them beside. */
const asAnswered = (problem: unknown): { readonly body: object; readonly status: number } => {
  // Only what is looked at below is believed of it.
  const { facts, ...body } = (problem ?? {}) as { facts?: object; status?: unknown };
  const { status } = body;
  return {
    body: { ...facts, ...body },
    status: typeof status === 'number' ? status : HTTP_REFUSED,
  };
};

/** Why it would be refused; nothing, where it would be done. */
export const refusalIn = ({ isPossible, problem }: Preview): Problem | undefined => {
  if (isPossible) return undefined;
  const { body, status } = asAnswered(problem);
  return problemIn(body, status);
};

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
    // The hour alone may change it.
    staleTime: 0,
    placeholderData: keepPreviousData,
    retry: (count, cause) => cause instanceof Refused && isPassing(cause.problem) && count < 2,
  });
};

const partOf = ({ target, method }: Template): Omit<Wanted, 'body'> =>
  method === undefined ? { target } : { target, method };

/**
 * Why a command of a row would be refused now, in the reader's language; nothing, where it would be
 * done. For what the state of the row alone does not close: the hour does, or a rule.
 */
export const useWhyNot = (row: Row | undefined, slug: string): string | undefined => {
  const language = useLanguage();
  const template = row?._templates?.[slug];
  const preview = usePreview(template && { ...partOf(template), body: {} });
  const refusal = template && preview.data && refusalIn(preview.data);
  return refusal && !isPassing(refusal) ? refusal[language] : undefined;
};
