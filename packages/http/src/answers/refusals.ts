// The platform's own refusals, in one table: what each is called, and the HTTP status it answers.

import type { Mistake, Words } from '@dure/domain';
import type { Problem } from './problem.ts';

type Refusal = { readonly http: number; readonly title: Words };

const refusal = (http: number, ko: string, en: string): Refusal => ({ http, title: { ko, en } });

export const refusals = {
  Invalid: refusal(400, '입력값이 올바르지 않습니다', 'The input is not valid'),
  Unauthenticated: refusal(401, '로그인이 필요합니다', 'Please sign in'),
  Forbidden: refusal(403, '권한이 없습니다', 'You may not do this'),
  NotFound: refusal(404, '대상을 찾을 수 없습니다', 'There is no such thing'),
  NoSuchPath: refusal(404, '없는 주소입니다', 'There is nothing at this address'),
  WrongMethod: refusal(405, '이 주소에서는 쓸 수 없는 방식입니다', 'This address does not do that'),
  OutOfTurn: refusal(409, '지금 상태에서는 할 수 없습니다', 'Not possible in the present state'),
  Conflict: refusal(
    409,
    '다른 변경과 겹쳤습니다. 다시 시도해 주세요',
    'Another change got in between; please try again',
  ),
  TooLarge: refusal(413, '본문이 너무 큽니다', 'The body is too large'),
  WrongMediaType: refusal(415, 'JSON이나 양식으로 보내 주세요', 'Please send JSON or a form'),
  KeyReused: refusal(
    422,
    '같은 Idempotency-Key가 다른 내용으로 쓰였습니다',
    'This Idempotency-Key was used with other content',
  ),
  TooFast: refusal(
    429,
    '너무 빠릅니다. 잠시 후 다시 시도해 주세요',
    'Too fast; please wait a moment',
  ),
  HeadersTooLarge: refusal(431, '헤더가 너무 큽니다', 'The headers are too large'),
  Failed: refusal(
    500,
    '저희 쪽 문제입니다. 아무 일도 일어나지 않았습니다',
    'This is our fault. Nothing has happened',
  ),
  Unavailable: refusal(
    503,
    '잠시 이용할 수 없습니다. 잠시 후 다시 시도해 주세요',
    'Not available for the moment; please try again shortly',
  ),
  NotYetSeen: refusal(
    503,
    '조회 화면이 아직 따라오지 못했습니다. 잠시 후 다시 시도해 주세요',
    'The view has not caught up yet; please try again shortly',
  ),
} as const satisfies { readonly [name: string]: Refusal };

export type RefusalName = keyof typeof refusals;

type More = Omit<Problem, 'http' | 'rejection' | 'title'>;

export const problem = (rejection: RefusalName, more: More = {}): Problem => ({
  rejection,
  ...refusals[rejection],
  ...more,
});

const pathsOf = (mistakes: readonly Mistake[]): string =>
  mistakes.map(({ path }) => path).join(', ');

export const invalid = (mistakes: readonly Mistake[]): Problem => {
  const { ko, en } = refusals.Invalid.title;
  const paths = pathsOf(mistakes);
  return problem('Invalid', {
    words: { ko: `${ko}: ${paths}`, en: `${en}: ${paths}` },
    facts: { mistakes },
  });
};

/** One mistake, which is not in a field of the body. */
export const invalidPart = (path: string, ko: string, en: string): Problem =>
  invalid([{ path, ko, en }]);
