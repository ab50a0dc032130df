// Hands messages over by HTTP. What goes wrong is reported by its kind alone: a phone number, the
// words of a message or the token are in no error, and so in no log.

import type { Answer, Call, Calls } from '@dure/kernel/ports';
import { mistakeIn } from './options.ts';
import type { AlimTalkOptions } from './options.ts';

const TIMEOUT_MS = 10_000;

/** Accepted before under the same key, which is as good. */
const KNOWN_ALREADY = 409;

/** The message itself is wrong: it would be wrong the next time as well. */
const refusals: { readonly [status: number]: string } = {
  400: 'MALFORMED',
  404: 'NOT_FOUND',
  410: 'GONE',
  422: 'UNPROCESSABLE',
};

type Letter = {
  readonly messageKey: string;
  readonly template: string;
  readonly textKo: string;
  readonly phone: string;
};

/**
 * Answers `send` of the external system MessageGateway. A message is accepted, refused with a
 * reason, or the call rejects; then it is unknown whether it was accepted, and it is made again
 * under the same key.
 *
 * The timeout is its own, and not the budget of the call: a message that is accepted after nobody
 * waits for it any more is known already when it comes again.
 *
 * Not promised: that a message is sent once, where the receiver does not keep to the key.
 *
 * @throws {Error} with options that no request can be made with.
 */
export const alimTalkSender = (options: AlimTalkOptions): Calls => {
  const mistaken = mistakeIn(options);
  if (mistaken) throw new Error(`No AlimTalk can be sent with this ${mistaken}.`);
  return {
    async call(call: Call): Promise<Answer> {
      if (call.type !== 'send') throw new Error(`AlimTalk does not know ${call.type}.`);
      const letter = letterIn(call);
      if (!letter) return refused('INCOMPLETE');
      return answerOf(await post(options, letter));
    },
  };
};

/** The letter; nothing, when a part is missing that no message goes without. */
const letterIn = ({ data }: Call): Letter | undefined => {
  const { messageKey, template, textKo, phone } = data;
  const isWhole = isWritten(messageKey) && isWritten(template) && isWritten(textKo);
  return isWhole && isWritten(phone) ? { messageKey, template, textKo, phone } : undefined;
};

const isWritten = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The status that was answered. The body is not read: it may quote what was sent. */
const post = async (options: AlimTalkOptions, letter: Letter): Promise<number> => {
  const { url, senderKey, token, timeoutMs = TIMEOUT_MS } = options;
  const { template, textKo, phone } = letter;
  const asked = { senderKey, templateCode: template, recipientNo: phone, content: textKo };
  const request: RequestInit = {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': headerOf(letter.messageKey),
    },
    body: JSON.stringify(asked),
    // The token is for this address alone.
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  };
  const response = await fetch(url, request).catch((cause: unknown) => {
    throw new Error(isTimeout(cause) ? 'AlimTalk took too long.' : 'AlimTalk cannot be reached.');
  });
  // The status has come; how the rest of the answer ends changes nothing.
  await response.body?.cancel().catch(() => {});
  return response.status;
};

/** A header is ASCII, and a key has words of the business, such as 예약완료. */
const headerOf = (messageKey: string): string => encodeURI(messageKey.toWellFormed());

const isTimeout = (cause: unknown): boolean =>
  cause instanceof Error && cause.name === 'TimeoutError';

const answerOf = (status: number): Answer => {
  if ((status >= 200 && status < 300) || status === KNOWN_ALREADY) {
    return { is: 'taken', fields: {} };
  }
  const reason = refusals[status];
  if (reason === undefined) throw new Error(`AlimTalk answered ${status}.`);
  return refused(reason);
};

const refused = (reason: string): Answer => ({ is: 'refused', rejection: { reason } });
