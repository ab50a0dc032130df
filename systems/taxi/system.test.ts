// The acceptance scenarios of taxi call, S1 to S18, on the embedded runtime.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOUR_MS, MINUTE_MS } from '@dure/domain';
import * as Taxiassign from './taxiassign/contract.ts';
import * as Taxicall from './taxicall/contract.ts';
import { rehearsal } from './rehearsal.ts';
import { customer, driver, manager, Town } from './taxi.testing.ts';

const TODAY = '2026-03-02';

const { CancelCall, RequestCall } = Taxicall.command;
const { AcceptOffer, CompleteRide, DeclineOffer, GoOnDuty, RegisterTaxi, StartRide } =
  Taxiassign.command;

const TEL = '01023456789';
const poolId = '서울/일반';
const call1 = { poolId, callId: 'taxicall-1' } as const;

type Wish = Partial<Parameters<typeof RequestCall>[0]>;

const wish = (of: Wish = {}) => RequestCall({ callId: 'taxicall-1', tel: TEL, ...of });
const cancel = CancelCall({ callId: 'taxicall-1' });

const fleet = [
  ['서울33바1101', '마포'],
  ['서울33바1102', '신촌'],
  ['서울33바1103', '강남'],
] as const;

/** A taxi that is registered and free. */
const freed = async (town: Town, [taxiid, location]: readonly [string, string], pool = poolId) => {
  const taxi = { poolId: pool, taxiid, location };
  const tel = `0103111${taxiid.slice(-4)}`;
  await town.done(RegisterTaxi({ ...taxi, driver: '김민수', drivertel: tel }), manager);
  await town.done(GoOnDuty(taxi), driver(taxiid));
};

type Opening = Parameters<typeof Town.opened>[1] & { readonly taxis?: number };

/** A town with some of the taxis of the seed. */
const opened = async ({ taxis = 3, ...opening }: Opening = {}) => {
  const town = await Town.opened(TODAY, opening);
  for (const taxi of fleet.slice(0, taxis)) await freed(town, taxi);
  return town;
};

const statusOf = async (town: Town, callId = 'taxicall-1') =>
  (await town.row('Taxicalls', callId))?.['status'];

/** A call that has a taxi. */
const confirmed = async (of: Wish = {}, opening: Opening = {}) => {
  const town = await opened(opening);
  await town.done(wish(of), customer(TEL));
  assert.equal(await statusOf(town), '호출확정');
  return town;
};

const messagesTo = async (town: Town, recipient: string) =>
  (await town.rows('Inbox')).flatMap((row) => (row['recipient'] === recipient ? [row] : []));

