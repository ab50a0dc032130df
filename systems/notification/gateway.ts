// The bought-in channel: messages go out to phones, each messageKey once.

import { externalSystem, question } from '@dure/domain';
import { optional } from '@dure/domain/shapes';
import { messageKey, phone, reason, recipient, template, textEn, textKo } from './fields.ts';

export const MessageGateway = externalSystem('MessageGateway', {
  send: question(
    { messageKey, recipient, template, textKo, textEn, phone: optional(phone) },
    {},
    { reason },
  ),
});
