// Builds the pages into `dist`, compressed as browsers take them. Whoever looks into the folder
// meanwhile sees the old pages or the new ones, and never half of them.

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { folder } from './vite.config.ts';

const isText = (name: string): boolean => /\.(js|css|svg)$/.test(name);

const compress = (assets: string): void => {
  for (const name of readdirSync(assets).filter(isText)) {
    const bytes = readFileSync(join(assets, name));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    writeFileSync(join(assets, `${name}.br`), brotliCompressSync(bytes, { params }));
    writeFileSync(join(assets, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
};

/** Names the kept files anew with every build, so that a browser drops those of the old one. */
const stampWorker = (made: string): void => {
  const path = join(made, 'worker.js');
  const shell = readFileSync(join(made, 'index.html'));
  const mark = createHash('sha256').update(shell).digest('hex').slice(0, 12);
  writeFileSync(path, readFileSync(path, 'utf8').replace("'dure-pages'", `'dure-pages-${mark}'`));
};

/** @param stamp what the pages were built from, to be written beside them. */
export const buildPages = async (stamp: string): Promise<void> => {
  const [made, dist] = [join(folder, `dist-${process.pid}`), join(folder, 'dist')];
  try {
    await build({ configFile: join(folder, 'vite.config.ts'), build: { outDir: made } });
    compress(join(made, 'assets'));
    stampWorker(made);
    writeFileSync(join(made, 'built-from'), stamp);
    rmSync(dist, { recursive: true, force: true });
    renameSync(made, dist);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
};

if (import.meta.main) await buildPages(process.argv[2] ?? '');
