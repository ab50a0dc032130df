// Who may import whom. A file belongs to the first layer whose pattern fits its path.

import { posix } from 'node:path';
import { layers } from './layer-table.ts';
import {
  isTest,
  isTypeScript,
  syntaxOf,
  textFiles,
  type Node,
  type SourceFile,
} from './sources.ts';

/**
 * What is wrong with a file's imports, one sentence each. Tests may import what they like; a file
 * that its package exports is no test, whatever it is called.
 */
export function brokenLayers(file: SourceFile, exported = exportedFiles()): readonly string[] {
  const specifiers = importsOf(file);
  const targets = specifiers.map((specifier) => targetOf(file.path, specifier));
  const astray = targets.filter((target) => target.startsWith('outside:'));
  const complaints: string[] = astray.map(
    (target) => `${file.path} reaches into ${target.slice('outside:'.length)} past its exports`,
  );
  if (isTest(file) && !exported.has(file.path)) return complaints;
  const tests = specifiers.filter(namesTest);
  complaints.push(...tests.map((specifier) => `${file.path} is no test, but imports ${specifier}`));
  const layer = layers.find(({ files }) => files.test(file.path));
  if (layer === undefined) return [`${file.path} belongs to no layer`];
  const isAllowed = (target: string) => layer.mayImport.some((allowed) => fits(target, allowed));
  const forbidden = targets.filter((target) => !astray.includes(target) && !isAllowed(target));
  return [
    ...complaints,
    ...forbidden.map((target) => `${file.path} (${layer.name}) may not import ${target}`),
  ];
}

/** The files that the packages and systems export, by the manifests of the repository. */
export function exportedFiles(): ReadonlySet<string> {
  everyExport ??= new Set(textFiles().flatMap(exportsOf));
  return everyExport;
}

let everyExport: ReadonlySet<string> | undefined;

/** The files that a manifest exports; none, where the file is no manifest of a workspace. */
export function exportsOf({ path, text }: SourceFile): readonly string[] {
  const folder = /^((?:packages|systems)\/[^/]+|web)\/package\.json$/.exec(path)?.[1];
  if (folder === undefined) return [];
  const { exports = {} } = JSON.parse(text) as {
    readonly exports?: Readonly<Record<string, string>>;
  };
  return Object.values(exports).map((target) => posix.join(folder, target));
}

const namesTest = (specifier: string): boolean =>
  /^\..*\.(test|testing|proof)\.tsx?$/.test(specifier);

/** The packages that a file imports although the manifest of its package does not name them. */
export function undeclaredImports(file: SourceFile, manifest: string): readonly string[] {
  const {
    name,
    dependencies = {},
    peerDependencies = {},
    devDependencies = {},
  } = JSON.parse(manifest) as {
    readonly name: string;
    readonly devDependencies?: Readonly<Record<string, string>>;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly peerDependencies?: Readonly<Record<string, string>>;
  };
  // Pages are bundled with all that they need, so that whoever runs them installs none of it.
  const bundled = isOfPages(file) ? Object.keys(devDependencies) : [];
  const installed = [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
  const declared = new Set([name, ...installed, ...bundled]);
  return importsOf(file)
    .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
    .map(packageOf)
    .filter((imported) => !declared.has(imported))
    .map((imported) => `${file.path} imports ${imported}, which its package.json does not name`);
}

/** Every module that a file names: imports, re-exports, `import()` and `import('…')` types. */
export function importsOf(file: SourceFile): readonly string[] {
  if (!isTypeScript(file)) return [];
  return syntaxOf(file).nodes.flatMap((node) => {
    const source = sourceOf(node);
    return source === undefined ? [] : [source];
  });
}

function sourceOf(node: Node): string | undefined {
  if (!/Import|Export|ExternalModule/.test(node.type)) return undefined;
  const source = node['source'] ?? node['argument'] ?? node['expression'];
  if (typeof source !== 'object' || source === null || !('value' in source)) return undefined;
  return typeof source.value === 'string' ? source.value : undefined;
}

/** The contracts that a system publishes are what others may know of it. */
const published = /^@dure\/[a-z-]+\/contracts\//;

function targetOf(path: string, specifier: string): string {
  if (published.test(specifier)) return 'contract';
  if (specifier.startsWith('@dure/') || specifier.startsWith('node:')) return specifier;
  if (!specifier.startsWith('.')) return `npm:${packageOf(specifier)}`;
  const target = posix.join(posix.dirname(path), specifier);
  if (workspaceOf(path) !== workspaceOf(target)) return `outside:${target}`;
  return target.startsWith('systems/') ? partOf(path, target) : 'own';
}

/** Packages and systems are walls. Below the root, the workbenches are one room. */
function workspaceOf(path: string): string {
  return /^((packages|systems)\/[^/]+|web)\//.exec(path)?.[0] ?? 'workbench';
}

/** What a file of a system is to another one: a part with a known name, or else its own. */
function partOf(path: string, target: string): string {
  const named = /(?:^|\/)(contract|fields|labels)\.ts$/.exec(target)?.[1];
  if (named !== undefined) return named;
  if (contextOf(path) === contextOf(target)) return 'own';
  return target.endsWith('/board.ts') ? 'board' : `the inside of ${contextOf(target)}`;
}

/** The folder of a context. What is beside the contexts, invariants and traffic too, is one. */
const contextOf = (path: string): string =>
  posix
    .dirname(path)
    .replace(/^(systems\/[^/]+)\/(invariants|traffic)$/, '$1')
    .split('/')
    .slice(0, 3)
    .join('/');

/** The pages of all businesses are built together, whatever folder they lie in. */
export const isOfPages = ({ path }: SourceFile): boolean =>
  /^(web|systems\/[^/]+\/web)\//.test(path);

const packageOf = (specifier: string): string =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

const fits = (target: string, allowed: string): boolean =>
  allowed.endsWith('*') ? target.startsWith(allowed.slice(0, -1)) : target === allowed;
