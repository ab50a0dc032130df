// The file of a deployment as people write it, and the secrets beside it.

import { writeFileSync } from 'node:fs';
import type { Server } from '@dure/servers';

/** The address of a server without its password, and the password. */
export const apart = ({ url }: Pick<Server, 'url'>) => {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  return { address: address.href, password };
};

/** Writes the lines, and returns the path. */
export const written = (path: string, lines: readonly string[]): string => {
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};
