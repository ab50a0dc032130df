// The manifests of every shipped deployment: right for the API server, restricted, and with no way
// open that the wall does not have.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { EXTERNALS } from '@dure/services';
import { wallOf } from '@dure/wall';
import { parse, parseAllDocuments } from 'yaml';
import { chartFiles } from './chart.ts';
import { manifestsIn, planIn, shipped } from './made.testing.ts';
import type { Manifest } from './manifest.ts';
import { manifestFiles } from './manifests.ts';
import { dnsName } from './plan.ts';
import type { ClusterPlan, Workload } from './plan.ts';

type Schemas = {
  readonly kinds: { readonly [kind: string]: object };
  readonly definitions: object;
};

// Made by scripts/kubernetes/schemas.ts.
const { kinds, definitions } = JSON.parse(
  readFileSync(new URL('./api-schemas.json', import.meta.url), 'utf8'),
) as Schemas;

const ajv = new Ajv({ strict: false, allErrors: true });

const validators = new Map<string, ValidateFunction>();

const validatorOf = (kind: string): ValidateFunction => {
  const schema = kinds[kind];
  assert.ok(schema, `There is no schema of ${kind}.`);
  const validate = validators.get(kind) ?? ajv.compile({ ...schema, definitions });
  validators.set(kind, validate);
  return validate;
};

const mistakesIn = (manifest: Manifest): readonly string[] => {
  const validate = validatorOf(`${manifest.apiVersion} ${manifest.kind}`);
  validate(manifest);
  const name = `${manifest.kind} ${manifest.metadata.name}`;
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    [name, instancePath, message, JSON.stringify(params)].join(' '),
  );
};

type Container = {
  readonly securityContext: { readonly [name: string]: unknown };
  readonly resources: { readonly [name: string]: object };
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  readonly livenessProbe: { readonly httpGet: { readonly path: string } };
};

type Pod = {
  readonly [name: string]: unknown;
  readonly containers: readonly Container[];
  readonly volumes: readonly { readonly name: string; readonly [kind: string]: unknown }[];
};

const isWorkload = ({ kind }: Manifest): boolean => kind === 'Deployment' || kind === 'StatefulSet';

// The schema says that it is there.
const podOf = (manifest: Manifest): Pod =>
  (manifest['spec'] as { readonly template: { readonly spec: Pod } }).template.spec;

/** What the chart makes of its values is what is written plainly. */
const assertSame = (plan: ClusterPlan): void => {
  const files = manifestFiles(plan);
  const chart = new Map(chartFiles(plan, files).map(({ path, text }) => [path, text]));
  const values: unknown = parse(chart.get('values.yaml') ?? '');
  for (const { name, manifests } of files) {
    const text = chart.get(`templates/${name}.yaml`) ?? '';
    const made = parseAllDocuments(filledIn(text, values, plan.namespace));
    assert.deepEqual(
      made.map((document): unknown => document.toJS()),
      manifests,
    );
  }
};

for (const file of shipped) {
  describe(`The manifests of deployments/${file}`, () => {
    it('are what the API server takes, with no field that it does not know', async () => {
      const manifests = await manifestsIn(file);
      assert.deepEqual(manifests.flatMap(mistakesIn), []);
    });

    it('are the same each time', async () => {
      assert.deepEqual(await manifestsIn(file), await manifestsIn(file));
    });

    it('have a name of their own each', async () => {
      const manifests = await manifestsIn(file);
      const names = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
      assert.equal(new Set(names).size, names.length);
    });

    it('are pods as the restricted pod security standard has them', async () => {
      const workloads = (await manifestsIn(file)).filter(isWorkload);
      assert.ok(workloads.length > 2);
      for (const workload of workloads) {
        const pod = podOf(workload);
        for (const key of ['hostNetwork', 'hostPID', 'hostIPC']) assert.equal(pod[key], undefined);
        assert.partialDeepStrictEqual(pod['securityContext'], {
          runAsNonRoot: true,
          seccompProfile: { type: 'RuntimeDefault' },
        });
        assert.equal(pod['automountServiceAccountToken'], false);
        const allowed = new Set(['configMap', 'emptyDir', 'secret']);
        const used = pod.volumes.flatMap(({ name: _, ...kind }) => Object.keys(kind));
        assert.deepEqual(
          used.filter((kind) => !allowed.has(kind)),
          [],
        );
        for (const { securityContext, resources } of pod.containers) {
          assert.deepEqual(securityContext, {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          });
          for (const bound of ['requests', 'limits'])
            assert.deepEqual(Object.keys(resources[bound] ?? {}), ['cpu', 'memory']);
        }
      }
    });

    it('mount only volumes that are there, and all that are', async () => {
      for (const manifest of (await manifestsIn(file)).filter(isWorkload)) {
        const pod = podOf(manifest);
        const { volumeClaimTemplates: claims = [] } = manifest['spec'] as {
          readonly volumeClaimTemplates?: readonly Manifest[];
        };
        const there = [
          ...pod.volumes.map(({ name }) => name),
          ...claims.map(({ metadata: { name } }) => name),
        ];
        const mounted = pod.containers[0]?.volumeMounts.map(({ name }) => name) ?? [];
        assert.deepEqual([...mounted].toSorted(), there.toSorted(), manifest.metadata.name);
      }
    });

    it('refer to secrets, and hold none', async () => {
      const manifests = await manifestsIn(file);
      assert.ok(manifests.every(({ kind }) => kind !== 'Secret'));
      assert.match(JSON.stringify(manifests), /"secretName":"dure"/);
    });

    it('let those in whom the wall has', async () => {
      const plan = await planIn(file);
      const found = openWays(await manifestsIn(file));
      assert.deepEqual(
        [...waysOfWall(plan)].filter((way) => !found.has(way)),
        [],
      );
    });

    it('are what the chart makes of its values', async () => {
      const plan = await planIn(file);
      assertSame(plan);
      // There is nothing then that gets more of them.
      const fixed = (workload: Workload) => ({ ...workload, replicasMax: workload.replicas });
      assertSame({ ...plan, workloads: plan.workloads.map(fixed) });
    });
  });
}

