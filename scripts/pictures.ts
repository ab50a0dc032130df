// Draws the pictures of the pages from the code: `node_modules/.bin/node scripts/pictures.ts`.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { businessNames, systemOf } from 'dure/businesses';
import { wallOf, wallSvg } from '@dure/wall';
import { Lodging } from '@dure/lodging';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const languages = ['ko', 'en'] as const;

export type Picture = { readonly path: string; readonly svg: string };

/** Where the wall of a business hangs. */
export const wallPath = (name: string, language: 'ko' | 'en'): string =>
  `docs/pictures/${name}.${language}.svg`;

const wallsOf = async (name: string): Promise<readonly Picture[]> => {
  const wall = wallOf(await systemOf(name));
  return languages.map((language) => ({
    path: wallPath(name, language),
    svg: wallSvg(wall, language),
  }));
};

/** The part of a wall with which the front page begins. */
const details = (): readonly Picture[] =>
  languages.map((language) => ({
    path: wallPath('lodging-place', language),
    svg: wallSvg(wallOf(Lodging), language, ['place']),
  }));

/** Every picture: the walls of all businesses, and a part of one. */
export const pictures = async (): Promise<readonly Picture[]> => {
  const walls = await Promise.all(businessNames.map(wallsOf));
  return [...walls.flat(), ...details()].map(({ path, svg }) => ({
    path,
    svg: `${svg.trimEnd()}\n`,
  }));
};

const draw = async (): Promise<void> => {
  for (const { path, svg } of await pictures()) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, svg);
    console.log(path);
  }
};

if (import.meta.main) await draw();
