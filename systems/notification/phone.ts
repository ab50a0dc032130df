// The phone of whoever asks for something: their credential may prove one, for messages.

import type { By } from '@dure/domain';
import { phone } from './fields.ts';

/** The phone in the claim `tel`, as it is written without hyphens; nothing without a claim. */
export const phoneOf = ({ claims }: By): { readonly tel?: string } => {
  const proved = phone.read(claims['tel']);
  return typeof proved === 'string' ? { tel: proved } : {};
};
