// What HTTP itself refuses, beside what every way in does.

import { refusals } from '@dure/access';
import type { Words } from '@dure/domain';
import { statusOf } from './problem.ts';
import type { Problem } from './problem.ts';

type Row = Pick<Problem, 'http' | 'title'>;

const row = (http: number, ko: string, en: string): Row => ({ http, title: { ko, en } });

export const ownRefusals = {
  SignInFailed: row(400, '로그인하지 못했습니다', 'Signing in did not work'),
  NoSuchPath: row(404, '없는 주소입니다', 'There is nothing at this address'),
  WrongMethod: row(405, '이 주소에서는 쓸 수 없는 방식입니다', 'This address does not do that'),
  TooLarge: row(413, '본문이 너무 큽니다', 'The body is too large'),
  WrongMediaType: row(415, 'JSON이나 양식으로 보내 주세요', 'Please send JSON or a form'),
  HeadersTooLarge: row(431, '헤더가 너무 큽니다', 'The headers are too large'),
  OutcomeUnknown: row(504, '되었는지 알 수 없습니다', 'It is not known whether it was done'),
} as const satisfies { readonly [name: string]: Row };

type More = Omit<Problem, keyof Row | 'rejection'>;

export const problem = (rejection: keyof typeof ownRefusals, more: More = {}): Problem => ({
  rejection,
  ...ownRefusals[rejection],
  ...more,
});

/** All that a client may be refused with, whatever the business. */
export const everyRefusal = (): readonly {
  readonly name: string;
  readonly http: number;
  readonly title: Words;
}[] =>
  [
    ...Object.entries(refusals).map(([name, { kind, title }]) => ({
      name,
      http: statusOf(kind),
      title,
    })),
    ...Object.entries(ownRefusals).map(([name, of]) => ({ name, ...of })),
  ].toSorted((one, other) => one.http - other.http);
