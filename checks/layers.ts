// Who may import whom. A file belongs to the first layer whose pattern fits its path.

import { posix } from 'node:path';
import {
  isTest,
  isTypeScript,
  syntaxOf,
  textFiles,
  type Node,
  type SourceFile,
} from './sources.ts';

interface Layer {
  readonly name: string;
  readonly files: RegExp;
  /** Targets, as `targetOf` names them. A `*` at the end stands for anything. */
  readonly mayImport: readonly string[];
}

const domain = ['@dure/domain', '@dure/domain/*'];
/** What a business is rehearsed with, and its picture: nothing that a service needs to run. */
const rehearsal = ['@dure/rehearsal', '@dure/rehearsal/*'];
const wall = ['@dure/wall'];
const access = ['@dure/access', '@dure/access/*'];
const kernel = ['@dure/kernel', '@dure/kernel/*'];
const notification = ['@dure/notification'];
const dispatch = ['@dure/dispatch', '@dure/dispatch/*'];
const cardNetwork = ['@dure/card-network'];
const rehearsedParts = ['@dure/card-network/rehearsal', '@dure/notification/rehearsal'];
const anything = ['*'];

/** Within a system, a file is named by what it is: see `partOf`. */
const layers: readonly Layer[] = [
  { name: 'domain', files: /^packages\/domain\/src\//, mayImport: ['own', 'npm:typebox'] },
  { name: 'wall', files: /^packages\/wall\/src\//, mayImport: ['own', ...domain] },
  { name: 'rehearsal', files: /^packages\/rehearsal\/src\//, mayImport: ['own', ...domain] },
  {
    name: 'testing',
    files: /^packages\/testing\/src\//,
    mayImport: [
      'own',
      'node:*',
      'npm:fast-check',
      'npm:ajv',
      'npm:ajv-formats',
      ...domain,
      '@dure/kernel/ports',
      '@dure/kernel/ids',
    ],
  },
  // A whole system in one process brings its simulated neighbours along.
  {
    name: 'embedded',
    files: /^packages\/embedded\/src\//,
    mayImport: ['own', 'node:*', ...domain, ...kernel, '@dure/rehearsal'],
  },
  // The same contexts as processes of their own.
  {
    name: 'services',
    files: /^packages\/services\/src\//,
    mayImport: [
      'own',
      'node:*',
      'npm:*',
      '@dure/embedded',
      '@dure/rehearsal',
      ...domain,
      ...kernel,
    ],
  },
  { name: 'kernel', files: /^packages\/kernel\/src\//, mayImport: ['own', 'node:*', ...domain] },
  {
    name: 'adapter',
    files: /^packages\/(store|broker|feed|sender)-[a-z]+\/src\//,
    mayImport: ['own', 'node:*', 'npm:*', ...domain, '@dure/kernel/ports', '@dure/kernel/ids'],
  },
  {
    name: 'simulator',
    files: /^packages\/simulator\/src\//,
    mayImport: ['own', 'node:*', 'npm:fast-check', ...domain, ...rehearsal, ...kernel].concat([
      '@dure/embedded',
      '@dure/store-memory',
      '@dure/testing',
      '@dure/testing/*',
    ]),
  },
  // What every way in needs. It knows no protocol, so that each of them can be built on it.
  {
    name: 'access',
    files: /^packages\/access\/src\//,
    mayImport: ['own', 'npm:jose', '@dure/rehearsal', ...domain, ...kernel],
  },
  // Systems are written with it, so it knows nothing of the server.
  { name: 'documents', files: /^packages\/http\/src\/documents\.ts$/, mayImport: domain },
  {
    name: 'edge',
    files: /^packages\/(http|grpc|identity|gateway|deploy)\/src\//,
    mayImport: ['own', 'node:*', 'npm:*', ...access].concat(domain, wall, rehearsal, kernel),
  },
  {
    name: 'acceptance',
    files: /^packages\/acceptance\/src\//,
    mayImport: ['own', 'node:*'].concat(domain, rehearsal, kernel, [
      '@dure/embedded',
      '@dure/feed-kafka',
      '@dure/http',
      '@dure/http/documents',
      '@dure/services',
      '@dure/testing',
      '@dure/testing/*',
      '@dure/store-memory',
      '@dure/store-mariadb',
      '@dure/store-postgres',
      '@dure/store-sqlite',
    ]),
  },
  // It starts programs, and knows nothing of what they are tested with.
  { name: 'servers', files: /^packages\/servers\/src\//, mayImport: ['own', 'node:*'] },
  // It makes projects for people who have nothing of Dure yet, so it needs nothing of it either.
  { name: 'create', files: /^packages\/create-dure\/(src|bin)\//, mayImport: ['own', 'node:*'] },
  { name: 'cli', files: /^packages\/cli\/(src|bin)\//, mayImport: anything },
  { name: 'console', files: /^console\//, mayImport: ['own', 'npm:*', 'node:*', ...domain] },
  // What a system lends to the tests of others. It is exported, so it has a layer.
  {
    name: 'kit',
    files: /^systems\/[^/]+\/[^/]+\.testing\.ts$/,
    mayImport: ['own', 'node:*', '@dure/simulator', '@dure/acceptance/*'].concat(domain, rehearsal),
  },
  // The rules and the traffic of dispatchers, given the notes of one.
  {
    name: 'dispatchers',
    files: /^systems\/dispatch\/(invariants|traffic)\//,
    mayImport: ['own', ...domain, ...rehearsal, ...notification, ...rehearsedParts],
  },
  // It knows no business, so that each that sends people may use it.
  { name: 'dispatch', files: /^systems\/dispatch\//, mayImport: ['own'] },
  {
    name: 'contract',
    files: /^systems\/(.+\/)?contract\.ts$/,
    mayImport: ['contract', 'fields', ...domain, ...notification],
  },
  { name: 'fields', files: /^systems\/(.+\/)?fields\.ts$/, mayImport: ['fields', ...domain] },
  {
    name: 'labels',
    files: /^systems\/(.+\/)?labels\.ts$/,
    mayImport: ['contract', 'fields', 'labels', ...domain, ...notification],
  },
  {
    name: 'promised',
    files: /^systems\/[^/]+\/documents\.ts$/,
    mayImport: ['contract', '@dure/http/documents', ...domain],
  },
  {
    name: 'rehearsed',
    files: /^systems\/[^/]+\/(rehearsal|demo|traffic|simulated|resolving|invariants(\/.+)?)\.ts$/,
    mayImport: ['own', 'board', 'contract', 'fields', ...domain, ...rehearsal].concat(
      notification,
      cardNetwork,
      rehearsedParts,
      dispatch,
    ),
  },
  {
    name: 'system',
    files: /^systems\/[^/]+\/(system|index)\.ts$/,
    mayImport: ['board', 'own', 'contract', 'fields', 'labels', ...domain, ...notification].concat(
      cardNetwork,
    ),
  },
  {
    name: 'board',
    files: /^systems\//,
    mayImport: ['own', 'contract', 'fields', 'labels', ...domain, ...notification].concat(
      dispatch,
      cardNetwork,
    ),
  },
  { name: 'workbench', files: /^(bench|checks|examples|scripts)\//, mayImport: anything },
];

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
  const folder = /^((?:packages|systems)\/[^/]+|console)\/package\.json$/.exec(path)?.[1];
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
  } = JSON.parse(manifest) as {
    readonly name: string;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly peerDependencies?: Readonly<Record<string, string>>;
  };
  const declared = new Set([name, ...Object.keys(dependencies), ...Object.keys(peerDependencies)]);
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
  return /^((packages|systems)\/[^/]+|console)\//.exec(path)?.[0] ?? 'workbench';
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

const packageOf = (specifier: string): string =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

const fits = (target: string, allowed: string): boolean =>
  allowed.endsWith('*') ? target.startsWith(allowed.slice(0, -1)) : target === allowed;
