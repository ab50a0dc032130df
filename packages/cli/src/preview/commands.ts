// The commands that ask a running gateway: what a command would do, and why a case is as it is.

import { command } from '../command.ts';
import type { Command } from '../command.ts';
import { common, flag, text, texts } from '../options.ts';

/** Where `dure start` listens unless it is told otherwise. */
const STANDARD_URL = 'http://127.0.0.1:8088';

const asking = {
  ...common,
  url: text({ ko: '관문의 주소', en: 'where the gateway is' }, 'url', STANDARD_URL),
  as: text({ ko: '누구로서 (로그인이 없을 때)', en: 'as whom, where no one signs in' }, 'persona'),
  token: text({ ko: '로그인 토큰', en: 'a bearer token' }, 'token'),
  json: flag({ ko: '받은 그대로', en: 'as it was answered' }),
};

export const previewOptions = {
  ...asking,
  set: texts({ ko: '명령의 항목', en: 'a field of the command' }, 'field=value'),
};
export type PreviewOptions = typeof previewOptions;

export const whyOptions = asking;
export type WhyOptions = typeof whyOptions;

export const preview: Command = command<PreviewOptions>({
  name: 'preview',
  words: {
    ko: '명령이 무엇을 할지, 하지 않고 보여 줍니다',
    en: 'shows what a command would do, and does nothing',
  },
  operand: {
    hint: 'business command',
    usage: '<business> <command>',
    words: { ko: '사업과 명령의 이름', en: 'name of a business and of a command' },
    most: 2,
    isNeeded: true,
    example: 'lodging cancel-reservation',
  },
  options: previewOptions,
  examples: [
    [
      'dure preview lodging cancel-reservation --set orderId=4 --as Customer:customer-2',
      { ko: '4번 예약을 취소하면', en: 'what cancelling reservation 4 would do' },
    ],
  ],
  load: async () => (await import('./preview.ts')).preview,
});

export const why: Command = command<WhyOptions>({
  name: 'why',
  words: {
    ko: '한 건이 왜 지금 그 상태인지 보여 줍니다',
    en: 'says why a case is as it is',
  },
  operand: {
    hint: 'business case',
    usage: '<business> <case>',
    words: { ko: '사업과 건의 번호', en: 'name of a business and key of a case' },
    most: 2,
    isNeeded: true,
    example: 'lodging order-4',
  },
  options: whyOptions,
  examples: [['dure why lodging order-4', { ko: '4번 예약', en: 'reservation 4' }]],
  load: async () => (await import('./why.ts')).why,
});
