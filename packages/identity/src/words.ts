// What a person reads whose sign-in does not work.

import type { SignInAnswer } from '@dure/access';

type Refused = Extract<SignInAnswer, { readonly is: 'refused' }>;

const refused = (http: Refused['http'], ko: string, en: string): Refused => ({
  is: 'refused',
  http,
  words: { ko, en },
});

export const notBegun = refused(
  400,
  '이 브라우저에서 시작한 로그인이 아니거나, 이미 쓰였거나, 너무 오래되었습니다. 처음부터 다시 로그인해 주세요',
  'This sign-in was not begun in this browser, was used already, or took too long. Sign in anew',
);

export const declined = refused(
  403,
  '로그인을 그만두었거나 발급자가 거절했습니다. 다시 로그인해 주세요',
  'The sign-in was called off, or the issuer refused it. Sign in anew',
);

export const issuerAway = refused(
  503,
  '로그인 서버에 연결할 수 없습니다. 잠시 후 다시 로그인해 주세요',
  'The sign-in server cannot be reached. Sign in again in a moment',
);

export const nonsense = refused(
  502,
  '로그인 서버의 답을 믿을 수 없습니다. 운영자에게 알려 주세요',
  'What the sign-in server answers cannot be trusted. Please tell the operator',
);

export const foreignPage = refused(
  403,
  '다른 사이트의 페이지는 대신 로그아웃시킬 수 없습니다',
  'A page of another site may not sign its visitor out',
);
