// The manifest of a package as it is published: it leads to JavaScript and declarations instead
// of to sources, and names the versions that were released together.

import type { Manifest, Workspace } from './workspaces.ts';

/** What the compiled packages run on, without flags. */
export const NODE_RANGE = '>=22.18.0';

const withEnding = (path: string, ending: string): string => path.replace(/\.ts$/, ending);

const isSource = (path: string): boolean => path.endsWith('.ts');

const mapped = <T>(
  of: { readonly [name: string]: string },
  change: (value: string, name: string) => T,
): { readonly [name: string]: T } =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, change(value, name)]));

const exported = (path: string): unknown =>
  isSource(path) ? { types: withEnding(path, '.d.ts'), default: withEnding(path, '.js') } : path;

/** Versions that are known are released together; the others are what the manifest says. */
const exactly = (
  dependencies: { readonly [name: string]: string },
  versions: ReadonlyMap<string, string>,
): { readonly [name: string]: string } =>
  mapped(dependencies, (range, name) => versions.get(name) ?? range);

export const versionsOf = (all: readonly Workspace[]): ReadonlyMap<string, string> =>
  new Map(all.map(({ manifest }) => [manifest.name, manifest.version]));

/** Dependencies that could not be installed, because they are never published. */
export const unpublished = (
  { manifest }: Workspace,
  all: readonly Workspace[],
): readonly string[] => {
  const privates = new Set(
    all.flatMap((one) => (one.manifest.private === true ? [one.manifest.name] : [])),
  );
  return Object.keys(manifest.dependencies ?? {}).filter((name) => privates.has(name));
};

const present = (of: { readonly [name: string]: unknown }): object =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined));

/** `files` are the folders and files that the package consists of, beside its manifest. */
export const publishedManifest = (
  manifest: Manifest,
  versions: ReadonlyMap<string, string>,
  files: readonly string[],
): object => {
  const { name, version, description, license, dependencies, peerDependencies } = manifest;
  const { bin, exports } = { ...manifest, ...manifest.publishConfig };
  return present({
    name,
    version,
    description,
    license,
    type: 'module',
    engines: { node: NODE_RANGE },
    files,
    bin: bin && mapped(bin, (path) => withEnding(path, '.js')),
    exports: exports && { ...mapped(exports, exported), './package.json': './package.json' },
    dependencies: dependencies && exactly(dependencies, versions),
    peerDependencies: peerDependencies && exactly(peerDependencies, versions),
  });
};
