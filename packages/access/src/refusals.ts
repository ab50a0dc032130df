// Refusals: of what kind, and in which words. How each protocol answers them, it knows itself.

import type { Mistake, Words } from '@dure/domain';
import type { Json } from '@dure/kernel';
import type { TokenFault } from './token-fault.ts';

/** What is to be made of a refusal: mend the input, sign in, wait, or give up. */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'unpaid'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'changed'
  | 'keyReused'
  | 'tooFast'
  | 'failed'
  | 'gone'
  | 'unavailable';

export type Refusal = {
  readonly kind: RefusalKind;
  /** Its name: one of the platform's, or a rejection of a contract. */
  readonly rejection: string;
  /** What kind of problem it is, without the facts of this one. */
  readonly title: Words;
  /** What is wrong this time. Where it is missing, the title says all. */
  readonly words?: Words;
  readonly facts?: { readonly [field: string]: Json | undefined };
  /** In seconds. */
  readonly retryAfter?: number;
  /** What is wrong with the credential, where it was not accepted. */
  readonly credential?: 'missing' | TokenFault;
};

type Row = Pick<Refusal, 'kind' | 'title'>;

const row = (kind: RefusalKind, ko: string, en: string): Row => ({ kind, title: { ko, en } });

export const refusals = {
  Invalid: row('invalid', '입력값이 올바르지 않습니다', 'The input is not valid'),
  Unauthenticated: row('unauthenticated', '로그인이 필요합니다', 'Please sign in'),
  Forbidden: row('forbidden', '권한이 없습니다', 'You may not do this'),
  NotFound: row('notFound', '대상을 찾을 수 없습니다', 'There is no such thing'),
  OutOfTurn: row('conflict', '지금 상태에서는 할 수 없습니다', 'Not possible in the present state'),
  Conflict: row(
    'conflict',
    '다른 변경과 겹쳤습니다. 다시 시도해 주세요',
    'Another change got in between; please try again',
  ),
  NotOperable: row('conflict', '할 수 없는 조치입니다', 'This cannot be done to it'),
  NotAsShown: row(
    'changed',
    '그사이 달라졌습니다. 지금의 내용을 다시 확인해 주세요',
    'Things have changed; please look at what it would do now',
  ),
  KeyReused: row(
    'keyReused',
    '같은 Idempotency-Key가 다른 내용으로 쓰였습니다',
    'This Idempotency-Key was used with other content',
  ),
  TooFast: row(
    'tooFast',
    '너무 빠릅니다. 잠시 후 다시 시도해 주세요',
    'Too fast; please wait a moment',
  ),
  Failed: row(
    'failed',
    '저희 쪽 문제입니다. 아무 일도 일어나지 않았습니다',
    'This is our fault. Nothing has happened',
  ),
  Unavailable: row(
    'unavailable',
    '잠시 이용할 수 없습니다. 잠시 후 다시 시도해 주세요',
    'Not available for the moment; please try again shortly',
  ),
  Retired: row(
    'gone',
    '물러난 서비스라 더 받지 않습니다. 다시 보내도 되지 않습니다',
    'This service was retired and takes nothing more. To try again does not help',
  ),
  NotYetSeen: row(
    'unavailable',
    '조회 화면이 아직 따라오지 못했습니다. 잠시 후 다시 시도해 주세요',
    'The view has not caught up yet; please try again shortly',
  ),
} as const satisfies { readonly [name: string]: Row };

export type RefusalName = keyof typeof refusals;

type More = Omit<Refusal, keyof Row | 'rejection'>;

export const refusal = (rejection: RefusalName, more: More = {}): Refusal => ({
  rejection,
  ...refusals[rejection],
  ...more,
});

const pathsOf = (mistakes: readonly Mistake[]): string =>
  mistakes.map(({ path }) => path).join(', ');

export const invalid = (mistakes: readonly Mistake[]): Refusal => {
  const { ko, en } = refusals.Invalid.title;
  const paths = pathsOf(mistakes);
  return refusal('Invalid', {
    words: { ko: `${ko}: ${paths}`, en: `${en}: ${paths}` },
    facts: { mistakes },
  });
};

/** One mistake, which is not in a field of the body. */
export const invalidPart = (path: string, ko: string, en: string): Refusal =>
  invalid([{ path, ko, en }]);
