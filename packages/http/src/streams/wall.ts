// Everything that happens in a business, for the live wall of those who look after it.

import type { CommitNotice } from '@dure/kernel';
import { problem } from '../answers/refusals.ts';
import { OPERATOR } from '../business/business.ts';
import type { Business } from '../business/business.ts';
import { sendProblem } from '../server/exchange.ts';
import type { Handle } from '../server/exchange.ts';
import { hubOf } from './hub.ts';
import { formatted, openStream } from './stream.ts';
import type { Stream } from './stream.ts';
import { tellerOf } from './told.ts';
import type { Teller } from './told.ts';

const eventOf = (notice: CommitNotice, tell: Teller): string => {
  const data = tell(notice.context, notice.record);
  return formatted({ event: notice.record.kind, data, id: data.id });
};

/** Written once, however many look on. */
const wallOf = (business: Business) => {
  const tell = tellerOf(business.system);
  const watching = new Set<Stream>();
  let stop: (() => void) | undefined;
  return (stream: Stream): void => {
    watching.add(stream);
    stop ??= hubOf(business.running).listen((notice) => {
      const text = eventOf(notice, tell);
      for (const each of watching) each.write(text);
    });
    stream.onEnd(() => {
      watching.delete(stream);
      if (watching.size > 0) return;
      stop?.();
      stop = undefined;
    });
  };
};

export const wallHandler = (business: Business): Handle => {
  const watch = wallOf(business);
  return async (exchange) => {
    const identified = await exchange.door.identity.identify(exchange.request, business);
    if (identified.is === 'refused') return sendProblem(exchange, identified.problem);
    const { caller } = identified;
    const isWelcome = caller.actor === OPERATOR || (caller.ownsAll && caller.actor === undefined);
    if (!isWelcome) return sendProblem(exchange, problem('Forbidden'));
    return openStream(exchange, watch);
  };
};
