// The field dictionary of notification.

import { datetime, phone as mobile } from '@dure/domain/korea';
import { about, count, list, oneOf, personal, text, textOf } from '@dure/domain/shapes';

export const messageKey = textOf(200);
export const recipient = text;
export const template = text;
export const channel = oneOf('INBOX', 'ALIMTALK');
export const textKo = about(textOf(1000), 'recipient');
export const textEn = about(textOf(1000), 'recipient');
export const attempt = count();
export const reason = textOf(200);
export const note = textOf(500);

// Not in the page: where a message is pushed to, since when it waits and until when it makes sense,
// for how many minutes that is, how often its phone was refused, and what is sent again.
export const phone = personal(mobile, 'recipient');
export const queuedAt = datetime;
export const until = datetime;
export const lasts = count();
export const refusals = count({ min: 0 });
export const resendId = textOf(100);
export const messageStatus = text;
export const messageKeys = list(messageKey);
