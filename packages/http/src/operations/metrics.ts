// Figures for Prometheus: requests, and what the kernels count.

import type { Business } from '@dure/access';
import { send } from '../server/exchange.ts';
import type { GatewayContext } from '../server/exchange.ts';
import { get } from '../server/endpoint.ts';
import type { Endpoint } from '../server/endpoint.ts';

type Sample = { readonly labels: string; readonly value: number };
type Family = { readonly kind: 'counter' | 'gauge'; readonly samples: Sample[] };

const metricName = (figure: string): string => figure.replace(/\W+/g, '_').toLowerCase();

const labelsOf = (business: string, context: string): string =>
  `{business="${business}",context="${context}"}`;

const familiesOf = (businesses: readonly Business[]): ReadonlyMap<string, Family> => {
  const families = new Map<string, Family>();
  const add = (name: string, kind: Family['kind'], sample: Sample): void => {
    const family = families.get(name) ?? { kind, samples: [] };
    family.samples.push(sample);
    families.set(name, family);
  };
  for (const { name, running } of businesses) {
    for (const [context, kernel] of Object.entries(running.kernels)) {
      const labels = labelsOf(name, context);
      const { counters, gauges } = kernel.metrics();
      for (const [figure, value] of Object.entries(counters)) {
        add(`dure_kernel_${metricName(figure)}_total`, 'counter', { labels, value });
      }
      for (const [figure, value] of Object.entries(gauges)) {
        add(`dure_kernel_${metricName(figure)}`, 'gauge', { labels, value });
      }
    }
  }
  return families;
};

const kernelText = (businesses: readonly Business[]): string => {
  const lines: string[] = [];
  for (const [name, { kind, samples }] of familiesOf(businesses)) {
    lines.push(`# TYPE ${name} ${kind}`);
    for (const { labels, value } of samples) lines.push(`${name}${labels} ${value}`);
  }
  return `${lines.join('\n')}\n`;
};

const processText = (gateway: GatewayContext): string => {
  const memory = process.memoryUsage.rss();
  return [
    '# TYPE dure_process_resident_memory_bytes gauge',
    `dure_process_resident_memory_bytes ${memory}`,
    '# TYPE dure_http_streams gauge',
    `dure_http_streams ${gateway.streams.count}`,
    '',
  ].join('\n');
};

export const metricsEndpoint = (businesses: readonly Business[]): Endpoint =>
  get('/metrics', async (exchange) => {
    const { registry } = exchange.gateway.meter;
    const requests = await registry.metrics();
    const body = `${requests}\n${processText(exchange.gateway)}${kernelText(businesses)}`;
    return send(exchange, { http: 200, body, type: registry.contentType });
  });
