// What a person or a program of a storm sends.

import type { AnyMessage, By } from '@dure/domain';

/** A command, and who issues it. */
export type Request = { readonly command: AnyMessage; readonly by: By };
