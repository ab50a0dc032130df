// The field dictionary of notification.

import { datetime, phone as mobile } from '@dure/domain/korea';
import { count, oneOf, text, textOf } from '@dure/domain/shapes';

export const messageKey = textOf(200);
export const recipient = text;
export const template = text;
export const channel = oneOf('INBOX', 'ALIMTALK');
export const textKo = textOf(1000);
export const textEn = textOf(1000);
export const attempt = count();
export const reason = textOf(200);
export const note = textOf(500);

// Not in the page: where a message is pushed to, and since when it waits.
export const phone = mobile;
export const queuedAt = datetime;
