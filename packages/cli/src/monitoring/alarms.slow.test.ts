// Each alarm is fired by its fault: a real Prometheus scrapes businesses whose disk fills, whose
// processes die and whose rules throw, and a real Alertmanager hands on what it says. Hours are
// shorter by the same factor for all windows; nothing else is changed.

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { DAY_MS } from '@dure/domain';
import { dayOf } from '@dure/domain/korea';
import { freePort } from '@dure/servers';
import { promtool, reasonNotToBeHad } from '@dure/servers/prometheus';
import { said } from '../run.testing.ts';
import { atUrl, dure, dureAfter, dureIn, newFolder } from '../start/process.testing.ts';
import type { Dure } from '../start/process.testing.ts';
import { businessPanels, processPanels } from './dashboards.ts';
import { COMPUTES, faultyShed, THROWS } from './faulty-shed.testing.ts';
import { copyStore, twoServices } from './put-back.testing.ts';
import { watch } from './watched.testing.ts';
import type { Watched } from './watched.testing.ts';

const skip = reasonNotToBeHad() ?? false;

const english = ['--lang', 'en'] as const;
const atHttps = /(https:\/\/127\.0\.0\.1:\d+)/;
const neighbour = { 'content-type': 'application/json', 'dure-persona': 'Neighbour:neighbour-1' };

const post = (url: string, path: string, ...[body = {}, by = {}]: readonly object[]) =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { ...neighbour, ...by },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  }).then(
    ({ status }) => status,
    () => 0,
  );

/** Switches a fault on or off, as the operator of a demo does. */
const turn = async (url: string, of: string, fault: string): Promise<void> => {
  const path = `${of === 'CardNetwork' ? '/lodging' : '/shed'}/ops/faults`;
  equal(await post(url, path, { of, fault }, { 'dure-persona': 'Operator:operator-1' }), 200);
};

