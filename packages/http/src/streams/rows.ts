// The rows of a view as they change.

import { followView } from '@dure/access';
import type { Business, Caller, ViewEntry } from '@dure/access';
import { rowHref } from '../hal/paths.ts';
import type { Scope } from '../hal/paths.ts';
import type { Exchange } from '../server/exchange.ts';
import { isoIn } from '../views/represent.ts';
import { lastEventId, openStream } from './open-stream.ts';

type Line = { readonly business: Business; readonly view: ViewEntry; readonly scope: Scope };

export const followRows = (exchange: Exchange, line: Line, caller: Caller) => {
  const { business, view, scope } = line;
  const after = lastEventId(exchange);
  return openStream(exchange, (stream) => {
    followView(stream, {
      business,
      view,
      caller,
      after,
      show: ({ row, lastEventAt }) => ({
        ...row,
        lastEventAt: isoIn(business, lastEventAt),
        _links: { self: { href: rowHref(scope, view, row) } },
      }),
    });
  });
};
