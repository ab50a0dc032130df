// The files of the repository, and their syntax, as the checks read them.

import { parse } from '@babel/parser';
import { globSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface SourceFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** A node of the syntax tree. What else it has depends on its type. */
export interface Node {
  readonly type: string;
  readonly loc: { readonly start: Position; readonly end: Position };
  readonly [property: string]: unknown;
}

export interface Comment extends Node {
  readonly type: 'CommentLine' | 'CommentBlock';
  readonly value: string;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

interface Tree {
  readonly nodes: readonly Node[];
  readonly comments: readonly Comment[];
}

export const root = join(import.meta.dirname, '..');

const generated = new Set(['node_modules', '.git', '.dure', 'dist', 'coverage']);
const code = new Set(['.ts', '.tsx', '.mjs', '.js']);
const text = new Set([...code, '.md', '.json', '.yaml', '.yml', '.sh', '.html', '.css', '.svg']);
const textNames = new Set(['.npmrc', '.gitignore', '.editorconfig', 'run', 'Dockerfile']);

/** Every text file of the repository that people write, or npm writes for them. Read once. */
export function textFiles(): readonly SourceFile[] {
  everyFile ??= readTextFiles();
  return everyFile;
}

let everyFile: readonly SourceFile[] | undefined;

function readTextFiles(): readonly SourceFile[] {
  const entries = globSync('**', {
    cwd: root,
    withFileTypes: true,
    exclude: ({ name }) => generated.has(name),
  });
  return entries
    .filter((entry) => entry.isFile() && isText(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((file) => ({ path: relativeTo(root, file), text: readFileSync(file, 'utf8') }));
}

export const isCode = ({ path }: SourceFile): boolean => code.has(extname(path));

export const isTypeScript = ({ path }: SourceFile): boolean => /\.tsx?$/.test(path);

export const isTest = ({ path }: SourceFile): boolean => /\.(test|proof|testing)\.tsx?$/.test(path);

/** The syntax of a file, flat: every node after the node that holds it. */
export function syntaxOf(file: SourceFile): Tree {
  const known = trees.get(file);
  if (known !== undefined) return known;
  const tree = parsed(file);
  trees.set(file, tree);
  return tree;
}

const trees = new WeakMap<SourceFile, Tree>();

function parsed(file: SourceFile): Tree {
  try {
    const { program, comments } = parse(file.text, {
      sourceType: 'module',
      plugins: file.path.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'],
      attachComment: false,
      errorRecovery: true,
    });
    // Babel's own types say less than its nodes hold.
    return { nodes: nodesIn(program), comments: (comments ?? []) as unknown as Comment[] };
  } catch (cause) {
    throw new SyntaxError(`${file.path} cannot be read`, { cause });
  }
}

/** The node itself and all below it. */
export function nodesIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([key, part]) =>
    key === 'loc' ? [] : nodesIn(part),
  );
  return isNode(value) ? [value, ...below] : below;
}

export const childOf = (node: Node, property: string): Node | undefined => {
  const child = node[property];
  return isNode(child) ? child : undefined;
};

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'loc' in value;
}

function isText(name: string): boolean {
  return text.has(extname(name)) || textNames.has(name);
}

const relativeTo = (folder: string, file: string): string =>
  file.slice(folder.length + 1).replaceAll('\\', '/');