/** A status from a server with a certificate of its own making. */
const getSecure = (url: string): Promise<number> =>
  new Promise((resolve) => {
    const asked = request(url, { rejectUnauthorized: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    asked.on('error', () => resolve(0)).end();
  });

const certificate = () => {
  const folder = newFolder();
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const options = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 5';
  const args = [...options.split(' '), '-subj', '/CN=localhost', '-out', cert, '-keyout', key];
  equal(spawnSync('openssl', args).status, 0);
  return { DURE_TLS_CERT_FILE: cert, DURE_TLS_KEY_FILE: key };
};

/** On a small disk of its own, with a certificate that ends soon, and little that a client may. */
const facing = (shed: string, folder: string): Dure => {
  const script = `mount -t tmpfs -o size=12m none '${folder}' && exec "$@"`;
  const env = { ...certificate(), DURE_LIMIT_ADDRESS: '5/5' };
  const sets = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const scene = ['unshare', '-rm', 'sh', '-c', script, 'sh', 'env', ...sets];
  return dureAfter(scene, 'start', shed, '--port', '0', '--data', folder, '--no-demo', ...english);
};

const fillUp = (file: string): void => {
  for (const size of [1_000_000, 4096])
    for (;;) {
      try {
        writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
      } catch {
        break;
      }
    }
};

/** Those of one alarm. */
const testsOf = (written: string, name: string): object => {
  // `dure monitoring` has written it.
  const all = parse(written) as { readonly tests: readonly object[] };
  return { ...all, tests: all.tests.filter((one) => JSON.stringify(one).includes(name)) };
};

const opened = async () => {
  const shed = faultyShed();
  const [data, disk] = [newFolder(), newFolder()];
  const port = await freePort();
  const host = newFolder();
  const services = await twoServices(shed, 'a secret of this test, and long enough');
  const toGateway = () =>
    dureIn(services.environment, 'gateway', shed, '--port', `${port}`, '--data', host, ...english);
  const faulty = dure('start', shed, '--port', '0', '--data', data, '--no-demo', ...english);
  const lodging = dure('start', 'lodging', '--port', '0', '--memory', ...english);
  const secure = facing(shed, disk);
  const gateway = toGateway();
  const [faultyUrl, lodgingUrl, secureUrl, gatewayUrl] = await Promise.all([
    faulty.saying(atUrl),
    lodging.saying(atUrl),
    secure.saying(atHttps),
    gateway.saying(atUrl),
  ]);
  const urls = { faulty: faultyUrl, lodging: lodgingUrl, secure: secureUrl, gateway: gatewayUrl };
  const watched = await watch({ businesses: ['shed', 'lodging'], urls: Object.values(urls) });
  return { watched, urls, data, disk, secure, gateway, toGateway, services };
};

describe('alarms', { skip }, () => {
  let all: Awaited<ReturnType<typeof opened>>;
  let watched: Watched;
  before(async () => {
    all = await opened();
    ({ watched } = all);
  });
  after(() => watched.close());

  it('hold what their unit tests say, and these find a rule that is wrong', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dure-monitoring-'));
    const { code, trouble } = await said(`monitoring lodging --out ${folder}`);
    equal(code, 0, trouble);
    const [rules, tests] = [join(folder, 'dure.rules.yaml'), join(folder, 'dure.rules.test.yaml')];
    for (const [verb, file] of [
      ['check rules', rules],
      ['check config --syntax-only', join(folder, 'prometheus.yaml')],
      ['test rules', tests],
    ] as const) {
      const { isWell, said: of } = promtool(...verb.split(' '), file);
      ok(isWell, of);
    }
    const written = readFileSync(rules, 'utf8');
    writeFileSync(rules, written.replace('dure_context_troubles > 0', 'dure_context_troubles > 1'));
    const some = join(folder, 'some.yaml');
    writeFileSync(some, JSON.stringify(testsOf(readFileSync(tests, 'utf8'), 'DureLogTrouble')));
    match(promtool('test', 'rules', some).said, /FAILED[^]*DureLogTrouble/);
  });

  it('show that they arrive, and that no process runs what a gateway leads to', async () => {
    await watched.paged('DureWatchdog', 'DureNoReplica', 'DureContextDown', 'DureCertificateEnds');
  });

  it('name rules that throw, and messages that stop for it', async () => {
    const { faulty } = all.urls;
    for (const toolId of ['tool-1', 'tool-2']) {
      equal(
        await post(faulty, '/shed/tools', { toolId, name: 'Saw', ownerId: 'neighbour-2' }),
        201,
      );
    }
    const [storeOf, copyOf] = [(name: string) => join(all.data, 'shed', name), all.services.fileOf];
    copyStore(storeOf('shed.db'), copyOf('shed'));
    const lend = (toolId: string, days: number) =>
      post(faulty, `/shed/tools/${toolId}/lend-tool`, { neighbourId: 'neighbour-1', days });
    equal(await lend('tool-2', THROWS), 500);
    for (const _ of [1, 2]) {
      equal(await lend('tool-1', 1), 200);
      equal(await post(faulty, '/shed/tools/tool-1/return-tool'), 200);
    }
    await watched.paged('DureRulesFail', 'DureStoppedMessages', 'DureWorkWaits');
    copyStore(storeOf('thanks.db'), copyOf('thanks'));
  });

  it('name a callee that is not asked any more', async () => {
    const { lodging } = all.urls;
    await turn(lodging, 'CardNetwork', 'down');
    const owner = { 'dure-persona': 'Owner:owner-2' };
    const place = { placeId: 'place-9', placeNm: 'x', ownerId: 'owner-2', pricePerNight: 5000 };
    await post(lodging, '/lodging/places', { ...place, instantConfirmation: true }, owner);
    await post(lodging, '/lodging/reservationManagements', { placeId: 'place-9', stock: 9 }, owner);
    const [strDt, endDt] = [7, 8].map((days) => dayOf(Date.now() + days * DAY_MS));
    const stay = { placeId: 'place-9', usrId: 'customer-2', qty: 1, strDt, endDt };
    const customer = { 'dure-persona': 'Customer:customer-2' };
    for (const _ of [1, 2, 3]) await post(lodging, '/lodging/accommodations', stay, customer);
    await watched.paged('DureBreakerOpen');
  });

  it('name a context that does not catch up, and deadlines that nothing lets fire', async () => {
    const { faulty } = all.urls;
    await turn(faulty, 'thanks', 'down');
    const lent = { neighbourId: 'neighbour-1', days: 2 };
    equal(await post(faulty, '/shed/tools/tool-2/lend-tool', lent), 200);
    await turn(faulty, 'shed', 'down');
    await watched.paged('DureFallsBehind', 'DureDeadlinesLate');
    for (const context of ['thanks', 'shed']) await turn(faulty, context, 'none');
  });

  it('name a log that ends before where another context is', async () => {
    await all.services.start();
    await watched.paged('DureLogTrouble');
  });

  it('name that many are turned away', async () => {
    const asking = setInterval(() => void getSecure(`${all.urls.secure}/shed/tools`), 10);
    await watched.paged('DureRefuses');
    clearInterval(asking);
  });

  it('name a store that takes nothing, and the budget that burns meanwhile', async () => {
    const other = new DatabaseSync(join(all.data, 'shed', 'shed.db'));
    other.exec('BEGIN EXCLUSIVE');
    const names = ['Fast', 'Steady', 'Slow'].map((name) => `DureBudgetBurns${name}`);
    const add = (at: number) => ({ toolId: `tool-${at}`, name: 'Axe', ownerId: 'neighbour-2' });
    const asking = setInterval(() => void post(all.urls.faulty, '/shed/tools', add(7)), 50);
    await watched.paged('DureTurnsFail', ...names);
    clearInterval(asking);
    other.exec('ROLLBACK');
    other.close();
  });

  it('name a disk that is nearly full', async () => {
    const ballast = `/proc/${all.secure.child.pid}/root${all.disk}/ballast`;
    fillUp(ballast);
    await watched.paged('DureDiskFills');
    rmSync(ballast);
  });

  it('name a process that computes too long', async () => {
    const body = { neighbourId: 'neighbour-1', days: COMPUTES };
    await post(all.urls.faulty, '/shed/tools/tool-2/return-tool');
    await post(all.urls.faulty, '/shed/tools/tool-2/lend-tool', body);
    await watched.paged('DureStandsStill');
  });

  it('arrive late rather than never where the Alertmanager was away', async () => {
    await watched.manager.kill();
    let { gateway } = all;
    const began = `dure_process_start_seconds{instance="${new URL(all.urls.gateway).host}"}`;
    for (const times of [1, 2, 3]) {
      gateway.child.kill('SIGKILL');
      await gateway.ended;
      gateway = all.toGateway();
      await gateway.saying(atUrl);
      // Each of them is to be seen, and not the last one alone.
      const isThere = `changes(${began}[5m]) >= ${times}`;
      await watched.until(
        async () => (await watched.query(isThere)).length > 0,
        () => 'the gateway',
      );
    }
    gateway.child.kill('SIGKILL');
    await watched.until(
      async () => (await watched.query('ALERTS{alertname="DureDown"}')).length > 0,
      () => 'DureDown',
    );
    await watched.manager.restart();
    await watched.paged('DureRestarts', 'DureDown');
  });

  it('have dashboards each of whose queries gives data', async () => {
    const empty: string[] = [];
    const panels = ['shed', 'lodging'].flatMap((name) => businessPanels(name));
    for (const { queries } of [...processPanels, ...panels])
      for (const { expr } of queries)
        if ((await watched.query(expr)).length === 0) empty.push(expr);
    deepEqual(empty, []);
  });

  it('have a report of the month beside them', async () => {
    const reads =
      'sum(increase(dure_http_request_duration_seconds_count{business="lodging"}[1m])) > 1';
    await watched.until(
      async () => {
        await fetch(`${all.urls.lodging}/lodging/places`);
        return (await watched.query(reads)).length > 0;
      },
      () => reads,
    );
    const { out } = await said(`sla lodging --json --prometheus ${watched.url}`);
    const [report] = JSON.parse(out) as readonly { readonly requests: number }[];
    ok((report?.requests ?? 0) > 0, out);
    const away = await said('sla lodging --lang en --prometheus http://127.0.0.1:1');
    deepEqual([away.code, away.out], [1, '']);
    match(away.trouble, /gives no answer/);
  });

  it('name that nothing is watched at all', async () => {
    await watched.forgetTargets();
    const missing = 'ALERTS{alertname="DureMissing",alertstate="firing"}';
    await watched.until(
      async () => (await watched.query(missing)).length > 0,
      () => missing,
    );
    await watched.paged('DureMissing');
  });
});
