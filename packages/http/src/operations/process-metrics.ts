// Figures of the process itself: its memory, how long it could not answer, the disk that it writes
// to, and the end of its certificate.

import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge } from '@prometheus-io/client';
import type { Registry } from '@prometheus-io/client';
import type { GatewayContext } from '../server/exchange.ts';

const NS_PER_S = 1e9;
const MS_PER_S = 1_000;
const RESOLUTION_MS = 20;
const HALF_MINUTE_MS = 30_000;

type Looked = {
  readonly name: string;
  readonly help: string;
  /** Nothing, where there is nothing to say. */
  readonly look: () => number | undefined | Promise<number | undefined>;
};

/** What cannot be looked at has no figure: an alarm on its absence is one of its own. */
const add = (registry: Registry, { name, help, look }: Looked): void =>
  registry.registerMetric(
    new Gauge({
      name,
      help,
      registers: [],
      async collect() {
        this.remove();
        const value = await Promise.resolve()
          .then(look)
          .catch(() => undefined);
        if (value !== undefined) this.set(value);
      },
    }),
  );

const addDisk = (registry: Registry, { dataFolder }: GatewayContext): void => {
  const bytesOf = async (of: 'bavail' | 'blocks'): Promise<number | undefined> => {
    if (dataFolder === undefined) return undefined;
    const disk = await statfs(dataFolder);
    return disk[of] * disk.bsize;
  };
  add(registry, {
    name: 'dure_data_free_bytes',
    help: 'Room that is left on the disk of the data folder.',
    look: () => bytesOf('bavail'),
  });
  add(registry, {
    name: 'dure_data_size_bytes',
    help: 'Size of the disk of the data folder.',
    look: () => bytesOf('blocks'),
  });
};

/** The longest of this half minute and the one before: a reading that is lost loses nothing. */
const addDelay = (registry: Registry): void => {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let before = 0;
  setInterval(() => {
    before = delay.max;
    delay.reset();
  }, HALF_MINUTE_MS).unref();
  add(registry, {
    name: 'dure_event_loop_delay_seconds',
    help: 'The longest time within the last minute that the process could not answer.',
    look: () => Math.max(before, delay.max) / NS_PER_S,
  });
};

const addCertificate = (registry: Registry, { tls }: GatewayContext): void =>
  add(registry, {
    name: 'dure_certificate_end_seconds',
    help: 'When the certificate ends, in seconds since 1970.',
    look: () => {
      if (tls === undefined) return undefined;
      const { validTo } = new X509Certificate(readFileSync(tls.certFile));
      return Date.parse(validTo) / MS_PER_S;
    },
  });

/** What every process has, whatever it serves. */
export const addOwn = (registry: Registry): void => {
  const startedAt = Date.now() / MS_PER_S - process.uptime();
  add(registry, {
    name: 'dure_process_start_seconds',
    help: 'When the process began, in seconds since 1970.',
    look: () => startedAt,
  });
  add(registry, {
    name: 'dure_process_resident_memory_bytes',
    help: 'Memory that the process holds.',
    look: () => process.memoryUsage.rss(),
  });
  addDelay(registry);
};

export const addProcess = (registry: Registry, gateway: GatewayContext): void => {
  addOwn(registry);
  add(registry, {
    name: 'dure_http_streams',
    help: 'Clients that listen to a stream.',
    look: () => gateway.streams.count,
  });
  addDisk(registry, gateway);
  addCertificate(registry, gateway);
};
