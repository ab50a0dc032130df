// Where the pages for browsers lie: built beside their sources, or in the package that brings them.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Nothing, where they were not built: then browsers get the plain pages. */
export const pagesFolder = (): { readonly pages?: string } => {
  const manifest = import.meta.resolve('@dure/web/package.json');
  const pages = fileURLToPath(new URL('dist', manifest));
  return existsSync(pages) ? { pages } : {};
};
