// What the pages promise: their links lead somewhere, their code is code that runs.

import { posix } from 'node:path';
import { anchorsOf, blocksOf, linksOf, type Block } from './markdown.ts';
import type { SourceFile } from './sources.ts';

/** What a page may refer to. `exists` knows folders and files that hold no text as well. */
export interface Repository {
  readonly exists: (path: string) => boolean;
  readonly file: (path: string) => SourceFile | undefined;
}

/** The relative links of a page that lead nowhere. Links to the web are not followed. */
export function brokenLinks(page: SourceFile, repository: Repository): readonly string[] {
  return linksOf(page)
    .filter((link) => !/^([a-z][a-z+.-]*:|\/\/)/i.test(link))
    .filter((link) => !leadsSomewhere(page, link, repository))
    .map((link) => `${page.path} links to ${link}, which is not there`);
}

/** The `ts` blocks of a page that are not the region of a file that their marker names. */
export function staleBlocks(page: SourceFile, repository: Repository): readonly string[] {
  return blocksOf(page)
    .filter(({ language }) => language === 'ts')
    .flatMap((block) => complaintAbout(block, repository));
}

/** The lines between `// #region name` and `// #endregion name`, without their common indent. */
export function regionOf({ text }: SourceFile, name: string): string | undefined {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.trim() === `// #region ${name}`);
  const end = lines.findIndex((line) => line.trim() === `// #endregion ${name}`);
  if (start === -1 || end < start) return undefined;
  const region = lines.slice(start + 1, end);
  const indents = region.filter((line) => line !== '').map((line) => line.search(/\S/));
  const indent = Math.min(...indents);
  return region.map((line) => line.slice(indent)).join('\n');
}

function leadsSomewhere(page: SourceFile, link: string, { exists, file }: Repository): boolean {
  const [path = '', fragment] = decodeURIComponent(link).split('#');
  const target = path === '' ? page.path : posix.join(posix.dirname(page.path), path);
  if (!exists(target)) return false;
  if (fragment === undefined || !target.endsWith('.md')) return true;
  const found = target === page.path ? page : file(target);
  return found !== undefined && anchorsOf(found).has(fragment);
}

function complaintAbout(block: Block, { file }: Repository): readonly string[] {
  const [, path, name] = /^from (\S+)#(\S+)$/.exec(block.marker ?? '') ?? [];
  if (path === undefined || name === undefined)
    return [`${block.at} does not say which region it is from`];
  const source = file(path);
  const region = source && regionOf(source, name);
  if (region === undefined) return [`${block.at} is from ${path}#${name}, which is not there`];
  return region === block.text ? [] : [`${block.at} is not what ${path}#${name} says`];
}
