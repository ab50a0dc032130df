// Tools that are lent, before and after their states were changed.

import {
  aggregate,
  boundedContext,
  contract,
  final,
  initial,
  nothing,
  open,
  states,
  system,
} from '@dure/domain';
import type { BoundedContext, System } from '@dure/domain';
import { count, id, text } from '@dure/domain/shapes';

export const loanId = id('loan');

const Tools = contract('tools', {
  commands: { Lend: { loanId, days: count() }, Return: { loanId }, Remind: { loanId } },
  events: {
    ToolLent: { loanId, days: count() },
    ToolReturned: { loanId, days: count() },
    Reminded: { loanId },
  },
});

export const { command, event } = Tools;

const before = states({
  absent: initial(),
  out: open('OUT', { days: count() }),
  back: final('BACK'),
});

export const LoanBefore = aggregate('Loan', {
  identifiedBy: 'loanId',
  ...Tools.pads,
  states: before,
  decide: {
    Lend: { absent: event.ToolLent },
    Return: { out: event.ToolReturned },
    Remind: { out: event.Reminded, back: nothing },
  },
  evolve: {
    ToolLent: { absent: before.out },
    ToolReturned: { out: () => before.back() },
    Reminded: { out: (_reminded, loan) => loan },
  },
});

// #region states
/** A state was renamed, and has got a field. */
const after = states({
  absent: initial(),
  lent: open('LENT', { days: count(), place: text }),
  back: final('BACK'),
});

export const Loan = aggregate('Loan', {
  identifiedBy: 'loanId',
  ...Tools.pads,
  states: after,
  lifts: [(loan) => (loan.is === 'out' ? { ...loan, is: 'lent', place: 'shed' } : loan)],
  decide: {
    Lend: { absent: event.ToolLent },
    Return: { lent: event.ToolReturned },
    Remind: { lent: event.Reminded, back: nothing },
  },
  evolve: {
    ToolLent: { absent: (lent) => after.lent({ ...lent, place: 'shed' }) },
    ToolReturned: { lent: () => after.back() },
    Reminded: { lent: (_reminded, loan) => loan },
  },
});
// #endregion states

export type Deadlines = NonNullable<Parameters<typeof boundedContext>[1]['deadlines']>;

export const toolsOf = (
  of: typeof Loan | typeof LoanBefore,
  deadlines: Deadlines = {},
): BoundedContext => boundedContext('tools', { aggregates: { Loan: of }, deadlines });

export const shed = (...contexts: readonly BoundedContext[]): System =>
  system('shed', { label: ['공구', 'Tools'], businessKey: 'loanId', contexts });
