// The trail of a case, page by page.

import { findCase, invalidPart, PAGE_RECORDS, redactorOf, trailPage } from '@dure/access';
import { textIn } from './call.ts';
import type { Line } from './line.ts';
import { refusing } from './unary.ts';
import type { Handle } from './unary.ts';

const badToken = invalidPart(
  'page_token',
  '앞 쪽의 next_page_token이어야 합니다',
  'Must be the next_page_token of the page before',
);

const placeIn = (token: string): number | undefined => {
  if (token === '') return 0;
  return /^\d{1,9}$/.test(token) ? Number(token) : undefined;
};

export const recordsHandler = (line: Line): Handle => {
  const { business } = line;
  const redact = redactorOf(business.system);
  return async (asked) => {
    const from = placeIn(textIn(asked, 'pageToken'));
    if (from === undefined) return refusing(badToken);
    const found = await findCase(business, textIn(asked, 'caseId'), asked.caller);
    if ('kind' in found) return refusing(found);
    const { caseId } = found;
    const { records, hasMore } = await trailPage(business, caseId, from);
    return {
      is: 'answered',
      response: {
        caseId,
        records: records.map((record) => redact(record.context, record)),
        ...(hasMore ? { nextPageToken: String(from + PAGE_RECORDS) } : {}),
      },
    };
  };
};
