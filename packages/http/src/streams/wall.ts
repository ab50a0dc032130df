// Everything that happens in a business, for the live wall of its operators.

import { mayOperate, redactorOf, refusal } from '@dure/access';
import type { Business, Redact } from '@dure/access';
import type { CommitNotice } from '@dure/kernel';
import { identify } from '../identity/identify.ts';
import { sendProblem } from '../server/exchange.ts';
import type { Handle } from '../server/exchange.ts';
import { fanOutOf } from './fan-out.ts';
import { openStream } from './open-stream.ts';
import { formatted } from './stream.ts';
import type { Stream } from './stream.ts';

const eventOf = (notice: CommitNotice, redact: Redact): string => {
  const data = redact(notice.context, notice.record);
  return formatted({ event: notice.record.kind, data, id: data.id });
};

/** Written once, however many look on. */
const wallOf = (business: Business) => {
  const redact = redactorOf(business.system);
  const watching = new Set<Stream>();
  let stop: (() => void) | undefined;
  return (stream: Stream): void => {
    watching.add(stream);
    stop ??= fanOutOf(business.running).listen((notice) => {
      const text = eventOf(notice, redact);
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
    const identified = await identify(exchange, business);
    if (identified.is === 'refused') return sendProblem(exchange, identified.refusal);
    if (!mayOperate(identified.caller)) return sendProblem(exchange, refusal('Forbidden'));
    return openStream(exchange, watch);
  };
};
