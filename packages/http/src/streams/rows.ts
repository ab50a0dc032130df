// The rows of a view as they change.

import { followView, followViews } from '@dure/access';
import type { Business, Caller, ViewEntry } from '@dure/access';
import { rowHref } from '../hal/paths.ts';
import type { Scope } from '../hal/paths.ts';
import type { ViewRow } from '@dure/kernel';
import type { Exchange } from '../server/exchange.ts';
import { isoIn } from '../views/represent.ts';
import { lastEventId, openStream } from './open-stream.ts';

type Line = { readonly business: Business; readonly view: ViewEntry; readonly scope: Scope };

const shown = (
  { business, scope }: Pick<Line, 'business' | 'scope'>,
  view: ViewEntry,
  { row, lastEventAt }: ViewRow,
) => ({
  ...row,
  lastEventAt: isoIn(business, lastEventAt),
  _links: { self: { href: rowHref(scope, view, row) } },
});

export const followRows = (exchange: Exchange, line: Line, caller: Caller) => {
  const { business, view } = line;
  const after = lastEventId(exchange);
  return openStream(exchange, { business, caller }, (stream) => {
    followView(stream, {
      business,
      view,
      caller,
      after,
      show: (found) => shown(line, view, found),
    });
  });
};

type Lines = Omit<Line, 'view'> & { readonly views: readonly ViewEntry[] };

/** The rows of several views, each with the path of its view. */
export const followChanges = (exchange: Exchange, lines: Lines, caller: Caller) => {
  const { business, views } = lines;
  const after = lastEventId(exchange);
  return openStream(exchange, { business, caller }, (stream) => {
    followViews(stream, {
      business,
      views,
      caller,
      after,
      show: (found, view) => shown(lines, view, found),
    });
  });
};
