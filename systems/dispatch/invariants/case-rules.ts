// What must hold of each case of a dispatcher: what is wrong, a sentence each.

import { instantOf } from '@dure/domain';
import type { Happened, World } from '@dure/rehearsal';
import { figure, perStory, rowsBy, word } from '@dure/rehearsal/log';
import type { Sentences, Story } from '@dure/rehearsal/log';
import type { Data, Dispatcher } from './notes.ts';

/** For each state of a request: of its case, and of its assignment. */
const agreeingBy = ({
  serving,
}: Dispatcher): {
  readonly [is: string]: readonly [kase: string, ...assignments: readonly string[]];
} => ({
  calling: ['assigning', 'waiting'],
  confirmed: ['confirmed', 'assigned', 'accepted'],
  [serving]: [serving, serving],
  completed: ['closed', 'completed'],
  cancelled: ['closed', 'cancelled'],
  failed: ['closed', 'failed'],
});

const overIn = ({ request }: Dispatcher): readonly string[] =>
  [request.completed, request.failed, request.cancelConfirmed].map(({ type }) => type);

/** How a fee for cancelling is made: free for a while after the confirmation, then by a field. */
export type FeeRule = {
  readonly freeMs: number;
  readonly by: string;
  readonly fees: { readonly [of: string]: number };
};

/** The confirmation that stands before an event: while another is looked for, there is none. */
const confirmedBefore = (of: Dispatcher, { all }: Story, end?: Happened): Data | undefined => {
  const { confirmed, reassigning } = of.request;
  const before = all.slice(0, end ? all.indexOf(end) : all.length);
  const last = before.findLast(({ type }) => type === confirmed.type || type === reassigning.type);
  return last?.type === confirmed.type ? last.data : undefined;
};

const feeAt = (of: Dispatcher, rule: FeeRule, story: Story): number => {
  const cancelled = story.first(of.request.cancelled.type);
  const confirmed = cancelled && confirmedBefore(of, story, cancelled);
  if (!confirmed) return 0;
  if (cancelled.at <= instantOf(word(confirmed, 'confirmedAt')) + rule.freeMs) return 0;
  return rule.fees[word(cancelled.data, rule.by)] ?? 0;
};

const requestRules = (of: Dispatcher) => ({
  /** A phone has at most one open case. */
  onePerPhone: ({ events }: World): Sentences => {
    const open = new Map<string, string>();
    return events.flatMap(({ type, data }) => {
      const [tel, id] = [word(data, 'tel'), word(data, of.caseId)];
      if (overIn(of).includes(type)) open.delete(tel);
      if (type !== of.request.requested.type) return [];
      const other = open.get(tel);
      open.set(tel, id);
      return other === undefined ? [] : [`${id}: ${other} was still open.`];
    });
  },

  /** Request, case and assignment agree. */
  statesAgree: (world: World): Sentences => {
    const agreeing = agreeingBy(of);
    const cases = world.states(of.management.aggregate);
    const assignments = world.states(of.pool.ledger, 'Assignment');
    return [...world.states(of.request.aggregate)].flatMap(([id, request]) => {
      const is = word(request, 'is');
      if (is === '' || is === 'absent') return [];
      const [kase, assignment] = [cases.get(id), assignments.get(id)].map((one) => word(one, 'is'));
      const [managed, ...assigned] = agreeing[is] ?? [];
      const isRight = kase === managed && assigned.some((one) => one === assignment);
      return isRight ? [] : [`${id}: ${is}, ${kase}, ${assignment}.`];
    });
  },
});

const promiseRules = (of: Dispatcher) => {
  const perCase = perStory(of.caseId);
  const { accepted, withdrawn } = of.management;
  const { requested } = of.request;
  return {
    /** What was accepted is requested or withdrawn, once. */
    promisesAreKept: (world: World): Sentences =>
      perCase(world, ({ times }) => {
        if (times(accepted.type) === 0) return undefined;
        const kept = times(requested.type) + times(withdrawn.type);
        return kept !== 1 && `its promise was used ${kept} times.`;
      }),

    /** Nothing is requested that was not accepted before. */
    acceptedBefore: (world: World): Sentences =>
      perCase(
        world,
        ({ has, isBefore }) =>
          has(requested.type) &&
          !isBefore(accepted.type, requested.type) &&
          'requested before it was accepted.',
      ),
  };
};

