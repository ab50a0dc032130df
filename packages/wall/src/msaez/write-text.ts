// Small things that all written code needs: literals, objects, and imports of what is used.

import type { Label } from '@dure/domain';
import { quoted } from './shapes.ts';

export const labelText = ([ko, en]: Label): string => `[${quoted(ko)}, ${quoted(en)}]`;

/** In one line: whatever people have written, what comes behind it is no code of theirs. */
export const comment = (text: string): string => `// ${text.replace(/\s+/g, ' ').trim()}`;

const indented = (text: string): string => text.replaceAll('\n', '\n  ');

/** An object, one member a line; `{}` without any. */
export const objectText = (members: readonly (readonly [name: string, value: string])[]): string =>
  members.length === 0
    ? '{}'
    : `{\n${members.map(([name, value]) => `  ${name}: ${indented(value)},`).join('\n')}\n}`;

/** Members that have something in them. */
export const filled = (
  members: readonly (readonly [name: string, value: string])[],
): readonly (readonly [name: string, value: string])[] =>
  members.filter(([, value]) => value !== '{}' && value !== '[]');

const isUsed = (name: string, code: string): boolean =>
  new RegExp(`(?<![\\w.'])${name}\\b(?!')`).test(code);

/** An import of those names that the code uses; '' where it uses none. */
export const importText = (names: readonly string[], from: string, code: string): string => {
  const used = names.filter((name) => isUsed(name, code));
  return used.length === 0 ? '' : `import { ${used.join(', ')} } from '${from}';\n`;
};

const shapeNames = [
  'count',
  'date',
  'decimal',
  'id',
  'list',
  'oneOf',
  'optional',
  'personal',
  'text',
  'truth',
  'valueObject',
];
const koreanNames = ['datetime', 'money', 'phone'];

export const shapeImports = (code: string): string =>
  importText(koreanNames, '@dure/domain/korea', code) +
  importText(shapeNames, '@dure/domain/shapes', code);
