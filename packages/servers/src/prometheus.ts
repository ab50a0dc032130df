// Prometheus, its Alertmanager and promtool for tests: the system's own, on loopback.

import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { freePort } from './free-port.ts';
import { newFolder } from './places.ts';
import { runServer, unlessCi } from './server.ts';
import type { Server } from './server.ts';
import { aptInstall, untilInstalled } from './system-package.ts';

const programs = ['prometheus', 'promtool', 'prometheus-alertmanager'] as const;
const packages = ['prometheus', 'prometheus-alertmanager'];

let looked: { readonly reason?: string } | undefined;

const areThere = (): boolean => programs.every((name) => pathOf(name) !== undefined);

const pathOf = (name: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));

const found = (): { readonly reason?: string } => (looked ??= find());

const find = (): { readonly reason?: string } => {
  untilInstalled();
  if (areThere()) return {};
  const reason = aptInstall(packages);
  if (areThere()) return {};
  return { reason: `Prometheus is not installed, and ${reason ?? 'was not found when it was'}.` };
};

/** Why tests have to do without Prometheus here; nothing when it can be started. */
export const reasonNotToBeHad = (): string | undefined => unlessCi(found().reason);

const must = (): void => {
  const { reason } = found();
  if (reason !== undefined) throw new Error(reason);
};

/** What promtool says of files, and whether they are well. */
export const promtool = (
  ...args: readonly string[]
): { readonly isWell: boolean; readonly said: string } => {
  must();
  const { status, stdout, stderr } = spawnSync('promtool', [...args], { encoding: 'utf8' });
  return { isWell: status === 0, said: `${stdout}${stderr}` };
};

const answers = async (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * Starts Prometheus with a configuration, as YAML or JSON.
 * @throws {Error} it cannot be had here, or does not start.
 */
export const startPrometheus = async (configuration: string): Promise<Server> => {
  must();
  const folder = newFolder('prometheus');
  const port = await freePort();
  const file = join(folder, 'prometheus.yaml');
  writeFileSync(file, configuration);
  const url = `http://127.0.0.1:${port}`;
  return runServer({
    name: 'Prometheus',
    folder,
    url,
    command: 'prometheus',
    args: [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--web.enable-lifecycle',
      // What fires is sent again so often; otherwise once a minute, which no test waits for.
      '--rules.alert.resend-delay=1s',
    ],
    isReady: () => answers(`${url}/-/ready`),
  });
};

/**
 * Starts an Alertmanager with a configuration, as YAML or JSON.
 * @throws {Error} it cannot be had here, or does not start.
 */
export const startAlertmanager = async (configuration: string): Promise<Server> => {
  must();
  const folder = newFolder('alertmanager');
  const port = await freePort();
  const file = join(folder, 'alertmanager.yaml');
  writeFileSync(file, configuration);
  const url = `http://127.0.0.1:${port}`;
  return runServer({
    name: 'Alertmanager',
    folder,
    url,
    command: 'prometheus-alertmanager',
    args: [
      `--config.file=${file}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ],
    isReady: () => answers(`${url}/-/ready`),
  });
};
