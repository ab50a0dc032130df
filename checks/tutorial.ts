// Writes the code of the tutorial into a project, in the order in which it is printed.

import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Block } from './markdown.ts';

const example = /^from examples\/tool-shed\/(\S+)#\S+$/;

/**
 * The file of the project that a block belongs to.
 * @throws where the words above it do not name the file: a comment is seen by no reader.
 */
export const fileOf = ({ at, marker, before }: Block): string => {
  const [, file] = example.exec(marker ?? '') ?? [];
  if (file === undefined) throw new Error(`${at} does not say which file of the shed it is from.`);
  if (!before.includes(`\`${file}\``)) throw new Error(`${at} does not name ${file} in words.`);
  return file;
};

/** A file begins with its first block, whatever was there, and goes on with those that follow. */
export const writerInto = (folder: string): ((block: Block) => void) => {
  const begun = new Set<string>();
  return (block) => {
    const file = fileOf(block);
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    if (begun.has(file)) appendFileSync(path, `\n${block.text}\n`);
    else writeFileSync(path, `${block.text}\n`);
    begun.add(file);
  };
};
