// The version, as the package says it.

import { readFileSync } from 'node:fs';

export const version = (): string => {
  const file = new URL('../package.json', import.meta.url);
  // A manifest is an object with a version.
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
};
