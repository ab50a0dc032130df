// The manifests of consumers in other languages are right for the API server and restricted, and
// their containers are made of files that are there.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { root } from './carried.testing.ts';

type Schemas = {
  readonly kinds: { readonly [kind: string]: object };
  readonly definitions: object;
};

const schemas = new URL('../kubernetes/api-schemas.json', import.meta.url);
const { kinds, definitions } = JSON.parse(readFileSync(schemas, 'utf8')) as Schemas;
const validate = new Ajv({ strict: false, allErrors: true }).compile({
  ...kinds['apps/v1 StatefulSet'],
  definitions,
});

const restricted = {
  replicas: 1,
  template: {
    spec: {
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    },
  },
};
const locked = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/** What a container is made of, and from where that is taken. */
const madeOf: { readonly [client: string]: string } = { spring: '.', python: 'clients/python' };

for (const [client, from] of Object.entries(madeOf)) {
  describe(`The container of clients/${client}`, () => {
    const read = (name: string): string =>
      readFileSync(join(root, 'clients', client, name), 'utf8');

    it('has a manifest that the API server takes, with no more rights than it needs', () => {
      const manifest: unknown = parse(read('kubernetes.yaml'));
      assert.ok(validate(manifest), JSON.stringify(validate.errors));
      const { spec } = manifest as { readonly spec: object };
      assert.partialDeepStrictEqual(spec, restricted);
      const { template } = spec as typeof restricted & {
        readonly template: { readonly spec: { readonly containers: readonly object[] } };
      };
      assert.partialDeepStrictEqual(template.spec.containers, [{ securityContext: locked }]);
    });

    it('is made of files that are there, and runs as no root', () => {
      const text = read('Dockerfile');
      const copied = [...text.matchAll(/^COPY (?!--from)(\S+) /gm)].map(([, path = '']) => path);
      assert.ok(copied.length > 0);
      for (const path of copied) assert.ok(existsSync(join(root, from, path)), path);
      for (const [path = ''] of text.matchAll(/(?:clients|contracts)\/[\w./-]+(?:xml|0\.1\.0)/g)) {
        assert.ok(existsSync(join(root, path)), path);
      }
      assert.match(text, /^USER 10001$/m);
    });
  });
}
