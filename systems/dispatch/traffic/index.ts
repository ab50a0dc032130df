// What people do all day where somebody is sent, driven by chance, given a business's commands.

import type { AnyMessage } from '@dure/domain';
import { byHabit, pick, rowsWith } from '@dure/rehearsal/traffic';
import type { Random, Seen, Step, Traffic } from '@dure/rehearsal/traffic';
import { resolveGivenUp } from '@dure/notification/rehearsal';

export type Row = { readonly [field: string]: unknown };

/** Somebody who can be sent. */
export type Sent = { readonly id: string; readonly poolId: string; readonly location: string };

/** A case of a pool. */
export type Assignment<C extends string> = { readonly caseId: C; readonly poolId: string };

/** A business that sends somebody; its commands, by what they are for. */
export type Dispatching<C extends string> = {
  readonly places: readonly [string, ...string[]];
  readonly fleet: readonly [Sent, ...Sent[]];
  readonly manager: string;
  /** Who is sent: as which actor, by which claim, and as which recipient. */
  readonly sent: { readonly as: string; readonly claim: string; readonly recipient: string };
  /** The views of requests and of assignments. */
  readonly requests: string;
  readonly assignments: string;
  /** The status of a case whose customer was met. */
  readonly serving: string;
  readonly caseIn: (row: Row) => C | undefined;

  readonly register: (one: Sent) => AnyMessage;
  readonly request: (random: Random, seen: Seen, tel: string) => AnyMessage;
  readonly cancel: (caseId: C) => AnyMessage;
  readonly accept: (assignment: Assignment<C>) => AnyMessage;
  readonly decline: (assignment: Assignment<C>) => AnyMessage;
  readonly start: (assignment: Assignment<C>) => AnyMessage;
  readonly complete: (assignment: Assignment<C>) => AnyMessage;
  readonly goOnDuty: (one: Sent) => AnyMessage;
  readonly goOffDuty: (one: Sent) => AnyMessage;
  readonly report: (one: Sent) => AnyMessage;
};

const phones = [1, 2, 3, 4, 5, 6, 7].map((digit) => `010${String(digit).repeat(8)}`);

const rowsIn = rowsWith('status');

const asCustomer = (tel: string, command: AnyMessage): Step => ({
  as: 'Customer',
  claims: { tel, recipient: `customer:${tel}` },
  command,
});

const actorsOf = <C extends string>({ manager, sent }: Dispatching<C>) => ({
  asManager: (command: AnyMessage): Step => ({ as: manager, claims: {}, command }),
  asSent: (id: string, command: AnyMessage): Step => ({
    as: sent.as,
    claims: { [sent.claim]: id, recipient: `${sent.recipient}:${id}` },
    command,
  }),
});

const anyPhone = (random: Random): string => pick(random, phones, '01011111111');

/** What customers do: they ask, and cancel in time or too late; now and then, what is another's. */
const customersOf = <C extends string>(of: Dispatching<C>) => {
  const request = (random: Random, seen: Seen): Step => {
    const tel = anyPhone(random);
    return asCustomer(tel, of.request(random, seen, tel));
  };
  const cancel = (random: Random, seen: Seen): Step => {
    const open = ['호출', '호출중', '호출확정', of.serving, '호출취소중'];
    const row = pick<Row>(random, rowsIn(seen, of.requests, ...open), {});
    const caseId = of.caseIn(row);
    if (caseId === undefined) return request(random, seen);
    const tel = random() < 0.1 ? anyPhone(random) : String(row['tel']);
    return asCustomer(tel, of.cancel(caseId));
  };
  return { request, cancel };
};

/** What those who are sent do; now and then, with what is another's. */
const sentOf = <C extends string>(of: Dispatching<C>) => {
  const { asManager, asSent } = actorsOf(of);
  const anyone = (random: Random): Sent => pick(random, of.fleet, of.fleet[0]);
  const somewhere = (random: Random): Sent => ({
    ...anyone(random),
    location: pick(random, of.places, of.places[0]),
  });
  const on =
    (command: (one: Sent) => AnyMessage) =>
    (random: Random): Step => {
      const one = somewhere(random);
      return asSent(one.id, command(one));
    };
  const goOnDuty = on(of.goOnDuty);
  const serve = (random: Random, seen: Seen): Step => {
    const open = ['할당확정', '할당수락', of.serving];
    const row = pick<Row>(random, rowsIn(seen, of.assignments, ...open), {});
    const caseId = of.caseIn(row);
    if (caseId === undefined) return goOnDuty(random);
    const assignment = { caseId, poolId: String(row['poolId']) };
    const theirs = String(row[of.sent.claim]);
    if (row['status'] !== of.serving) {
      const answer = pick(random, [of.accept, of.accept, of.start, of.decline], of.start);
      const does = row['status'] === '할당수락' ? of.start : answer;
      return asSent(random() < 0.1 ? anyone(random).id : theirs, does(assignment));
    }
    const complete = of.complete(assignment);
    return random() < 0.1 ? asManager(complete) : asSent(theirs, complete);
  };
  return { goOnDuty, goOffDuty: on(of.goOffDuty), report: on(of.report), serve };
};

/** Everybody who was met is served to the end. */
const completed = <C extends string>(of: Dispatching<C>, seen: Seen): readonly Step[] =>
  rowsIn(seen, of.assignments, of.serving).flatMap((row) => {
    const caseId = of.caseIn(row);
    const assignment = caseId && { caseId, poolId: String(row['poolId']) };
    return assignment ? [actorsOf(of).asManager(of.complete(assignment))] : [];
  });

/** A day of a business that sends somebody. */
export const dispatchTraffic = <C extends string>(of: Dispatching<C>): Traffic => {
  const { asManager, asSent } = actorsOf(of);
  const { request, cancel } = customersOf(of);
  const { goOnDuty, goOffDuty, report, serve } = sentOf(of);
  return {
    // So few that the limit is met.
    settings: { MANAGE_OPEN_MAX: 6 },
    setUp: () => [
      ...of.fleet.map((one) => asManager(of.register(one))),
      ...of.fleet.map((one) => asSent(one.id, of.goOnDuty(one))),
    ],
    // Of a hundred steps, how many are of each kind.
    next: byHabit([
      [35, request],
      [12, cancel],
      [30, serve],
      [10, goOnDuty],
      [3, goOffDuty],
      [10, report],
    ]),
    finish: (seen) => [...completed(of, seen), ...resolveGivenUp(seen)],
  };
};
