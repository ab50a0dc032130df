// What must hold of messages in every business, a sentence for each that is wrong.

import type { World } from '@dure/rehearsal';
import { word } from '@dure/rehearsal/log';
import { isSentBook } from './simulated.ts';

/** Each message was handed over once, and none was left untried. */
export const messagesAgree = (world: World): readonly string[] => {
  const sent = world.events.filter(({ type }) => type === 'MessageSent');
  const keys = new Set<string>();
  const twice = sent.flatMap(({ data }) => {
    const key = word(data, 'messageKey');
    if (keys.has(key)) return [key];
    keys.add(key);
    return [];
  });
  const idle = [...world.states('Message')].filter(([, { is }]) => is === 'queued');
  const pushed = sent.filter(({ data }) => data['channel'] === 'ALIMTALK').length;
  const book = world.external('MessageGateway');
  const isShort = isSentBook(book) && book.sentCount < pushed;
  return [
    ...twice.map((key) => `${key} was sent twice.`),
    ...idle.map(([key]) => `${key} was never tried.`),
    ...(isShort ? [`${pushed} messages sent, ${book.sentCount} handed over.`] : []),
  ];
};
