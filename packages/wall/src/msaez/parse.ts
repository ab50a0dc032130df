// The file of a wall of MSAEz, as stickers and lines: holes are left out, ids that old walls have
// elsewhere are found, and what has no place in Dure is listed.

import type { Label } from '@dure/domain';
import { isTexts, isTree, textIn, treeIn, treesIn } from '../json.ts';
import type { Tree } from '../json.ts';
import { odd } from './odd.ts';
import type { Odd } from './odd.ts';

export type Kind =
  | 'Actor'
  | 'Aggregate'
  | 'BoundedContext'
  | 'Command'
  | 'Event'
  | 'Policy'
  | 'View'
  | 'External'
  | 'Issue'
  | 'Text'
  | 'UI'
  | 'PBC';

const kinds: readonly string[] = [
  'Actor',
  'Aggregate',
  'BoundedContext',
  'Command',
  'Event',
  'Policy',
  'View',
  'External',
  'Issue',
  'Text',
  'UI',
  'PBC',
] satisfies readonly Kind[];

/** A rectangle: its centre, and its size. */
export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type Sticker = {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  /** What people read; '' where that is the name. */
  readonly displayName: string;
  /** What it is called in both languages, where we have written it. */
  readonly label: Label | undefined;
  readonly box: Box | undefined;
  /** All of it, as it stands in the file. */
  readonly of: Tree;
};

export type Line = { readonly from: string; readonly to: string; readonly name: string };

export type ParsedWall = {
  /** '' where the file does not say. */
  readonly name: string;
  readonly stickers: readonly Sticker[];
  readonly lines: readonly Line[];
  readonly odd: readonly Odd[];
};

/** Whether a file is such a wall: it has elements, or what old ones had in their place. */
export const isMsaezWall = (file: unknown): file is Tree =>
  isTree(file) && (isTree(file['elements']) || listsIn(file, 'definition').length > 0);

const listsIn = (file: Tree, part: string): readonly unknown[] =>
  Object.entries(file).flatMap(([key, of]) => (key.includes(part) && Array.isArray(of) ? of : []));

/** The values of a map by id, or of the arrays that it was before. */
const valuesOf = (file: Tree, map: string, part: string): readonly Tree[] => {
  const of = file[map];
  return isTree(of) ? treesIn(Object.values(of)) : treesIn(listsIn(file, part));
};

/** What the file of a wall says. It throws at nothing: what is broken is listed. */
export const parseWall = (file: Tree): ParsedWall => {
  const told: Odd[] = [];
  const elements = valuesOf(file, 'elements', 'definition');
  const stickers = elements.flatMap((of) => stickerOf(of, told));
  const ids = new Set(stickers.map(({ id }) => id));
  const lines = valuesOf(file, 'relations', 'relation').flatMap((of) => lineOf(of, ids, told));
  told.push(...withoutPlace(stickers));
  return { name: textIn(file['projectName']), stickers, lines, odd: told };
};

const lastWord = (type: unknown): string => textIn(type).split('.').at(-1) ?? '';

const stickerOf = (of: Tree, told: Odd[]): readonly Sticker[] => {
  const kind = lastWord(of['_type']);
  const view = treeIn(of['elementView']);
  const id = textIn(of['id']) || textIn(view['id']);
  if (!kinds.includes(kind)) {
    told.push(odd(kind || '?', '모르는 종류의 쪽지입니다', 'a sticker of an unknown kind'));
    return [];
  }
  if (!('name' in of) || id === '') {
    told.push(odd(kind, '이름이나 id가 없는 쪽지입니다', 'a sticker without a name or an id'));
    return [];
  }
  const name = textIn(of['name']).trim();
  const displayName = textIn(of['displayName']).trim();
  // It is among the kinds.
  const label = labelIn(treeIn(of['dure'])['label']);
  return [{ kind: kind as Kind, id, name, displayName, label, box: boxOf(view), of }];
};

const labelIn = (of: unknown): Label | undefined => {
  const [ko, en] = isTexts(of) ? of : [];
  return ko !== undefined && en !== undefined ? [ko, en] : undefined;
};

const boxOf = (view: Tree): Box | undefined => {
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((key) => Number(view[key]));
  const all = [x, y, width, height];
  if (all.some((one) => one === undefined || !Number.isFinite(one))) return undefined;
  return { x: x ?? 0, y: y ?? 0, width: width ?? 0, height: height ?? 0 };
};

const lineOf = (of: Tree, ids: ReadonlySet<string>, told: Odd[]): readonly Line[] => {
  const view = treeIn(of['relationView']);
  const [from, to] = [textIn(of['from'] ?? view['from']), textIn(of['to'] ?? view['to'])];
  if (lastWord(of['_type']) !== 'Relation') {
    told.push(odd('Line', '뜻이 없는 선입니다', 'a line without a meaning'));
    return [];
  }
  if (!ids.has(from) || !ids.has(to)) {
    const ends = [of['sourceElement'], of['targetElement']].map((one) =>
      textIn(treeIn(one)['name']),
    );
    const where = `${ends[0] || '?'} → ${ends[1] || '?'}`;
    told.push(odd(where, '끝이 벽에 없는 선입니다', 'a line of which an end is not on the wall'));
    return [];
  }
  return [{ from, to, name: textIn(of['name']) }];
};

const noPlace: { readonly [K in Kind]?: readonly [ko: string, en: string] } = {
  External: ['외부 시스템은 ask로 적어 주세요', 'write an external system as an ask'],
  Issue: ['열린 물음입니다', 'an open question'],
  PBC: ['다른 벽을 옮긴 것이라 읽지 않았습니다', 'a copy of another wall was not read'],
};

const withoutPlace = (stickers: readonly Sticker[]): readonly Odd[] => {
  const counted = (kind: Kind): number => stickers.filter((one) => one.kind === kind).length;
  const [screens, texts] = [counted('UI'), counted('Text')];
  return [
    ...(screens > 0
      ? [odd(`UI × ${screens}`, '화면은 두레가 벽에서 만듭니다', 'screens are made from the wall')]
      : []),
    ...(texts > 0
      ? [odd(`Text × ${texts}`, '글은 옮기지 않았습니다', 'free text was not taken over')]
      : []),
    ...stickers.flatMap(({ kind, name, displayName }) => {
      const words = noPlace[kind];
      return words ? [odd(`${kind} ${displayName || name}`, ...words)] : [];
    }),
  ];
};
