// Draws the pictures of the pages from the code: `node_modules/.bin/node scripts/pictures.ts`.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wallOf, wallSvg } from '@dure/domain';
import { Lodging } from '@dure/lodging';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const languages = ['ko', 'en'] as const;

/** Every picture, by its path. */
export const pictures = (): ReadonlyMap<string, string> => {
  const wall = wallOf(Lodging);
  const drawn = languages.flatMap((language) => [
    [`docs/pictures/lodging.${language}.svg`, wallSvg(wall, language)] as const,
    [`docs/pictures/lodging-place.${language}.svg`, wallSvg(wall, language, ['place'])] as const,
  ]);
  return new Map(drawn.map(([path, svg]) => [path, `${svg.trimEnd()}\n`]));
};

const draw = (): void => {
  for (const [path, svg] of pictures()) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, svg);
    console.log(path);
  }
};

if (import.meta.main) draw();
