// A business of one's own in a project that is there: the tool shed, under another name.

import { templateFiles } from './template.ts';

export type Named = {
  /** As it is called on the command line and in paths: `tool-shed`. */
  readonly name: string;
  /** What people call it, in Korean and English. */
  readonly label: readonly [ko: string, en: string];
};

/** `tool-shed` → `ToolShed` */
export const constantFor = (name: string): string =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

const quoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** The files of a business of two contexts, with its tests, by their paths in its folder. */
export const businessFiles = ({ name, label }: Named): ReadonlyMap<string, string> => {
  const renamed = (text: string): string =>
    text
      .replaceAll('ToolShed', constantFor(name))
      .replace(/system\('shed'/, `system(${quoted(name)}`)
      .replace(/label: \['공구 나눔', 'Tool shed'\]/, `label: [${label.map(quoted).join(', ')}]`);
  return new Map(
    [...templateFiles()].flatMap(([path, text]) =>
      path === 'README.md' ? [] : [[path, renamed(text)] as const],
    ),
  );
};

/** The packages that its files import. */
export const packagesOf = (files: ReadonlyMap<string, string>): readonly string[] => [
  ...new Set(
    [...files.values()].flatMap((text) =>
      [...text.matchAll(/ from '(@dure\/[a-z-]+)/g)].map(([, imported = '']) => imported),
    ),
  ),
];
