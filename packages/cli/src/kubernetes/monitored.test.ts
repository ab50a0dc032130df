// Who is asked for figures in a cluster: every service under one job, which is the rules' own.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { manifestsIn } from './made.testing.ts';

type Monitor = {
  readonly jobLabel: string;
  readonly selector: { readonly matchLabels: { readonly [name: string]: string } };
  readonly endpoints: readonly {
    readonly metricRelabelings: readonly { readonly regex: string; readonly action: string }[];
  }[];
};

const found = async () => {
  const all = await manifestsIn('lodging-on-kubernetes.yaml');
  const [monitor, ...others] = all.filter(({ kind }) => kind === 'ServiceMonitor');
  assert.deepEqual(others, []);
  const services = all.filter(({ kind }) => kind === 'Service');
  return { monitor: monitor?.['spec'] as Monitor, services }; // `serviceMonitor` has made it.
};

describe('The monitoring of a cluster', () => {
  it('asks every service', async () => {
    const { monitor, services } = await found();
    const { matchLabels } = monitor.selector;
    for (const { metadata } of services) {
      const labels: { readonly [name: string]: string } = metadata.labels ?? {};
      for (const [name, value] of Object.entries(matchLabels))
        assert.equal(labels[name], value, metadata.name);
    }
    assert.equal(services.length, 7);
  });

  it('calls all of them the job that the rules speak of', async () => {
    const { monitor, services } = await found();
    const jobs = new Set(services.map(({ metadata }) => metadata.labels?.[monitor.jobLabel]));
    assert.deepEqual([...jobs], ['dure']);
  });

  it('takes what kernels count from their own pods alone', async () => {
    const { monitor } = await found();
    const [drop] = monitor.endpoints.flatMap(({ metricRelabelings }) => metricRelabelings);
    const isDropped = (service: string, name: string): boolean =>
      new RegExp(`^(?:${drop?.regex})$`).test(`${service};${name}`);
    assert.equal(isDropped('gateway', 'dure_kernel_commands_total'), true);
    assert.equal(isDropped('lodging-place', 'dure_kernel_commands_total'), false);
    assert.equal(isDropped('gateway', 'dure_context_up'), false);
    assert.equal(drop?.action, 'drop');
  });
});
