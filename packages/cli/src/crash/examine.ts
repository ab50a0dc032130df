// What must be true at the end, looked at from outside, in the logs, and after all has run out.

import { DAY_MS, MINUTE_MS } from '@dure/domain';
import type { Rehearsed, World } from '@dure/rehearsal';
import type { Host } from '@dure/kernel';
import { passUntil } from '../start/demo.ts';
import type { BusinessHost } from '../start/business-host.ts';
import { openedToLook } from '../start/opened-to-look.ts';
import type { ContextRecord } from '../log/records.ts';
import { allRecords, worldOf } from '../world.ts';
import { orderIn } from './customers.ts';
import type { Finding, Ledger } from './customers.ts';
import { acceptedIn, wrongEffects } from './effects.ts';

const QUIET_MS = 20_000;
const GRACE_MS = 6 * MINUTE_MS;
/** The last stay has ended by then. */
const RUN_OUT_MS = 45 * DAY_MS;
const SEEN_MS = 5_000;
const LOOK_MS = 50;

type Row = { readonly [field: string]: unknown };

const rowAt = async (url: string, orderId: string): Promise<Row | undefined> => {
  const response = await fetch(`${url}/accommodations/${orderId}`);
  return response.status === 200 ? ((await response.json()) as Row) : undefined;
};

/** A view may be a little behind its log. */
const rowWithin = async (url: string, orderId: string): Promise<Row | undefined> => {
  const latest = Date.now() + SEEN_MS;
  for (;;) {
    const row = await rowAt(url, orderId);
    if (row || Date.now() > latest) return row;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
};

const told = ['usrId', 'placeId', 'strDt', 'endDt', 'qty', 'amount'];

/** Every reservation that was accepted is to be seen, as it was accepted. */
export const lookFromOutside = async (url: string, ledger: Ledger): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for (const { answer, request } of acceptedIn(ledger.exchanges)) {
    const orderId = orderIn(answer) ?? '';
    const row = await rowWithin(url, orderId);
    const said = answer.body as Row; // A reservation was answered.
    const differing = told.filter((field) => row?.[field] !== said[field]);
    if (row && differing.length === 0) continue;
    const words = row
      ? `${orderId} is not what was accepted: ${differing.join(', ')}.`
      : `${orderId} was accepted, and is not there.`;
    findings.push({ words, caseId: orderId, key: request.key });
  }
  return findings;
};

const brokenIn = (system: Rehearsed, world: World): readonly Finding[] =>
  system.invariants.flatMap(({ id, broken }) =>
    broken(world).map((words) => ({
      words: `${id}: ${words}`,
      caseId: /order-[\w-]+/.exec(words)?.[0],
    })),
  );

const stuckIn = async ({ kernels }: Host): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for (const [context, kernel] of Object.entries(kernels)) {
    for (const { caseId, cause, state } of (await kernel.parked()).items) {
      findings.push({ words: `${context} has a parked message, ${state}: ${cause}`, caseId });
    }
  }
  return findings;
};

const endings = new Set(['canceled', 'finished']);

/** When owners have let their time pass, and guests have left, every reservation has ended. */
const unendedIn = (world: World): readonly Finding[] =>
  [...world.states('Accommodation')].flatMap(([orderId, { is }]) =>
    endings.has(String(is))
      ? []
      : [{ words: `${orderId} never ends: it is ${String(is)}.`, caseId: orderId }],
  );

const restful = new Set(['placed', 'booked', ...endings]);

/** Until then each waits for its owner, or for the day of leaving. */
const idleIn = (world: World): readonly Finding[] =>
  [...world.states('Accommodation')].flatMap(([orderId, { is }]) =>
    restful.has(String(is))
      ? []
      : [{ words: `${orderId} waits for nobody: it is ${String(is)}.`, caseId: orderId }],
  );

export type Examined = {
  readonly findings: readonly Finding[];
  readonly records: readonly ContextRecord[];
  readonly capturedWon: number;
  readonly refundedWon: number;
};

const sumOf = (records: readonly ContextRecord[], type: string, field: string): number =>
  records.reduce(
    (sum, record) =>
      record.kind === 'event' && record.type === type ? sum + Number(record.data[field]) : sum,
    0,
  );

type Examining = BusinessHost & { readonly system: Rehearsed };

const quietFindings = async ({
  system,
  running,
  clock,
}: Examining): Promise<readonly Finding[]> => {
  const isQuiet = await running.quiet(QUIET_MS);
  const unrest = isQuiet ? [] : [{ words: 'It did not come to rest.' }];
  const world = await worldOf(running, clock.now());
  const stuck = await stuckIn(running);
  return [...unrest, ...stuck, ...idleIn(world), ...brokenIn(system, world)];
};

const examineHost = async (
  examining: Examining,
  ledger: Ledger,
  demoOrders: ReadonlySet<string>,
): Promise<Examined> => {
  const { running, clock } = examining;
  const atRest = await quietFindings(examining);
  const effects = wrongEffects(await allRecords(running), ledger.exchanges, demoOrders);
  const stage = { running, clock, refused: () => {} };
  clock.jump(clock.now() + GRACE_MS);
  await passUntil(stage, clock.now() + RUN_OUT_MS);
  const later = await quietFindings(examining);
  const records = await allRecords(running);
  const world = await worldOf(running, clock.now());
  return {
    findings: [...atRest, ...effects, ...later, ...unendedIn(world)],
    records,
    capturedWon: sumOf(records, 'PaymentApproved', 'amount'),
    refundedWon: sumOf(records, 'PaymentCancelApproved', 'refundAmt'),
  };
};

/** Reads the stores after the last process has ended, and lets the rest of the month pass. */
export const examine = async (
  system: Rehearsed,
  folder: string,
  ledger: Ledger,
): Promise<Examined> => {
  const { host, incidents } = await openedToLook(system, folder);
  try {
    const demoOrders = new Set(['order-1', 'order-2', 'order-3']);
    const examined = await examineHost({ ...host, system }, ledger, demoOrders);
    const reported = incidents.map(({ what, cause }) => ({ words: `${what} ${String(cause)}` }));
    return { ...examined, findings: [...reported, ...examined.findings] };
  } finally {
    await host.close();
  }
};
