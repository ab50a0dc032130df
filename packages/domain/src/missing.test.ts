// A misspelt name, which the compiler would find, found by a board that runs without it.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aggregate } from './aggregate.ts';
import { boundedContext } from './context.ts';
import { contract } from './contract.ts';
import { reminder } from './deadlines.ts';
import type { Deadline } from './deadlines.ts';
import { whenever } from './policies.ts';
import type { Policy } from './policies.ts';
import { id } from './shapes.ts';
import { initial, rest, states } from './states.ts';

const loanId = id('loan');
const { pads, command, event } = contract('desk', {
  commands: { Lend: { loanId }, Back: { loanId } },
  events: { Lent: { loanId }, Returned: { loanId } },
});
const state = states({ absent: initial(), lent: rest('lent'), back: rest('back') });

/** What `event.Retrund` comes to, in a program that was never compiled. */
const misspelt = (of: object, name: string): never => Reflect.get(of, name) as never;

const loan = {
  identifiedBy: 'loanId',
  ...pads,
  states: state,
  decide: { Lend: { absent: event.Lent }, Back: { lent: event.Returned } },
  evolve: { Lent: { absent: state.lent }, Returned: { lent: state.back } },
} as const;

const Loan = aggregate('Loan', loan);

const work = { ko: '늦음', en: 'Late' };
const late = (ends: (typeof event)['Returned']): Deadline =>
  reminder({ starts: event.Lent, at: () => 0, ends: [ends], work });

describe('what is undefined on a board', () => {
  it('is named with its place: a note that a deadline ends with', () => {
    const ends = misspelt(event, 'Retrund');
    assert.throws(
      () => boundedContext('desk', { aggregates: { Loan }, deadlines: { LATE: late(ends) } }),
      /^Error: On the board of desk something is undefined: deadlines\.LATE\.ends\./,
    );
  });

  it('is a policy that is not there, or a note that it sends', () => {
    const gone: Policy = misspelt({}, 'lend');
    const sends = [command.Lend, misspelt(command, 'Lnd')];
    const lend = whenever(event.Returned, ({ loanId: of }) => command.Lend({ loanId: of }), {
      sends,
    });
    const policies = { gone, lend };
    assert.throws(
      () => boundedContext('desk', { policies }),
      /undefined: policies\.gone, policies\.lend\.sends\. Is a name there misspelt\?/,
    );
  });

  it('is a state or a note in a table', () => {
    const evolve = { ...loan.evolve, Lent: { absent: misspelt(state, 'lnt') } };
    const decide = { ...loan.decide, Back: { lent: misspelt(event, 'Retrund') } };
    const Misspelt = aggregate('Loan', { ...loan, decide, evolve });
    assert.throws(
      () => boundedContext('desk', { aggregates: { Misspelt } }),
      /aggregates\.Misspelt\.decide\.Back\.lent, aggregates\.Misspelt\.evolve\.Lent\.absent/,
    );
  });

  it('is nothing on a board that is whole', () => {
    const deadlines = { LATE: late(event.Returned) };
    assert.equal(boundedContext('desk', { aggregates: { Loan }, deadlines }).name, 'desk');
  });
});
