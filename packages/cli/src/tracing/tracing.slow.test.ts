// One booking is one trace, from the browser's request to the message at the end: over the gateway,
// services that are processes of their own, asks between them, and Kafka.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DAY_MS } from '@dure/domain';
import { dayOf } from '@dure/domain/korea';
import { freePort } from '@dure/servers';
import type { Server } from '@dure/servers';
import { reasonNotToBeHad, startKafka } from '@dure/servers/kafka';
import { written } from '../deployment/written.testing.ts';
import { dureIn } from '../start/process.testing.ts';
import type { Dure } from '../start/process.testing.ts';
import { openCollector, readByDefinition } from './collector.testing.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const BROWSER = '00f067aa0ba902b7';
const LOOK_MS = 100;
const PATIENCE_MS = 60_000;

describe('a booking', { skip: reasonNotToBeHad() ?? false, timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-traces-'));
  let kafka: Server;
  let collector: Awaited<ReturnType<typeof openCollector>>;
  let up: Dure;
  let url = '';

  before(async () => {
    [kafka, collector] = await Promise.all([startKafka(), openCollector()]);
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const file = written(join(folder, 'dure.yaml'), [`broker: ${kafka.url}`]);
    const place = ['--port', String(port), '--file', file, '--data', folder, '--lang', 'en'];
    const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    up = dureIn(environment, 'up', 'lodging', ...place);
    await untilReady();
  });
  after(async () => {
    up.child.kill('SIGTERM');
    await up.ended;
    collector.close();
    await kafka.stop();
  });

  const isReady = (): Promise<boolean> =>
    fetch(`${url}/health/ready`).then(
      ({ ok: is }) => is,
      () => false,
    );

  const untilReady = async (): Promise<void> => {
    const latest = Date.now() + PATIENCE_MS;
    while (!(await isReady())) {
      ok(Date.now() < latest, 'The services are not ready.');
      await sleep(LOOK_MS);
    }
  };

  const post = async (path: string, persona: string, body: object, traceparent?: string) => {
    const trace = traceparent === undefined ? {} : { traceparent };
    const headers = { 'content-type': 'application/json', 'dure-persona': persona, ...trace };
    const of = { method: 'POST', headers, body: JSON.stringify(body) };
    const latest = Date.now() + PATIENCE_MS;
    for (;;) {
      const response = await fetch(`${url}/lodging/${path}`, of);
      const said = await response.text();
      if (response.status === 201) return;
      // A place that was opened a moment ago is not known to all yet.
      ok(response.status === 404 && Date.now() < latest, said);
      await sleep(LOOK_MS);
    }
  };

  const ofTrace = () => collector.spans().filter(({ traceId }) => traceId === TRACE);

  const untilAll = async (services: readonly string[]): Promise<void> => {
    const latest = Date.now() + PATIENCE_MS;
    for (;;) {
      const there = new Set(ofTrace().map(({ service }) => service));
      if (services.every((service) => there.has(service))) return;
      ok(Date.now() < latest, `Only ${[...there].join(', ')} took part.`);
      await sleep(LOOK_MS);
    }
  };

  it('is one trace, each of whose spans follows from another', async () => {
    const owner = 'Owner:owner-2';
    const place = { placeId: 'place-9', placeNm: '한옥', ownerId: 'owner-2', pricePerNight: 5000 };
    await post('places', owner, { ...place, instantConfirmation: true });
    await post('reservationManagements', owner, { placeId: 'place-9', stock: 1 });
    const [strDt, endDt] = [7, 8].map((days) => dayOf(Date.now() + days * DAY_MS));
    const stay = { placeId: 'place-9', usrId: 'customer-2', qty: 1, strDt, endDt };
    await post('accommodations', 'Customer:customer-2', stay, `00-${TRACE}-${BROWSER}-01`);
    const contexts = ['place', 'payment', 'management', 'notification'];
    await untilAll(['gateway', ...contexts.map((context) => `lodging-${context}`)]);
    const spans = ofTrace();
    const known = new Set(spans.map(({ spanId }) => spanId));
    equal(known.size, spans.length, 'A span was handed over twice.');
    const roots = spans.filter(({ parentSpanId = '' }) => !known.has(parentSpanId));
    deepEqual(
      roots.map(({ service, name, parentSpanId }) => [service, name, parentSpanId]),
      [['gateway', 'POST /lodging/accommodations', BROWSER]],
    );
  });

  it('is read by the definitions of OpenTelemetry', async (test) => {
    const read = await readByDefinition(folder, collector.bodies);
    if (read === undefined) test.skip('The definitions cannot be brought here.');
    else equal(read, collector.spans().length);
  });

  it('is not kept where the client does not want it', async () => {
    const [trace, before] = ['0af7651916cd43dd8448eb211c80319c', collector.spans().length];
    const place = { placeId: 'place-8', placeNm: 'x', ownerId: 'owner-2', pricePerNight: 5000 };
    await post('places', 'Owner:owner-2', place, `00-${trace}-${BROWSER}-00`);
    const other = { ...place, placeId: 'place-7' };
    await post('places', 'Owner:owner-2', other);
    const latest = Date.now() + PATIENCE_MS;
    while (collector.spans().length === before && Date.now() < latest) await sleep(LOOK_MS);
    ok(collector.spans().length > before, 'What began here is kept.');
    deepEqual(
      collector.spans().filter(({ traceId }) => traceId === trace),
      [],
    );
  });
});
