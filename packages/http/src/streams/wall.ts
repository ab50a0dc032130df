// Everything that happens in a business, for the live wall of its operators.

import { fanOutOf, mayOperate, pumpTo, redactorOf, refusal } from '@dure/access';
import type { Business } from '@dure/access';
import type { CommitNotice } from '@dure/kernel';
import { identify } from '../identity/identify.ts';
import { sendProblem } from '../server/exchange.ts';
import type { Handle } from '../server/exchange.ts';
import { lastEventId, openStream } from './open-stream.ts';
import { formatted } from './stream.ts';

/** Written once, however many look on. */
const writerOf = (business: Business) => {
  const redact = redactorOf(business.system);
  const written = new WeakMap<CommitNotice, string>();
  return (notice: CommitNotice, id: string): string => {
    const known = written.get(notice);
    if (known !== undefined) return known;
    const data = redact(notice.context, notice.record);
    const text = formatted({ event: notice.record.kind, data, id });
    written.set(notice, text);
    return text;
  };
};

export const wallHandler = (business: Business): Handle => {
  const write = writerOf(business);
  return async (exchange) => {
    const identified = await identify(exchange, business);
    if (identified.is === 'refused') return sendProblem(exchange, identified.refusal);
    const { caller } = identified;
    if (!mayOperate(caller)) return sendProblem(exchange, refusal('Forbidden'));
    const fanOut = fanOutOf(business.running);
    return openStream(exchange, { business, caller }, (stream) => {
      pumpTo(stream, fanOut, {
        seen: lastEventId(exchange),
        send: (batch) => {
          for (const { notice, number } of batch) stream.write(write(notice, fanOut.idOf(number)));
        },
      });
    });
  };
};