const assignmentRules = (of: Dispatcher) => {
  const perCase = perStory(of.caseId);
  return {
    /** A case is assigned once to each, again only once it came back, and ends once. */
    assignedOnce: (world: World): Sentences =>
      perCase(world, ({ times, of: all }) => {
        const assigned = all(of.pool.assigned.type);
        const returned = times(of.pool.returned.type);
        if (assigned.length > returned + 1) return 'assigned twice.';
        const sent = new Set(assigned.map(({ data }) => data[of.resourceId]));
        if (sent.size < assigned.length) return 'offered twice to the same.';
        const ends = times(of.pool.cancelled.type) + times(of.pool.completed.type);
        return ends > 1 && `its assignment ended ${ends} times.`;
      }),

    /** Nothing is assigned after its time. */
    assignedInTime: (world: World): Sentences =>
      perCase(world, ({ first, of: all }) => {
        const asked = first(of.management.assigned.type)?.data;
        const until = asked ? instantOf(word(asked, 'until')) : Infinity;
        return all(of.pool.assigned.type).some(({ at }) => at >= until) && 'assigned too late.';
      }),
  };
};

const moneyRules = (of: Dispatcher) => {
  const perCase = perStory(of.caseId);
  return {
    /** A fee for cancelling is taken by its rule only. */
    feesAreRight:
      (rule: FeeRule) =>
      (world: World): Sentences =>
        perCase(world, (story) => {
          const fee = feeAt(of, rule, story);
          const wrong = story.all.find(
            ({ data }) => 'lateCancelFee' in data && data['lateCancelFee'] !== fee,
          );
          return wrong && `${wrong.type} takes ${figure(wrong.data, 'lateCancelFee')}, not ${fee}.`;
        }),

    /** The price of a case is the one that follows from what was accepted, in all of its events. */
    costsAreRight:
      (costOf: (accepted: Data) => number) =>
      (world: World): Sentences =>
        perCase(world, ({ first, all }) => {
          const accepted = first(of.management.accepted.type)?.data;
          const cost = accepted ? costOf(accepted) : 0;
          const wrong = all.find(({ data }) => 'cost' in data && data['cost'] !== cost);
          return wrong && `${wrong.type} has ${figure(wrong.data, 'cost')}, not ${cost}.`;
        }),
  };
};

const contactRules = (of: Dispatcher) => {
  const contactIn = (data: Data | undefined): string =>
    of.contact.fields
      .map((field) => word(data, field))
      .join(' ')
      .trim();

  /** The refusal of a late cancellation tells who comes: maybe another than was confirmed. */
  const toldOf = (story: Story): string =>
    contactIn(story.first(of.request.cancelRefused.type)?.data ?? confirmedBefore(of, story));

  const shownUntil = ({ all }: Story): number => {
    const end = all.find(({ type }) => overIn(of).includes(type));
    return end ? end.at + of.contact.shownMs : Infinity;
  };

  return {
    /** Whoever comes is shown to the customer, and forgotten some time after the end. */
    contactsAreForgotten: (world: World): Sentences => {
      const rows = rowsBy(world, of.status.view, of.caseId);
      return perStory(of.caseId)(world, (story) => {
        const row = rows.get(story.id);
        if (!row) return undefined;
        const [shown, until] = [contactIn(row), shownUntil(story)];
        if (world.now > until) return shown !== '' && 'it still shows who came.';
        return world.now < until && shown !== toldOf(story) && 'it does not show who comes.';
      });
    },
  };
};

const viewRules = (of: Dispatcher) => ({
  /** The views of statuses and of resources show what is. */
  viewsAgree: (world: World): Sentences => {
    const requests = rowsBy(world, of.request.view, of.caseId);
    const statuses = world.rows(of.status.view).flatMap((row) => {
      const [id, shown] = [word(row, of.caseId), word(row, of.status.shown)];
      const is = word(requests.get(id), 'status');
      return is === shown ? [] : [`${id}: ${is}, shown as ${shown}.`];
    });
    const resources = world.states(of.pool.ledger, of.pool.register);
    const board = world.rows(of.board.view).flatMap((row) => {
      const [id, shown] = [word(row, of.resourceId), word(row, of.board.shown)];
      const is = word(resources.get(id), 'is');
      return of.board.called[is] === shown ? [] : [`${id}: ${is}, shown as ${shown}.`];
    });
    return [...statuses, ...board];
  },
});

export const caseRules = (of: Dispatcher) => ({
  ...requestRules(of),
  ...promiseRules(of),
  ...assignmentRules(of),
  ...moneyRules(of),
  ...contactRules(of),
  ...viewRules(of),
});
