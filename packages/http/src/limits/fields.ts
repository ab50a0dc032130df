// What a client has left of its limits, as header fields.

import type { Left, Work } from '@dure/access';
import type { ServerResponse } from 'node:http';

/** What was said of a rate the last time: nearly all clients have as much left as ever. */
type Said = {
  readonly name: string;
  readonly policy: string;
  left: number;
  waitS: number;
  text: string;
};

const saidOf = new WeakMap<Left['rate'], Said>();

const begin = ({ name, rate }: Left): Said => {
  const { burst, perSecond } = rate;
  const policy = `"${name}";q=${burst};w=${Math.ceil(burst / perSecond)}`;
  const said = { name, policy, left: Number.NaN, waitS: Number.NaN, text: '' };
  saidOf.set(rate, said);
  return said;
};

const sayingOf = (of: Left): Said => {
  const { name, rate, taken } = of;
  const known = saidOf.get(rate);
  // Commands and reads may have one rate between them, and have a name each.
  const said = known?.name === name ? known : begin(of);
  const { left, waitS } = taken;
  if (said.left === left && said.waitS === waitS) return said;
  said.left = left;
  said.waitS = waitS;
  said.text = `"${name}";r=${left};t=${waitS}`;
  return said;
};

const NAME = 'ratelimit';
const POLICY_NAME = 'ratelimit-policy';

/** As the draft for rate limit fields has it: the policy, and what is left of it. */
export const pushLeft = (fields: string[], left: Left): void => {
  const { policy, text } = sayingOf(left);
  fields.push(POLICY_NAME, policy, NAME, text);
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
  const { policy, text } = sayingOf(left);
  raw.setHeader(POLICY_NAME, policy);
  raw.setHeader(NAME, text);
};
