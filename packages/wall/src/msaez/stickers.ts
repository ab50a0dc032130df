// Stickers, lines and fields as MSAEz writes them: with every member that its canvas and its code
// generator read without looking.

import type { Label } from '@dure/domain';
import type { Tree } from '../json.ts';
import { camel, pascal } from './names.ts';
import type { Box, Kind } from './parse.ts';

const PACKAGE = 'org.uengine.modeling.model.';

/** The same id for the same name each time, so that lines and differences stay quiet. */
export const idOf = (...parts: readonly string[]): string => {
  const text = parts.join('/');
  const words = [1, 2, 3, 4].map((seed) => hashed(text, seed));
  const hex = words.map((word) => word.toString(16).padStart(8, '0')).join('');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
};

const PRIME = 0x01_00_01_93;
const BASIS = 0x81_1c_9d_c5;

/** FNV-1a, of 32 bits, letter by letter. */
const hashed = (text: string, seed: number): number => {
  let hash = (BASIS ^ Math.imul(seed, PRIME)) >>> 0;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), PRIME) >>> 0;
  return hash;
};

export type Written = { readonly id: string; readonly of: Tree; readonly box: Box };

type Noted = {
  readonly id: string;
  readonly name: string;
  readonly label: Label;
  readonly box: Box;
};

/** A sticker with what all of them have. What Dure alone knows of it stands under `dure`. */
export const sticker = (kind: Kind, { id, name, label, box }: Noted, own: Tree): Written => ({
  id,
  box,
  of: {
    _type: `${PACKAGE}${kind}`,
    id,
    name,
    displayName: label[0],
    oldName: '',
    namePascalCase: pascal(name),
    nameCamelCase: camel(name),
    namePlural: '',
    description: null,
    author: null,
    elementView: { _type: `${PACKAGE}${kind}`, id, ...box, style: '{}' },
    hexagonalView: { _type: `${PACKAGE}${kind}Hexagonal`, id, ...box, subWidth: 100, style: '{}' },
    rotateStatus: false,
    selected: false,
    dure: { label },
    ...own,
  },
});

export type FieldClass = {
  readonly name: string;
  readonly className: string;
  readonly isKey: boolean;
};

export const descriptor = ({ name, className, isKey }: FieldClass, label: string): Tree => ({
  _type: 'org.uengine.model.FieldDescriptor',
  name,
  className,
  nameCamelCase: camel(name),
  namePascalCase: pascal(name),
  displayName: label,
  isKey,
  isCopy: false,
  isList: false,
  isName: false,
  isVO: false,
  label: `- ${name}: ${className}`,
});

const short = ({ id, of, box }: Written): Tree => ({
  _type: of['_type'],
  id,
  name: of['name'],
  elementView: { _type: of['_type'], id, ...box, style: '{}' },
  boundedContext: of['boundedContext'] ?? {},
});

/** A line; its meaning is the pair of its ends. */
export const relation = (from: Written, to: Written, name: string): readonly [string, Tree] => {
  const id = idOf('line', from.id, to.id);
  const view = { id, from: from.id, to: to.id, style: '{}', value: '[]', needReconnect: true };
  return [
    id,
    {
      _type: `${PACKAGE}Relation`,
      id,
      name,
      displayName: '',
      from: from.id,
      to: to.id,
      sourceElement: short(from),
      targetElement: short(to),
      relationView: view,
      hexagonalView: { ...view, _type: `${PACKAGE}RelationHexagonal`, value: null },
      sourceMultiplicity: 1,
      targetMultiplicity: 1,
    },
  ];
};
