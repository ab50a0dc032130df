// What the domain package says of its words and of their options: the docstrings in its sources.

import { childOf, nodesIn, syntaxOf } from '../../checks/sources.ts';
import type { Comment, Node, SourceFile } from '../../checks/sources.ts';

export type Option = {
  readonly name: string;
  /** `or`: it is one of several forms, each with options of its own. */
  readonly is: 'required' | 'optional' | 'or';
  /** Nothing, where it has no docstring. */
  readonly says: string | undefined;
};

/** The text of a docstring: one line, its exceptions as a sentence at the end. */
export const textIn = ({ value }: Comment): string => {
  const lines = value.split('\n').map((line) => line.replace(/^\s*\*? ?/, '').trim());
  const text = lines
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\*\s*/, '');
  return text
    .replace(/@param \w+ (.*?)(?=@|$)/g, '')
    .replace(/@throws (?:\{(\w+)\} )?(.*)$/, (_, error = '', why: string) =>
      error === '' ? `Throws ${why}` : `Throws ${error}: ${why}`,
    )
    .trim();
};

const nameOf = (node: Node | undefined): string | undefined => {
  const name = node?.['name'];
  return typeof name === 'string' ? name : undefined;
};

/** The node that declares an exported word, or a type. */
const declarationIn = (file: SourceFile, name: string): Node | undefined =>
  syntaxOf(file).nodes.find((node) => {
    const isExport = node.type === 'ExportNamedDeclaration';
    const declared = isExport ? childOf(node, 'declaration') : node;
    if (!declared || !(isExport || node.type === 'TSTypeAliasDeclaration')) return false;
    if (nameOf(childOf(declared, 'id')) === name) return true;
    const [first] = nodesIn(declared['declarations']);
    return first !== undefined && nameOf(childOf(first, 'id')) === name;
  });

/** The docstring that ends on the line before a node, or that begins on its line before it. */
const docstringOf = (file: SourceFile, node: Node): string | undefined => {
  const { line, column } = node.loc.start;
  const found = syntaxOf(file).comments.findLast(({ type, value, loc: { end } }) => {
    if (type !== 'CommentBlock' || !value.startsWith('*')) return false;
    return end.line === line - 1 || (end.line === line && end.column <= column);
  });
  return found && textIn(found);
};

export const docstringFor = (files: readonly SourceFile[], name: string): string | undefined => {
  const file = files.find((one) => declarationIn(one, name));
  const node = file && declarationIn(file, name);
  return file && node && docstringOf(file, node);
};

/** The file that declares a word; options are looked for beside it. */
export const fileOf = (files: readonly SourceFile[], name: string): SourceFile | undefined =>
  files.find((one) => declarationIn(one, name));

/** The members of the object types that a type is put together from. */
const membersIn = (type: Node | undefined): readonly Node[] => {
  if (!type) return [];
  const parts = (property: string): readonly Node[] =>
    Array.isArray(type[property]) ? nodesHere(type[property]) : [];
  if (type.type === 'TSTypeLiteral') return parts('members').flatMap(membersBelow);
  const isJoined = type.type === 'TSIntersectionType' || type.type === 'TSUnionType';
  return isJoined ? parts('types').flatMap(membersIn) : [];
};

/** Only what stands in the list itself, without what is below. */
const nodesHere = (list: readonly unknown[]): readonly Node[] =>
  list.flatMap((one) => nodesIn(one).slice(0, 1));

/** An index of names (`{ [actor]: { … } }`) stands for the members of each. */
const membersBelow = (member: Node): readonly Node[] => {
  if (member.type !== 'TSIndexSignature') return [member];
  const type = childOf(member, 'typeAnnotation');
  return membersIn(type && childOf(type, 'typeAnnotation'));
};

const isNever = (member: Node): boolean => {
  const type = childOf(member, 'typeAnnotation');
  return (type && childOf(type, 'typeAnnotation'))?.type === 'TSNeverKeyword';
};

/** The options of a type, each once: with its docstring, where one of its places has it. */
export const optionsOf = (file: SourceFile, type: string): readonly Option[] => {
  const alias = aliasIn(file, type);
  const choices = choicesIn(alias);
  const found = new Map<string, Option>();
  for (const member of membersIn(alias && childOf(alias, 'typeAnnotation'))) {
    const name = nameOf(childOf(member, 'key'));
    if (name === undefined || name.startsWith('~') || isNever(member)) continue;
    const says = found.get(name)?.says ?? docstringOf(file, member);
    found.set(name, { name, is: kindOf(member, choices), says });
  }
  return [...found.values()];
};

const aliasIn = (file: SourceFile, type: string): Node | undefined =>
  syntaxOf(file).nodes.find(
    (node) => node.type === 'TSTypeAliasDeclaration' && nameOf(childOf(node, 'id')) === type,
  );

const kindOf = (member: Node, choices: ReadonlySet<Node>): Option['is'] => {
  if (member['optional'] === true) return 'optional';
  return choices.has(member) ? 'or' : 'required';
};

/** The members of one of several forms of a type. */
const choicesIn = (alias: Node | undefined): ReadonlySet<Node> => {
  const unions = nodesIn(alias && childOf(alias, 'typeAnnotation')).filter(
    ({ type }) => type === 'TSUnionType',
  );
  return new Set(unions.flatMap(membersIn));
};
