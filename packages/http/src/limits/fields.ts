// What a client has left of its limits, as header fields.

import type { Left, Work } from '@dure/access';
import type { ServerResponse } from 'node:http';

const policies = new WeakMap<Left['rate'], string>();

const policyOf = ({ name, rate }: Left): string => {
  const known = policies.get(rate);
  if (known !== undefined) return known;
  const { burst, perSecond } = rate;
  const policy = `"${name}";q=${burst};w=${Math.ceil(burst / perSecond)}`;
  policies.set(rate, policy);
  return policy;
};

const NAME = 'ratelimit';
const POLICY_NAME = 'ratelimit-policy';

const leftOf = ({ name, taken: { left, waitS } }: Left): string => `"${name}";r=${left};t=${waitS}`;

/** As the draft for rate limit fields has it: the policy, and what is left of it. */
export const pushLeft = (fields: string[], left: Left): void => {
  fields.push(POLICY_NAME, policyOf(left), NAME, leftOf(left));
};

type Answering = {
  readonly work?: Work | undefined;
  readonly reply: { readonly raw: ServerResponse };
  left?: Left | undefined;
};

/**
 * Commands are answered in one piece, whose head has it among its fields. What is read may be a
 * stream, which writes a head of its own: there it is set beforehand, which costs more.
 */
export const sayLeft = (exchange: Answering, left: Left): void => {
  if (exchange.work === 'command' || exchange.work === 'opening') {
    exchange.left = left;
    return;
  }
  const { raw } = exchange.reply;
  raw.setHeader(POLICY_NAME, policyOf(left));
  raw.setHeader(NAME, leftOf(left));
};
