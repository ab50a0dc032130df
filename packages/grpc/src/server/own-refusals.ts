// What gRPC itself refuses, beside what every way in does.

import { status } from '@grpc/grpc-js';
import type { Words } from '@dure/domain';
import type { GrpcRefusal } from './status.ts';

const row = (code: status, rejection: string, title: Words): GrpcRefusal => ({
  kind: 'unavailable',
  rejection,
  title,
  code,
});

/** Nothing was begun. */
export const tooLate = row(status.DEADLINE_EXCEEDED, 'TooLate', {
  ko: '기한이 너무 짧아 시작하지 않았습니다. 아무 일도 일어나지 않았습니다',
  en: 'The deadline was too short to begin. Nothing has happened',
});

/** What was begun is finished, whoever waits for it. */
export const outcomeUnknown: GrpcRefusal = {
  ...row(status.DEADLINE_EXCEEDED, 'OutcomeUnknown', {
    ko: '되었는지 알 수 없습니다',
    en: 'It is not known whether it was done',
  }),
  words: {
    ko:
      '기한 안에 답이 나오지 않았습니다. 시작한 일은 끝까지 가며 잃는 것은 없습니다. 되었는지 먼저 확인해 ' +
      '주세요. idempotency-key와 함께 보냈다면 같은 것으로 다시 보내 주세요. 한 번만 됩니다',
    en:
      'No answer came within the deadline. What was begun goes on to its end, and nothing is ' +
      'lost. Look whether it was done; a call that had an idempotency-key may be sent again ' +
      'with the same one, and is done once',
  },
};

/** A question that took too long; to ask again does no harm. */
export const notInTime = row(status.DEADLINE_EXCEEDED, 'NotInTime', {
  ko: '기한 안에 읽지 못했습니다. 더 긴 기한으로 다시 물어 주세요',
  en: 'It could not be read within the deadline. Ask again with a longer one',
});

export const closing = row(status.UNAVAILABLE, 'Closing', {
  ko: '서버가 끝나는 중입니다. 받은 마지막 id를 after로 하여 다시 이어 주세요',
  en: 'The server is closing. Connect again, with the last id that came as after',
});

export const tooSlow = row(status.RESOURCE_EXHAUSTED, 'TooSlow', {
  ko: '받는 쪽이 너무 느려 그만 보냅니다. 받은 마지막 id를 after로 하여 다시 이어 주세요',
  en: 'The reader is too slow. Connect again, with the last id that came as after',
});

export const otherMachine: GrpcRefusal = {
  kind: 'forbidden',
  rejection: 'Forbidden',
  title: {
    ko: '로그인을 켜지 않은 서버는 이 컴퓨터에서만 쓸 수 있습니다',
    en: 'A server without sign-in may only be used from this machine',
  },
};
