// Puts the code of the pages in again from the files that it is from:
// `node_modules/.bin/node scripts/pages.ts`.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { regionOf } from '../checks/docs.ts';
import { blocksOf, type Block } from '../checks/markdown.ts';
import { root, textFiles, type SourceFile } from '../checks/sources.ts';

type Sources = readonly SourceFile[];

const files = textFiles();

/** What a block is to say, if it is from a region that is there. */
const regionFor = ({ language, marker }: Block, sources: Sources): string | undefined => {
  const [, path, name = ''] = /^from (\S+)#(\S+)$/.exec(marker ?? '') ?? [];
  const source = language === 'ts' ? sources.find((file) => file.path === path) : undefined;
  return source && regionOf(source, name);
};

/** A page with its blocks as their regions are now. A region that is not there is left. */
export const refreshed = (page: SourceFile, sources: Sources = files): string => {
  const lines = page.text.split('\n');
  // From below, so that the lines above stay where they are.
  for (const block of blocksOf(page).toReversed()) {
    const region = regionFor(block, sources);
    if (region === undefined) continue;
    const fence = Number(block.at.slice(block.at.lastIndexOf(':') + 1));
    lines.splice(fence, block.text.split('\n').length, ...region.split('\n'));
  }
  return lines.join('\n');
};

const refresh = (): void => {
  for (const page of files.filter(({ path }) => path.endsWith('.md'))) {
    const text = refreshed(page);
    if (text === page.text) continue;
    writeFileSync(join(root, page.path), text);
    console.log(page.path);
  }
};

if (import.meta.main) refresh();
