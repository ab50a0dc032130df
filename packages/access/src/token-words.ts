// Why a token was refused, for people.

import type { Words } from '@dure/domain';
import type { TokenFault } from './token-fault.ts';

const words = (ko: string, en: string): Words => ({ ko, en });

export const tokenWords: { readonly [Fault in TokenFault]: Words } = {
  tooLong: words(
    '토큰이 너무 깁니다. 8 KiB까지입니다',
    'The token is too long; it may have 8 KiB. Take claims out that are not needed',
  ),
  broken: words(
    '로그인 정보가 올바르지 않습니다. 서명된 JWT가 아닙니다',
    'The credential is not valid: it is no signed JWT',
  ),
  algorithm: words(
    '이 서명 방식은 받지 않습니다. 공개키 방식으로 서명한 토큰이 필요합니다',
    'Tokens that are signed in this way are not accepted; sign them with a private key',
  ),
  kind: words(
    '액세스 토큰이 아닙니다. 다른 종류의 토큰입니다',
    'This is a token of another kind; an access token is needed',
  ),
  signature: words(
    '토큰의 서명이 발급자의 열쇠와 맞지 않습니다',
    'The signature of the token is of no key of the issuer',
  ),
  issuer: words(
    '다른 발급자의 토큰입니다',
    'The token is of another issuer than the one that is trusted here',
  ),
  audience: words('여기에 쓰라고 발급된 토큰이 아닙니다', 'The token is not meant for this place'),
  audiences: words(
    '모르는 다른 곳에서도 쓸 수 있는 토큰은 받지 않습니다',
    'A token that is meant for other places as well is not accepted',
  ),
  expired: words(
    '로그인이 끝났습니다. 다시 로그인해 주세요',
    'The sign-in has run out; please sign in again',
  ),
  notYet: words(
    '아직 쓸 수 없는 토큰입니다. 두 컴퓨터의 시계를 확인해 주세요',
    'The token is not valid yet; look at the clocks of both machines',
  ),
  subject: words('누구의 토큰인지 적혀 있지 않습니다', 'The token does not say whose it is'),
  revoked: words(
    '이 토큰은 거두어졌습니다. 새 토큰을 받아 주세요',
    'This token was revoked; get another one from whoever gave it',
  ),
};