describe('rehearsal call', () => {
  it('S1, TAX-F1, TAX-F4: takes the documented call, and tells who comes', async () => {
    const town = await opened();
    const outcome = await town.issue(wish({ status: '호출', cost: 25_500 }), customer(TEL));
    assert.partialDeepStrictEqual(outcome.is === 'done' && outcome.data, {
      status: '호출',
      location: '마포',
      taxiClass: '일반',
      cost: 7400,
    });
    const row = await town.row('CallStatus', 'taxicall-1');
    assert.partialDeepStrictEqual(row, {
      callStatus: '호출확정',
      assignStatus: '할당확정',
      taxiid: '서울33바1101',
      driver: '김민수',
      drivertel: '01031111101',
    });
    const [told] = await messagesTo(town, `customer:${TEL}`);
    assert.match(String(told?.['textKo']), /차량 서울33바1101, 예상요금 7,400원/);
    const [sent] = await messagesTo(town, 'driver:서울33바1101');
    assert.equal(sent?.['textKo'], `[택시] 마포에서 호출이 배정되었습니다. 고객 ${TEL}`);
    await town.holds();
  });

  it('S3: takes the documented call that is written in English', async () => {
    const town = await opened();
    await town.done(wish({ status: 'call', location: 'mapo', cost: 25_000 }), customer(TEL));
    const row = await town.row('Taxicalls', 'taxicall-1');
    assert.partialDeepStrictEqual(row, { location: '마포구', cost: 7400 });
    await town.holds();
  });

  it('S4: takes no call that makes no sense', async () => {
    const town = await opened();
    const invalid = [
      wish({ status: '호출확정' }),
      wish({ location: '부산' }),
      wish({ destination: '달' }),
    ];
    for (const request of invalid) {
      assert.equal((await town.issue(request, customer(TEL))).is, 'invalid');
    }
    await town.holds();
  });

  it('S5, TAX-N1: takes no call while management is down', async () => {
    const town = await opened();
    town.running.fault('taximanage', 'down');
    assert.equal(await town.refused(wish(), customer(TEL)), 'CallUnavailable');
    assert.deepEqual(await town.rows('Taxicalls'), []);
    town.running.fault('taximanage', 'none');
    await town.pass(HOUR_MS);
    await town.done(wish({ callId: 'taxicall-2' }), customer(TEL));
    assert.equal(await statusOf(town, 'taxicall-2'), '호출확정');
    await town.holds();
  });

  it('S6, TAX-N2: takes calls while assignment is down, and assigns them after', async () => {
    const town = await opened();
    await town.startedAgain({ down: ['taxiassign'] });
    await town.done(wish(), customer(TEL));
    assert.equal(await statusOf(town), '호출중');
    await town.pass(3 * MINUTE_MS);
    const [told] = await messagesTo(town, `customer:${TEL}`);
    assert.match(String(told?.['textKo']), /배정이 늦어지고 있습니다/);
    await town.startedAgain();
    await town.pass(2 * MINUTE_MS);
    assert.equal(await statusOf(town), '호출확정');
    await town.holds();
  });

  it('S7, TAX-F5, TAX-F6, TAX-F8: is cancelled for nothing, and frees the taxi', async () => {
    const town = await confirmed();
    await town.pass(MINUTE_MS);
    await town.done(cancel, customer(TEL));
    assert.partialDeepStrictEqual(await town.row('CallStatus', 'taxicall-1'), {
      callStatus: '호출취소',
      assignStatus: '할당취소',
      lateCancelFee: 0,
    });
    assert.equal((await town.row('TaxiBoard', '서울33바1101'))?.['taxiStatus'], '대기');
    const told = await messagesTo(town, `customer:${TEL}`);
    assert.ok(told.some(({ textKo }) => String(textKo).endsWith('취소되었습니다. 수수료 0원')));
    const again = await town.issue(cancel, customer(TEL));
    assert.deepEqual(again.is === 'done' && again.events, []);
    await town.holds();
  });

  it('S8: takes a fee for cancelling late', async () => {
    const town = await confirmed();
    await town.done(AcceptOffer(call1), driver('서울33바1101'));
    await town.pass(5 * MINUTE_MS);
    await town.done(cancel, customer(TEL));
    const row = await town.row('CallStatus', 'taxicall-1');
    assert.partialDeepStrictEqual(row, { callStatus: '호출취소', lateCancelFee: 3000 });
    await town.holds();
  });

  it('S9: is not cancelled after boarding', async () => {
    const town = await confirmed();
    await town.done(StartRide(call1), driver('서울33바1101'));
    assert.equal(await statusOf(town), '운행중');
    assert.equal(await town.refused(cancel, customer(TEL)), 'AlreadyBoarded');
    await town.holds();
  });

  it('S10: is boarded or cancelled, never both', async () => {
    const town = await confirmed();
    const [started] = await Promise.all([
      town.issue(StartRide(call1), driver('서울33바1101')),
      town.issue(cancel, customer(TEL)),
    ]);
    await town.pass(MINUTE_MS);
    assert.equal(await statusOf(town), started.is === 'done' ? '운행중' : '호출취소');
    await town.holds();
  });

  it('S10: tells a customer who cancelled while boarding that it was too late', async () => {
    const town = await confirmed();
    await town.startedAgain({ down: ['taximanage', 'taxiassign'] });
    await town.done(cancel, customer(TEL));
    await town.startedAgain({ down: ['taxicall', 'taximanage'] });
    await town.done(StartRide(call1), driver('서울33바1101'));
    await town.startedAgain();
    await town.pass(MINUTE_MS);
    assert.equal(await statusOf(town), '운행중');
    const told = (await messagesTo(town, `customer:${TEL}`)).map((row) => row['template']);
    assert.ok(told.includes('taxi.호출취소거절'));
    await town.holds();
  });

  it('S11, TAX-F2: sends the nearest, then the next', async () => {
    const town = await opened();
    for (const [index, last] of ['1', '2', '3'].entries()) {
      const tel = `0101111111${last}`;
      await town.done(wish({ callId: `taxicall-${index + 1}`, tel }), customer(tel));
    }
    const rows = await Promise.all(
      ['1', '2', '3'].map((last) => town.row('CallStatus', `taxicall-${last}`)),
    );
    assert.deepEqual(
      rows.map((row) => row?.['taxiid']),
      fleet.map(([taxiid]) => taxiid),
    );
    await town.holds();
  });

  it('S12, TAX-F3: gives the only taxi to one of fifty at once', async () => {
    const town = await opened({ taxis: 0 });
    await freed(town, ['서울32자3301', '중구'], '서울/대형');
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const tel = `010222222${String(index + 10)}`;
        const of = { callId: `taxicall-${index + 1}`, tel, taxiClass: '대형' } as const;
        return town.done(wish(of), customer(tel));
      }),
    );
    const count = async (status: string) =>
      (await town.rows('Taxicalls')).filter((row) => row['status'] === status).length;
    assert.deepEqual([await count('호출확정'), await count('호출중')], [1, 49]);
    const [given] = (await town.rows('Taxiassigns')).filter((row) => row['taxiid']);
    const offer = {
      poolId: '서울/대형',
      callId: String(given?.['callId']) as `taxicall-${string}`,
    };
    await town.done(AcceptOffer(offer), driver('서울32자3301'));
    await town.pass(11 * MINUTE_MS);
    assert.equal(await count('호출실패'), 49);
    const failed = (await town.rows('Inbox')).filter((row) => row['template'] === 'taxi.호출실패');
    assert.equal(failed.length, 49);
    await town.holds();
  });

  it('S13: serves who waits once a ride is completed', async () => {
    const town = await confirmed({ destination: '강남' }, { taxis: 1 });
    await town.done(StartRide(call1), driver('서울33바1101'));
    await town.done(wish({ callId: 'taxicall-2', tel: '01098765432' }), customer('01098765432'));
    assert.equal(await statusOf(town, 'taxicall-2'), '호출중');
    await town.done(CompleteRide(call1), driver('서울33바1101'));
    assert.equal(await statusOf(town), '운행완료');
    assert.equal(await statusOf(town, 'taxicall-2'), '호출확정');
    assert.equal((await town.row('Taxicalls', 'taxicall-1'))?.['cost'], 17_500);
    await town.holds();
  });

  it('S14: takes one call of a phone at a time', async () => {
    const town = await confirmed();
    const second = wish({ callId: 'taxicall-2' });
    assert.deepEqual(await town.issue(second, customer(TEL)), {
      is: 'refused',
      rejection: { type: 'OpenCallExists', tel: TEL, callId: 'taxicall-1' },
    });
    await town.done(cancel, customer(TEL));
    await town.done(wish({ callId: 'taxicall-3' }), customer(TEL));
    await town.pass(MINUTE_MS);
    await town.holds();
  });

  it('S15, TAX-N3: asks to come back while too many calls are open', async () => {
    const town = await opened({ settings: { MANAGE_OPEN_MAX: 2 } });
    for (const last of ['1', '2']) {
      const tel = `0101111111${last}`;
      await town.done(wish({ callId: `taxicall-${last}`, tel }), customer(tel));
    }
    assert.equal(await town.refused(wish({ callId: 'taxicall-3' }), customer(TEL)), 'CallBusy');
    assert.equal(await town.row('Taxicalls', 'taxicall-3'), undefined);
    await town.pass(MINUTE_MS);
    await town.holds();
  });

  it('S16: undoes an acceptance whose answer came too late', async () => {
    const town = await opened({ chance: 0.99 });
    town.running.fault('taximanage', 'slow');
    assert.equal(await town.refused(wish(), customer(TEL)), 'CallUnavailable');
    town.running.fault('taximanage', 'none');
    await town.pass(HOUR_MS);
    const { states } = await town.world();
    assert.equal(states('Taximanage').get('taxicall-1')?.['is'], 'withdrawn');
    await town.holds();
  });

  it('S17: is cancelled once assignment is back', async () => {
    const town = await opened();
    await town.startedAgain({ down: ['taxiassign'] });
    await town.done(wish(), customer(TEL));
    await town.done(cancel, customer(TEL));
    assert.equal(await statusOf(town), '호출취소중');
    await town.startedAgain();
    await town.pass(5 * MINUTE_MS);
    assert.equal(await statusOf(town), '호출취소');
    await town.holds();
  });

  it('S18, TAX-F7, TAX-N4: tells the whole story once messages are back', async () => {
    const town = await opened();
    await town.startedAgain({ down: ['customer'] });
    await town.done(wish(), customer(TEL));
    await town.done(StartRide(call1), driver('서울33바1101'));
    await town.done(CompleteRide(call1), driver('서울33바1101'));
    assert.equal(await statusOf(town), '운행완료');
    await town.startedAgain();
    await town.pass(10 * MINUTE_MS);
    const row = await town.row('CallStatus', 'taxicall-1');
    assert.partialDeepStrictEqual(row, { callStatus: '운행완료', assignStatus: '운행완료' });
    assert.equal((await messagesTo(town, `customer:${TEL}`)).length, 2);
    await town.holds();
  });

  it('TAX-N5: waits for management alone, and all agree in the end', async () => {
    const asked = rehearsal.contexts.flatMap(({ name, aggregates }) =>
      Object.values(aggregates).flatMap(({ asks }) =>
        asks.flatMap(({ ask }) => (ask.isExternal ? [] : [[name, ask.callee]])),
      ),
    );
    assert.deepEqual(asked, [['taxicall', 'taximanage']]);
    const town = await opened();
    await town.startedAgain({ down: ['taxiassign', 'customer'] });
    await town.done(wish(), customer(TEL));
    await town.startedAgain();
    await town.pass(2 * MINUTE_MS);
    assert.equal(await statusOf(town), '호출확정');
    assert.equal((await town.row('Taxiassigns', 'taxicall-1'))?.['status'], '할당확정');
    assert.equal((await town.row('CallStatus', 'taxicall-1'))?.['callStatus'], '호출확정');
    await town.holds();
  });

  it('frees a taxi that no passenger boards', async () => {
    const town = await confirmed();
    await town.done(AcceptOffer(call1), driver('서울33바1101'));
    await town.pass(31 * MINUTE_MS);
    const row = await town.row('CallStatus', 'taxicall-1');
    assert.partialDeepStrictEqual(row, { callStatus: '호출취소', lateCancelFee: 0 });
    assert.equal((await town.row('TaxiBoard', '서울33바1101'))?.['taxiStatus'], '대기');
    await town.holds();
  });

  it('goes on to the next nearest where a driver does not answer, and says so', async () => {
    const town = await confirmed();
    await town.pass(2 * MINUTE_MS);
    assert.partialDeepStrictEqual(await town.row('CallStatus', 'taxicall-1'), {
      callStatus: '호출확정',
      taxiid: '서울33바1102',
      drivertel: '01031111102',
    });
    const told = (await messagesTo(town, `customer:${TEL}`)).map((row) => row['template']);
    assert.deepEqual(new Set(told), new Set(['taxi.호출확정', 'taxi.재배정']));
    assert.equal(told.length, 3);
    const [lapse] = (await messagesTo(town, 'driver:서울33바1101')).filter(
      (row) => row['template'] === 'taxi.배정반납',
    );
    assert.match(String(lapse?.['textKo']), /응답 없음\). 현재 상태: 대기/);
    await town.done(AcceptOffer(call1), driver('서울33바1102'));
    await town.pass(20 * MINUTE_MS);
    assert.equal(await statusOf(town), '호출확정');
    await town.holds();
  });

  it('shows no driver to the customer while another taxi is looked for', async () => {
    const town = await confirmed({}, { taxis: 1 });
    await town.done(DeclineOffer(call1), driver('서울33바1101'));
    const nobody = { callStatus: '호출중', taxiid: null, driver: null, drivertel: null };
    assert.partialDeepStrictEqual(await town.row('CallStatus', 'taxicall-1'), nobody);
    assert.equal((await town.row('Taxiassigns', 'taxicall-1'))?.['taxiid'], null);
    await town.done(cancel, customer(TEL));
    assert.equal((await town.row('Taxicalls', 'taxicall-1'))?.['lateCancelFee'], 0);
    await town.holds();
  });

  it('sends a driver off duty who answers no offer', async () => {
    const town = await opened({ taxis: 1 });
    const taxiStatus = async () => (await town.row('TaxiBoard', '서울33바1101'))?.['taxiStatus'];
    for (const last of ['1', '2']) {
      const tel = `0101111111${last}`;
      await town.done(wish({ callId: `taxicall-${last}`, tel }), customer(tel));
    }
    await town.pass(2 * MINUTE_MS);
    assert.deepEqual(
      [await statusOf(town, 'taxicall-1'), await statusOf(town, 'taxicall-2')],
      ['호출중', '호출확정'],
    );
    assert.equal(await taxiStatus(), '배정');
    await town.pass(2 * MINUTE_MS);
    assert.equal(await taxiStatus(), '휴무');
    assert.equal(await statusOf(town, 'taxicall-2'), '호출중');
    await freed(town, ['서울33바1102', '신촌']);
    assert.equal(await statusOf(town, 'taxicall-1'), '호출확정');
    await town.pass(8 * MINUTE_MS);
    assert.equal(await statusOf(town, 'taxicall-2'), '호출실패');
    await town.holds();
  });

  it('lets no offer lapse because assignment was away', async () => {
    const town = await confirmed();
    await town.startedAgain({ down: ['taxiassign'] });
    await town.pass(20 * MINUTE_MS);
    await town.startedAgain();
    await town.pass(MINUTE_MS);
    assert.equal((await town.row('CallStatus', 'taxicall-1'))?.['taxiid'], '서울33바1101');
    assert.equal(await statusOf(town), '호출확정');
    await town.holds();
  });

  it('puts a ride that takes long on the work list of the manager, who completes it', async () => {
    const town = await confirmed();
    await town.done(StartRide(call1), driver('서울33바1101'));
    await town.pass(4 * HOUR_MS);
    const work = (await town.running.kernels['taxiassign']?.work())?.items ?? [];
    assert.deepEqual(
      work.map(({ kind, caseId }) => [kind, caseId]),
      [['reminder', 'taxicall-1']],
    );
    await town.done(CompleteRide(call1), manager);
    assert.equal(await statusOf(town), '운행완료');
  });
});
