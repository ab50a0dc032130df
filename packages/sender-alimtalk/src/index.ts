// Messages to phones, as Kakao AlimTalk takes them: a template, a number, and the words.

export { alimTalkSender } from './sender.ts';
export { mistakeIn } from './options.ts';
export type { AlimTalkOptions, Mistaken } from './options.ts';
