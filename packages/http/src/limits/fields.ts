// What a client has left of its limits, as header fields.

import type { Left } from '@dure/access';
import type { FastifyReply } from 'fastify';

/** As the draft for rate limit fields has it: the policy, and what is left of it. */
export const sayLeft =
  ({ raw }: FastifyReply) =>
  ({ name, rate: { burst, perSecond }, taken: { left, waitS } }: Left): void => {
    raw.setHeader('ratelimit-policy', `"${name}";q=${burst};w=${Math.ceil(burst / perSecond)}`);
    raw.setHeader('ratelimit', `"${name}";r=${left};t=${waitS}`);
  };
