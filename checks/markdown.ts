// What the checks read in a page: its links, its headings and its fenced blocks.

import type { SourceFile } from './sources.ts';

export interface Block {
  /** The page, and the line of the fence. */
  readonly at: string;
  readonly language: string;
  /** The comment just above, without its brackets: `from a.ts#region`, `run`. */
  readonly marker: string | undefined;
  readonly text: string;
  /** The paragraph above it, in one line. */
  readonly before: string;
}

const fence = /^\s*(`{3,}|~{3,})\s*(\S*)/;

/** Every fenced block of a page. */
export function blocksOf({ path, text }: SourceFile): readonly Block[] {
  const lines = text.split('\n');
  const blocks: Block[] = [];
  for (let start = 0; start < lines.length; start += 1) {
    const [, ticks, language = ''] = fence.exec(lines[start] ?? '') ?? [];
    if (ticks === undefined) continue;
    const end = endOfBlock(lines, start, ticks);
    const marker = markerOf(lines.slice(0, start));
    const content = lines.slice(start + 1, end).join('\n');
    const before = paragraphBefore(lines.slice(0, start));
    blocks.push({ at: `${path}:${start + 1}`, language, marker, text: content, before });
    start = end;
  }
  return blocks;
}

/** Where a page leads: links, images and definitions of links. */
export function linksOf({ text }: SourceFile): readonly string[] {
  const patterns = [
    /\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g,
    /^\s*\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)/gm,
    /<(?:a|img|source)\s[^>]*?(?:href|src|srcset)="([^"]+)"/g,
  ];
  const prose = withoutCode(text);
  return patterns.flatMap((pattern) => [...prose.matchAll(pattern)].map(([, link = '']) => link));
}

/** The fragments that a page offers: its headings as the usual viewers name them. */
export function anchorsOf({ text }: SourceFile): ReadonlySet<string> {
  const anchors = new Set<string>();
  const prose = withoutBlocks(text);
  for (const [, heading = ''] of prose.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const slug = slugOf(heading);
    const isTaken = (count: number) => anchors.has(count === 0 ? slug : `${slug}-${count}`);
    let count = 0;
    while (isTaken(count)) count += 1;
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  for (const [, id = ''] of prose.matchAll(/<[^>]+\b(?:id|name)="([^"]+)"/g)) anchors.add(id);
  return anchors;
}

const slugOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Mark}\p{Number}\s_-]/gu, '')
    .replaceAll(' ', '-');

const withoutCode = (text: string): string => withoutBlocks(text).replace(/(`+)[^`]*?\1/g, '');

function withoutBlocks(text: string): string {
  const lines = text.split('\n');
  for (let start = 0; start < lines.length; start += 1) {
    const ticks = fence.exec(lines[start] ?? '')?.[1];
    if (ticks === undefined) continue;
    const end = endOfBlock(lines, start, ticks);
    lines.fill('', start, end + 1);
    start = end;
  }
  return lines.join('\n');
}

function endOfBlock(lines: readonly string[], start: number, ticks: string): number {
  const end = lines.findIndex((line, index) => index > start && line.trim() === ticks);
  return end === -1 ? lines.length : end;
}

function paragraphBefore(before: readonly string[]): string {
  const prose = before.filter((line) => !/^\s*<!--.*-->\s*$/.test(line));
  const last = prose.findLastIndex((line) => line.trim() !== '');
  const above = prose.findLastIndex((line, index) => index < last && line.trim() === '');
  return prose.slice(above + 1, last + 1).join(' ');
}

function markerOf(before: readonly string[]): string | undefined {
  const above = before.findLast((line) => line.trim() !== '');
  return /^\s*<!--\s*(.*?)\s*-->\s*$/.exec(above ?? '')?.[1];
}
