// The one actor that every business has.

import type { Label } from '@dure/domain';

/** Who looks after a business: on no board, and known in each. */
export const OPERATOR = 'Operator';

/** What people call them, unless the wall says otherwise. */
export const OPERATOR_LABEL: Label = ['운영자', 'Operator'];
