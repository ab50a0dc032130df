// What the server itself refuses, and what should not have happened.

import { failure, invalidPart, refusal } from '@dure/access';
import { isForGood, OutcomeUnknown, StoreUnavailable } from '@dure/kernel/ports';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { documentOf, problemOf, problemType } from '../answers/problem.ts';
import type { Problem } from '../answers/problem.ts';
import { problem } from '../answers/own-refusals.ts';
import { BODY_BYTES_MAX } from '../commands/body.ts';
import type { Unread } from './body-text.ts';
import type { GatewayContext } from './exchange.ts';

// Who imports a value from `node:http` is given all that it has, and so loads the client behind
// `fetch` with all that it needs, which nothing here uses.
const { STATUS_CODES } = process.getBuiltinModule('node:http');

type Raised = { readonly code?: string; readonly statusCode?: number };

const badUrl = problemOf(
  invalidPart('url', '읽을 수 없는 주소입니다', 'This address cannot be read'),
);
const badRequest = problemOf(
  invalidPart('request', '요청을 읽을 수 없습니다', 'The request cannot be read'),
);

const tooLarge = problem('TooLarge', {
  words: {
    ko: `본문은 ${BODY_BYTES_MAX / 1024} KiB까지입니다`,
    en: `A body has at most ${BODY_BYTES_MAX / 1024} KiB`,
  },
});

const encoded = problem('WrongMediaType', {
  words: {
    ko: '압축하지 않은 본문을 보내 주세요',
    en: 'A body is read as it is: please send it without Content-Encoding',
  },
  headers: { 'accept-encoding': 'identity' },
});

const otherCharset = problem('WrongMediaType', {
  words: { ko: '본문은 UTF-8이어야 합니다', en: 'A body must be in UTF-8' },
});

const notUtf8 = problemOf(
  invalidPart('body', '본문이 올바른 UTF-8이 아닙니다', 'The body is not well-formed UTF-8'),
);

const ofBodies: { readonly [code in Unread]: Problem } = {
  BODY_ENCODED: encoded,
  BODY_CHARSET: otherCharset,
  BODY_NOT_UTF8: notUtf8,
};

const known: { readonly [code: string]: Problem } = {
  ...ofBodies,
  FST_ERR_BAD_URL: badUrl,
  FST_ERR_MAX_PARAM_LENGTH: badUrl,
  FST_ERR_CTP_BODY_TOO_LARGE: tooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: problem('WrongMediaType'),
};

/** A fault of ours gets a number, under which its cause is reported; the client sees no more. */
const incident = (gateway: GatewayContext, cause: unknown): Problem => {
  const id = randomUUID();
  gateway.report({ id, what: 'A request could not be handled.', cause });
  return problemOf(failure(id));
};

/** A store that was not reached is looked for by the turns, and they report it. */
const unavailable = problemOf(refusal('Unavailable', { retryAfter: 1 }));

const retired = problemOf(refusal('Retired'));

/** A service died, or did not answer, while it had the command. */
const unknown = problem('OutcomeUnknown', {
  words: {
    ko: '답을 받지 못했습니다. 되었는지 먼저 확인해 주세요. Idempotency-Key와 함께 보내면 다시 보내도 한 번만 됩니다',
    en:
      'No answer came. Look whether it was done; with an Idempotency-Key it can be sent again, ' +
      'and is done once',
  },
});

const ofStore = (cause: StoreUnavailable): Problem => (isForGood(cause) ? retired : unavailable);

export const problemFor = (gateway: GatewayContext, cause: unknown): Problem => {
  if (cause instanceof StoreUnavailable) return ofStore(cause);
  if (cause instanceof OutcomeUnknown) return unknown;
  // Anything may be thrown; these are the fields of what the server throws itself.
  const { code = '', statusCode = 500 } = (cause ?? {}) as Raised;
  return known[code] ?? (statusCode < 500 ? badRequest : incident(gateway, cause));
};

const notEncoded = problemOf(
  invalidPart(
    'url',
    '주소에는 ASCII만 쓸 수 있습니다. 한글은 퍼센트 인코딩해 주세요: ' +
      "curl -G 주소 --data-urlencode 'status=예약완료'",
    'An address is ASCII. Percent-encode everything else: ' +
      "curl -G <address> --data-urlencode 'status=예약완료'",
  ),
);

const unreadable: { readonly [code: string]: Problem } = {
  HPE_HEADER_OVERFLOW: problem('HeadersTooLarge'),
  HPE_INVALID_URL: notEncoded,
};

/** Answers what is no HTTP at all, and hangs up. */
export const answerNoise = (
  gateway: GatewayContext,
  cause: Error & Raised,
  socket: Socket,
): void => {
  if (cause.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const answer = unreadable[cause.code ?? ''] ?? badRequest;
  const body = documentOf(answer, gateway.languageOf(), {
    instance: '',
    base: gateway.public.base,
  });
  const lines = [
    `HTTP/1.1 ${answer.http} ${STATUS_CODES[answer.http] ?? ''}`,
    'connection: close',
    `content-type: ${problemType}`,
    `correlation-id: ${randomUUID()}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
};
