// What the operator does, and what machines ask: health, figures, faults, rebuilding.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { at, lend, openLibrary } from '../open-library.testing.ts';
import type { Json, OpenLibrary } from '../open-library.testing.ts';
import { counters, gauges } from './figures.ts';

const operator = { 'dure-persona': 'Operator:operator-1' };

describe('operations', () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary();
  });
  after(() => library.close());

  it('are for the operator', async () => {
    const member = { 'dure-persona': 'Member:member-2' };
    const lines = ['GET /library/ops', 'GET /library/ops/work', 'POST /library/ops/faults'];
    for (const line of [...lines, 'POST /library/ops/views/Loans/rebuild']) {
      assert.equal((await library.ask(line, { headers: member })).status, 403, line);
    }
    assert.equal((await library.ask('GET /library/ops', { headers: operator })).status, 200);
  });

  it('switch faults on and off', async () => {
    const set = (body: object) => library.ask('POST /library/ops/faults', { body });
    assert.deepEqual((await set({ of: 'Catalogue', fault: 'down' })).body, {
      faults: { Catalogue: 'down' },
    });
    assert.deepEqual((await set({ of: 'Catalogue', fault: 'none' })).body, { faults: {} });
    for (const body of [{ of: 'x', fault: 'down' }, { of: 'desk', fault: 'up' }, {}]) {
      assert.equal((await set(body)).status, 400);
    }
  });

  it('leave the clock of the machine alone', async () => {
    const { body } = await library.ask('GET /library/ops/clock');
    assert.equal(body['isMovable'], false);
    assert.ok(Math.abs(Date.parse(String(body['now'])) - Date.now()) < 60_000);
    const moved = await library.ask('POST /library/ops/clock', { body: { minutes: 5 } });
    assert.equal(moved.status, 409);
    assert.match(moved.text, /--movable-clock/);
  });

  it('move a clock that was given, which is then that of every answer', async () => {
    let now = Date.UTC(2030, 0, 1);
    const passUntil = async (instantMs: number) => void (now = instantMs);
    const demo = await openLibrary({ clock: { now: () => now, passUntil } });
    const move = (body: object) => demo.ask('POST /library/ops/clock', { body });
    for (const minutes of [0, -5, 1.5, '5', 1e9])
      assert.equal((await move({ minutes })).status, 400);
    const { body, headers } = await move({ minutes: 90 });
    assert.deepEqual(body, { now: '2030-01-01T01:30:00.000Z', isMovable: true });
    assert.equal(headers.get('date'), 'Tue, 01 Jan 2030 01:30:00 GMT');
    const noBody = await demo.ask('GET /library/described');
    assert.equal(noBody.headers.get('date'), 'Tue, 01 Jan 2030 01:30:00 GMT');
    await demo.close();
  });

  it('list what is parked and what waits for a person', async () => {
    assert.deepEqual((await library.ask('GET /library/ops/parked')).body, { parked: [] });
    assert.deepEqual((await library.ask('GET /library/ops/work')).body, { work: [] });
  });

  const parked = async (key: string): Promise<Json | undefined> => {
    const { body } = await library.ask('GET /library/ops/parked', { headers: operator });
    return (body['parked'] as readonly Json[]).find(({ caseId }) => caseId === key);
  };

  const untilParked = async (key: string): Promise<string> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const found = await parked(key);
      if (found) return `${String(found['context'])}/${encodeURIComponent(String(found['id']))}`;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`${key} was not parked.`);
  };

  it('show a message that came early, and try it again, until it may pass', async () => {
    const key = await lend(library, { shelfId: 61, bookNm: '이른책' });
    const path = `/library/ops/parked/${await untilParked(key)}`;
    assert.equal((await library.ask(`POST ${path}/retry`, { headers: operator })).status, 200);
    assert.equal((await parked(key))?.['state'], 'early');
    await library.ask('POST /shelves', { body: { shelfId: 61, keeperId: 1, places: 1 } });
    await library.running.quiet();
    assert.equal(await parked(key), undefined);
    const trail = await library.ask(`GET /library/cases/${key}`);
    assert.match(trail.text, /LoanCounted/);
  });

  it('let a message be skipped, but not without a reason', async () => {
    const key = await lend(library, { shelfId: 62, bookNm: '이른책' });
    const path = `/library/ops/parked/${await untilParked(key)}`;
    const skip = (note?: string) =>
      library.ask(`POST ${path}/skip`, { body: note === undefined ? {} : { note } });
    assert.deepEqual([(await skip()).status, (await skip(' ')).status], [400, 400]);
    assert.equal((await skip('서가를 없앴습니다')).status, 200);
    assert.equal((await skip('서가를 없앴습니다')).status, 404);
    assert.equal(await parked(key), undefined);
    const { body } = await library.ask('GET /library/ops/work');
    const works = body['work'] as readonly Json[];
    const entry = works.find(({ caseId }) => caseId === key);
    assert.deepEqual([entry?.['kind'], entry?.['note']], ['skipped', '서가를 없앴습니다']);
    assert.match(String(entry?.['ko']), /건너뛴 메시지: CountLoan/);
    assert.match(String(entry?.['en']), /A message was skipped: Count loan/);
    const id = encodeURIComponent(String(entry?.['id']));
    const close = (body: object) =>
      library.ask(`POST /library/ops/work/${String(entry?.['context'])}/${id}/close`, { body });
    assert.equal((await close({})).status, 400);
    assert.equal((await close({ note: '전화로 알림' })).status, 200);
    assert.equal((await close({ note: '전화로 알림' })).status, 404);
    const trail = await library.ask(`GET /library/cases/${key}`);
    assert.match(trail.text, /"did":"skipped"/);
    assert.match(trail.text, /"did":"closed"/);
  });

  it('let a message be mended within its note, and say what is wrong with it', async () => {
    const key = await lend(library, { shelfId: 63, bookNm: '이른책' });
    const path = `/library/ops/parked/${await untilParked(key)}`;
    const mend = (message: object) => library.ask(`POST ${path}/mend`, { body: { message } });
    const invalid = await mend({ colour: 'red' });
    assert.equal(invalid.status, 400);
    assert.deepEqual(at(invalid.body, 'mistakes.0.path'), 'message.colour');
    const moved = await mend({ shelfId: 64 });
    assert.deepEqual([moved.status, moved.body['reason']], [409, 'keyChanged']);
    const other = await mend({ type: 'Anything' });
    assert.deepEqual([other.status, other.body['reason']], [409, 'typeChanged']);
    const again = await mend({});
    assert.equal(again.status, 200);
    assert.deepEqual([again.body['done'], again.body['state']], [false, 'early']);
    await library.ask(`POST ${path}/skip`, { body: { note: '그만' } });
  });

  it('find what is parked by its name alone, or by its cause alone', async () => {
    const key = await lend(library, { shelfId: 79, bookNm: '이른책' });
    const path = `/library/ops/parked/${await untilParked(key)}`;
    const count = async (query: string): Promise<number> => {
      const found = await library.ask(`GET /library/ops/parked?${query}`);
      return (found.body['parked'] as readonly Json[]).length;
    };
    const one = await parked(key);
    const type = String(one?.['type']);
    const cause = encodeURIComponent(String(one?.['cause']));
    assert.deepEqual([await count(`type=${type}`), await count('type=Never')], [1, 0]);
    assert.deepEqual([await count(`cause=${cause}`), await count('cause=never')], [1, 0]);
    assert.equal((await library.ask('GET /library/ops/parked?type=a&type=b')).status, 400);
    await library.ask(`POST ${path}/skip`, { body: { note: '그만' } });
  });

  it('do not go on with a group from where no step has ended', async () => {
    const group = { context: 'stacks', type: 'CountLoan', cause: 'early', note: '그만' };
    for (const act of ['retry', 'skip']) {
      const step = (after: unknown) =>
        library.ask(`POST /library/ops/parked-groups/${act}`, { body: { ...group, after } });
      for (const after of ['x', 7, null, '12', {}]) {
        const { status, text } = await step(after);
        assert.equal(status, 400, JSON.stringify(after));
        assert.match(text, /"after"/);
      }
      assert.equal((await step('12.stacks>Shelf/1#1')).status, 200);
    }
  });

  it('page what is parked, and move a group of it together', async () => {
    const keys: string[] = [];
    for (let of = 0; of < 3; of += 1) {
      keys.push(await lend(library, { shelfId: 70 + of, bookNm: '이른책' }));
    }
    for (const key of keys) await untilParked(key);
    const first = await library.ask('GET /library/ops/parked?limit=2');
    const list = first.body['parked'] as readonly Json[];
    assert.equal(list.length, 2);
    assert.match(String(list[0]?.['since']), /^\d{4}-\d\d-\d\dT/);
    const next = String(at(first.body, '_links.next.href'));
    const second = await library.ask(`GET ${next}`);
    assert.equal((second.body['parked'] as readonly Json[]).length, 1);
    assert.equal(second.body['next'], undefined);
    for (const wrong of ['limit=0', 'limit=x', 'after=x', 'typ=CountLoan']) {
      assert.equal((await library.ask(`GET /library/ops/parked?${wrong}`)).status, 400);
    }
    const { body } = await library.ask('GET /library/ops/parked-groups');
    const [group] = body['groups'] as readonly Json[];
    assert.equal(group?.['count'], 3);
    const skip = (of: object) => library.ask('POST /library/ops/parked-groups/skip', { body: of });
    assert.equal((await skip({ ...group })).status, 400);
    assert.equal((await skip({ ...group, context: 'x', note: '그만' })).status, 400);
    const skipped = await skip({ ...group, note: '그만' });
    assert.deepEqual([skipped.body['tried'], skipped.body['done']], [3, 3]);
    assert.deepEqual((await library.ask('GET /library/ops/parked')).body, { parked: [] });
  });

  it('do not find a message that is not parked', async () => {
    const none = await library.ask('POST /library/ops/parked/stacks/a%2Fb%23c/retry');
    const nowhere = await library.ask('POST /library/ops/parked/nowhere/x/retry');
    const unmended = await library.ask('POST /library/ops/parked/stacks/x/mend', { body: {} });
    assert.deepEqual([none.status, nowhere.status, unmended.status], [404, 404, 400]);
  });

  it('rebuild a view, and show how far it is', async () => {
    await lend(library);
    const begun = await library.ask('POST /library/ops/views/Loans/rebuild', { headers: operator });
    assert.equal(begun.status, 202);
    await library.running.quiet();
    const { body } = await library.ask('GET /library/ops/rebuilds');
    assert.ok(Array.isArray(body['rebuilding']));
    assert.equal((await library.ask('POST /library/ops/views/x/rebuild')).status, 404);
    assert.ok(Number(at((await library.ask('GET /loans')).body, 'page.totalElements')) > 0);
  });

  it('refuse to rebuild a view twice at once, with the reason', async () => {
    await Promise.all(Array.from({ length: 40 }, () => lend(library)));
    const again = () => library.ask('POST /library/ops/views/Loans/rebuild', { headers: operator });
    const answers = await Promise.all([again(), again(), again()]);
    const statuses = answers.map(({ status }) => status).toSorted((one, other) => one - other);
    assert.ok(
      statuses.every((status) => status === 202 || status === 409),
      statuses.join(),
    );
    assert.ok(statuses.includes(202) && statuses.includes(409));
    const refused = answers.find(({ status }) => status === 409);
    assert.equal(refused?.body['rejection'], 'Conflict');
    assert.match(refused?.headers.get('content-type') ?? '', /^application\/problem\+json/);
    assert.deepEqual(library.faults, []);
  });

  it('tell that the process lives, and which context can serve', async () => {
    assert.deepEqual((await library.ask('GET /health/live')).body, { status: 'up' });
    const ready = await library.ask('GET /health/ready');
    assert.equal(ready.status, 200);
    assert.deepEqual(ready.body, {
      status: 'up',
      businesses: { library: { desk: 'up', stacks: 'up' } },
    });
    library.running.fault('stacks', 'down');
    const away = await library.ask('GET /health/ready');
    library.running.fault('stacks', 'none');
    assert.equal(away.status, 503);
    assert.equal(at(away.body, 'businesses.library.stacks'), 'down');
  });

  it('count requests by route and status, and what the kernels count', async () => {
    await library.ask('GET /loans/1');
    const { text, headers } = await library.ask('GET /metrics');
    assert.match(headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
    const route = 'business="library",method="GET",route="/loans/\\{loanId\\}",status="200"';
    assert.match(text, new RegExp(`dure_http_request_duration_seconds_count\\{${route}\\} \\d+`));
    assert.match(text, /dure_kernel_commands_total\{business="library",context="desk"\} \d+/);
    assert.match(text, /dure_process_resident_memory_bytes \d+/);
  });

  it('count what is parked, what has stopped, and what is left to people', async () => {
    const valueOf = async (name: string, context: string) => {
      const { text } = await library.ask('GET /metrics');
      const place = `\\{business="library",context="${context}"\\}`;
      const [, value] = new RegExp(`^${name}${place} (\\d+)$`, 'm').exec(text) ?? [];
      return Number(value);
    };
    const before = await valueOf('dure_parked_messages', 'stacks');
    const key = await lend(library, { shelfId: 63, bookNm: '이른책' });
    await untilParked(key);
    assert.equal(await valueOf('dure_parked_messages', 'stacks'), before + 1);
    assert.equal(await valueOf('dure_stopped_messages', 'stacks'), 0);
    await library.ask('POST /shelves', { body: { shelfId: 63, keeperId: 1, places: 1 } });
    await library.running.quiet();
    assert.equal(await valueOf('dure_parked_messages', 'stacks'), before);
  });

  it('have every figure on the page about them, with its kind and what it means', async () => {
    const page = readFileSync(
      new URL('../../../../docs/reference/metrics.md', import.meta.url),
      'utf8',
    );
    const rows = [...page.matchAll(/^\| `(\w+)` +\| (\w+) +\| [\w, ]*\| (.+?) +\|$/gm)];
    const { text } = await library.ask('GET /metrics');
    const kinds = new Map(
      [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, n, kind]) => [n, kind]),
    );
    const helps = new Map(
      [...text.matchAll(/^# HELP (\w+) (.+)$/gm)].map(([, n, help]) => [n, help]),
    );
    assert.deepEqual(new Map(rows.map(([, name, kind]) => [name, kind])), kinds);
    assert.deepEqual(new Map(rows.map(([, name, , help]) => [name, help])), helps);
    for (const kernel of Object.values(library.running.kernels)) {
      const known = kernel.metrics();
      for (const figure of Object.keys(known.counters)) assert.ok(figure in counters, figure);
      for (const figure of Object.keys(known.gauges)) assert.ok(figure in gauges, figure);
    }
  });
});
