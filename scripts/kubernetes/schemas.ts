// Makes the schemas that the manifests of `dure deploy kubernetes` are held to, out of what the API
// server itself publishes: its OpenAPI documents, and the definitions of custom resources.
//   node scripts/kubernetes/schemas.ts OPENAPI_FOLDER CRD.yaml… > packages/cli/…/api-schemas.json
// Descriptions go, and a field that is not known is an error, as it is for a strict server.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

type Json = { readonly [key: string]: unknown };

const documents: readonly (readonly [file: string, kinds: readonly string[]])[] = [
  ['api__v1', ['ConfigMap', 'Namespace', 'Service', 'ServiceAccount']],
  ['apis__apps__v1', ['Deployment', 'StatefulSet']],
  ['apis__autoscaling__v2', ['HorizontalPodAutoscaler']],
  ['apis__networking.k8s.io__v1', ['Ingress', 'NetworkPolicy']],
  ['apis__policy__v1', ['PodDisruptionBudget']],
];

/** What says nothing about which values are right, or needs a server to be understood. */
const dropped = new Set(['description', 'default', 'format', 'example', 'title']);

const isObject = (of: unknown): of is Json =>
  typeof of === 'object' && of !== null && !Array.isArray(of);

const REFERENCE = '#/components/schemas/';

/** Inside `properties` a key is a name, whatever it is called. */
const reducedProperties = (of: Json): Json =>
  Object.fromEntries(Object.entries(of).map(([name, schema]) => [name, reduced(schema)]));

const strict = (schema: Json): Json =>
  isObject(schema['properties']) && !('additionalProperties' in schema)
    ? { ...schema, additionalProperties: false }
    : schema;

const integerOrText = { oneOf: [{ type: 'integer' }, { type: 'string' }] };

/** Flags in the middle of a pattern are known to Go, and not to JavaScript. */
const isForeignPattern = (key: string, value: unknown): boolean =>
  key === 'pattern' && typeof value === 'string' && value.includes('(?i)');

/** A schema without what is dropped. */
const reduced = (of: unknown): unknown => {
  if (Array.isArray(of)) return of.map(reduced);
  if (!isObject(of)) return of;
  if (of['x-kubernetes-int-or-string'] === true) return integerOrText;
  if (of['x-kubernetes-preserve-unknown-fields'] === true) return {};
  const kept = Object.entries(of).filter(
    ([key, value]) =>
      !dropped.has(key) && !key.startsWith('x-kubernetes-') && !isForeignPattern(key, value),
  );
  const fields = kept.map(([key, value]) => {
    if (key === '$ref') return [key, String(value).replace(REFERENCE, '#/definitions/')];
    if (key === 'properties' && isObject(value)) return [key, reducedProperties(value)];
    return [key, reduced(value)];
  });
  return strict(Object.fromEntries(fields));
};

const referencesIn = (of: unknown): readonly string[] => {
  if (Array.isArray(of)) return of.flatMap(referencesIn);
  if (!isObject(of)) return [];
  const here = typeof of['$ref'] === 'string' ? [of['$ref'].split('/').at(-1) ?? ''] : [];
  return [...here, ...Object.values(of).flatMap(referencesIn)];
};

/** A name, and all that it refers to. */
const withNeeded = (name: string, all: Json, found: Map<string, unknown>): void => {
  if (found.has(name)) return;
  const schema = reduced(all[name]);
  found.set(name, schema);
  for (const needed of referencesIn(schema)) withNeeded(needed, all, found);
};

const [folder = '', ...customs] = process.argv.slice(2);
const definitions = new Map<string, unknown>();
const kinds: { [kind: string]: unknown } = {};

for (const [file, wanted] of documents) {
  const path = join(folder, 'v3', `${file}_openapi.json`);
  const { components } = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly components: { readonly schemas: Json };
  };
  for (const kind of wanted) {
    const name = Object.keys(components.schemas).find((one) => one.endsWith(`.${kind}`)) ?? '';
    withNeeded(name, components.schemas, definitions);
    const apiVersion = file.replace(/^api__|^apis__/, '').replace('__', '/');
    kinds[`${apiVersion} ${kind}`] = { $ref: `#/definitions/${name}` };
  }
}

type Custom = {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly storage: boolean;
      readonly schema: { readonly openAPIV3Schema: Json };
    }[];
  };
};

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

for (const path of customs) {
  const { group, names, versions } = (parse(readFileSync(path, 'utf8')) as Custom).spec;
  const version = versions.find(({ storage }) => storage);
  if (!version) continue;
  const schema = reduced(version.schema.openAPIV3Schema) as { readonly properties: Json };
  const metadata = { $ref: `#/definitions/${META}` };
  kinds[`${group}/${version.name} ${names.kind}`] = {
    ...schema,
    properties: { ...schema.properties, metadata },
  };
}

const sorted = Object.fromEntries([...definitions].toSorted(([a], [b]) => (a < b ? -1 : 1)));
process.stdout.write(JSON.stringify({ kinds, definitions: sorted }));
