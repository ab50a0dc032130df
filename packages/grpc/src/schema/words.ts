// Words of the wall as comments of a file: in both languages, on one line.

import type { Label } from '@dure/domain';

export const inBoth = ([ko, en]: Label): string =>
  (ko === en ? ko : `${ko} / ${en}`).replace(/\s+/g, ' ').trim();
