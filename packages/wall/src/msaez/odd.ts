// What of a wall was not understood, or was decided for its author: where, and in both languages.

import type { Words } from '@dure/domain';

export type Odd = Words & { readonly where: string };

export const odd = (where: string, ko: string, en: string): Odd => ({ where, ko, en });
