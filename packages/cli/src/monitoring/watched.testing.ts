// Businesses that are watched by a real Prometheus, whose alarms a real Alertmanager hands on.

import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { newFolder } from '@dure/servers';
import { startAlertmanager, startPrometheus } from '@dure/servers/prometheus';
import { rulesOf } from './rules.ts';

const EVERY = '1s';
const PATIENCE_MS = 40_000;
const LOOK_MS = 100;

/** Hours are so much shorter. What takes longer in the drill needs more of them. */
const scales = [0.03, 0.01, 0.001] as const;

type Notified = { readonly alerts: readonly { readonly labels: { readonly alertname: string } }[] };

/** Takes what an Alertmanager hands on, as a pager would. */
const openPager = async () => {
  const names = new Set<string>();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      // The Alertmanager promises this shape of a webhook.
      for (const { labels } of (JSON.parse(body) as Notified).alerts) names.add(labels.alertname);
      response.writeHead(204).end();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { names, url: `http://127.0.0.1:${port}/`, close: () => server.close() };
};

const routing = (url: string): string =>
  JSON.stringify({
    route: {
      receiver: 'pager',
      group_by: ['alertname'],
      group_wait: '100ms',
      group_interval: '1s',
      repeat_interval: '1h',
    },
    receivers: [{ name: 'pager', webhook_configs: [{ url, send_resolved: false }] }],
  });

const fileOfRules = (folder: string, scale: number, businesses: readonly string[]): string => {
  const file = join(folder, `at-${scale}.yaml`);
  const rules = rulesOf({ businesses, language: 'en', runbook: 'runbook.md', scale });
  writeFileSync(file, JSON.stringify(rules));
  return file;
};

type Watch = {
  readonly businesses: readonly string[];
  /** Addresses, with their protocol: a certificate is not looked at. */
  readonly urls: readonly string[];
};

const jobOf = (scheme: string, urls: readonly string[]): object => ({
  job_name: `dure-${scheme}`,
  scheme,
  tls_config: { insecure_skip_verify: true },
  static_configs: [{ targets: urls.map((url) => new URL(url).host) }],
  relabel_configs: [{ target_label: 'job', replacement: 'dure' }],
});

const configurationOf = (urls: readonly string[], files: readonly string[], manager: string) => {
  const of = (scheme: string) => urls.filter((url) => url.startsWith(`${scheme}:`));
  return JSON.stringify({
    global: { scrape_interval: EVERY, scrape_timeout: EVERY, evaluation_interval: EVERY },
    rule_files: files,
    scrape_configs: ['http', 'https'].map((scheme) => jobOf(scheme, of(scheme))),
    alerting: { alertmanagers: [{ static_configs: [{ targets: [new URL(manager).host] }] }] },
  });
};

export type Result = { readonly metric: { readonly [label: string]: string } };

const queried = async (url: string, query: string): Promise<readonly Result[]> => {
  const response = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(query)}`);
  // The HTTP interface of Prometheus promises this shape.
  const { data } = (await response.json()) as { readonly data?: { readonly result: Result[] } };
  return data?.result ?? [];
};

const untilIn =
  (url: string) =>
  async (isSo: () => Promise<boolean> | boolean, what: () => string): Promise<void> => {
    const latest = Date.now() + PATIENCE_MS;
    while (!(await isSo())) {
      if (Date.now() > latest) {
        const alerts = JSON.stringify(await queried(url, 'ALERTS'));
        throw new Error(`It has not come: ${what()}. ${alerts}`);
      }
      await sleep(LOOK_MS);
    }
  };

/** All of it, until `close`. */
export const watch = async ({ businesses, urls }: Watch) => {
  const folder = newFolder('rules');
  const pager = await openPager();
  const manager = await startAlertmanager(routing(pager.url));
  const files = scales.map((scale) => fileOfRules(folder, scale, businesses));
  const prometheus = await startPrometheus(configurationOf(urls, files, manager.url));
  const until = untilIn(prometheus.url);
  return {
    url: prometheus.url,
    manager,
    until,
    query: (query: string) => queried(prometheus.url, query),
    /** Resolves when alarms have reached the pager. */
    paged: (...names: readonly string[]) =>
      until(
        () => names.every((name) => pager.names.has(name)),
        () => names.filter((name) => !pager.names.has(name)).join(', '),
      ),
    /** From now on nothing is scraped. */
    forgetTargets: async () => {
      const file = join(prometheus.folder, 'prometheus.yaml');
      writeFileSync(file, configurationOf([], files, manager.url));
      const { ok } = await fetch(`${prometheus.url}/-/reload`, { method: 'POST' });
      if (!ok) throw new Error('The configuration was not read again.');
    },
    close: async () => {
      await Promise.all([prometheus.stop(), manager.stop().catch(() => {})]);
      pager.close();
    },
  };
};

export type Watched = Awaited<ReturnType<typeof watch>>;