const COMPONENT = 'app.kubernetes.io/component';

type Peer = {
  readonly podSelector?: { readonly matchLabels?: { readonly [name: string]: string } };
};
type Policy = {
  readonly ingress?: readonly { readonly from?: readonly Peer[] }[];
  readonly egress?: readonly { readonly to?: readonly Peer[] }[];
};

const componentsIn = (peers: readonly Peer[] = []): readonly string[] =>
  peers.flatMap(({ podSelector }) => podSelector?.matchLabels?.[COMPONENT] ?? []);

/** From whom to whom, where both sides allow it. */
const openWays = (manifests: readonly Manifest[]): ReadonlySet<string> => {
  const policies = manifests.filter(
    ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name !== 'dure',
  );
  const [incoming, outgoing] = [new Set<string>(), new Set<string>()];
  for (const { metadata, spec } of policies) {
    const { ingress = [], egress = [] } = spec as Policy; // The schema says so.
    for (const from of ingress.flatMap((rule) => componentsIn(rule.from)))
      incoming.add(`${from} ${metadata.name}`);
    for (const to of egress.flatMap((rule) => componentsIn(rule.to)))
      outgoing.add(`${metadata.name} ${to}`);
  }
  assert.deepEqual(incoming, outgoing);
  return incoming;
};

const contextIn = (id: string): string => {
  const [context = ''] = id.split('/');
  return context === '' ? EXTERNALS : context;
};

const followed: readonly string[] = ['triggers', 'feeds', 'ends'];

/** Whose arrows on the wall cross from one context to another; and the gateway reaches all. */
const waysOfWall = ({ deployment, workloads }: ClusterPlan): ReadonlySet<string> => {
  const services = workloads.filter(({ name }) => name !== 'gateway');
  const ways = new Set(services.map(({ name }) => `gateway ${name}`));
  for (const { system } of deployment.chosen) {
    for (const { from, to, is } of wallOf(system).arrows) {
      const pair = [contextIn(from), contextIn(to)].map((of) => dnsName(`${system.name}/${of}`));
      if (pair[0] === pair[1]) continue;
      if (is === 'asks' || is === 'undoes') ways.add(pair.join(' '));
      if (followed.includes(is)) ways.add(pair.toReversed().join(' '));
    }
  }
  return ways;
};

type Values = {
  readonly image: string;
  readonly services: { readonly [name: string]: { readonly [key: string]: unknown } };
};

const valueIn = ({ services }: Values, expression: string): string => {
  const [, service = '', key = ''] =
    /^\(index \.Values\.services "(.+)"\)\.(\w+)$/.exec(expression) ?? [];
  return String(services[service]?.[key]);
};

/** The little of Helm's language that the chart uses. */
const filledIn = (template: string, given: unknown, namespace: string): string => {
  const values = given as Values; // The chart has written them.
  return template.replaceAll(/\{\{ (.*?) \}\}/g, (_, expression: string) => {
    if (expression === '.Release.Namespace') return namespace;
    if (expression === '.Values.image') return values.image;
    if (expression === '"{{"') return '{{';
    const [bare = '', quote] = expression.split(' | quote');
    const value = valueIn(values, bare);
    return quote === undefined ? value : JSON.stringify(value);
  });
};

describe('The ways between the services of lodging', () => {
  it('are those of its boards, and no others', async () => {
    const ways = [...openWays(await manifestsIn('lodging-on-kubernetes.yaml'))];
    const between = ways.filter((way) => !way.startsWith('gateway '));
    assert.deepEqual(between.map((way) => way.replaceAll('lodging-', '')).toSorted(), [
      'customer payment',
      'customer place',
      'management notification',
      'management payment',
      'management place',
      'notification externals',
      'notification management',
      'notification payment',
      'notification place',
      'payment externals',
      'payment management',
      'payment notification',
      'payment place',
      'place management',
      'place notification',
      'place payment',
    ]);
  });
});
