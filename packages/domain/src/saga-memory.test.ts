import { deepEqual, throws } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contract } from './contract.ts';
import type { AnyMessage } from './notes.ts';
import { saga } from './policies.ts';
import type { PolicyKnown, Saga } from './policies.ts';
import type { SagaMemory } from './saga-memory.ts';
import { sagaProcess } from './saga-process.ts';
import { count, id } from './shapes.ts';
import { upcast } from './upcasts.ts';
import { NewerVersion } from './versions.ts';

const loanId = id('loan');

const { command, event } = contract('tools', {
  commands: { Pack: { loanId }, Charge: { loanId, days: count() }, Note: { loanId } },
  events: {
    ToolLent: { loanId, days: count() },
    ToolPacked: { loanId },
    FeeCharged: { loanId },
    LoanNoted: { loanId },
    ToolLost: { loanId },
  },
  upcasts: { ToolLent: [upcast({ loanId }, (lent) => ({ ...lent, days: 7 }))] },
});

const of = { loanId: 'loan-1' } as const;
const lent = event.ToolLent({ ...of, days: 3 });
const packed = event.ToolPacked(of);
const charged = event.FeeCharged(of);
const noted = event.LoanNoted(of);

const all = saga('Lend', {
  startedBy: event.ToolLent,
  followedBy: 'loanId',
  steps: [
    { name: 'pack', send: command.Pack, until: event.ToolPacked, unless: [event.ToolLost] },
    { name: 'charge', send: command.Charge, until: event.FeeCharged },
    { name: 'note', send: command.Note, until: event.LoanNoted },
  ],
});

/** The saga with these steps, in this order. */
const lend = (names: readonly string[], more: Partial<Saga> = {}): Saga => ({
  ...all,
  steps: names.flatMap((of) => all.steps.filter(({ name }) => name === of)),
  ...more,
});

// No step of these sagas asks what is known.
const known = {} as PolicyKnown;

type Run = { readonly memory: SagaMemory | undefined; readonly sent: readonly string[] };

/** Lets a saga go on from what another version of it remembered. */
const goOn = (of: Saga, events: readonly AnyMessage[], from?: object): Run => {
  // What a version remembered may be of any form that there ever was.
  let memory = from as SagaMemory | undefined;
  const sent: string[] = [];
  for (const happened of events) {
    const step = sagaProcess(of).step(memory, happened, known);
    ({ memory } = step);
    sent.push(...step.sends.map(({ type }) => type));
  }
  return { memory, sent };
};

describe('A case under way', () => {
  const atCharge = goOn(lend(['pack', 'charge']), [lent, packed]).memory;

  it('stands at its step by name, when one is put in before it', () => {
    const after = goOn(lend(['note', 'pack', 'charge']), [charged], atCharge);
    deepEqual([after.memory?.status, after.sent], ['completed', []]);
  });

  it('takes a step that is put in behind it', () => {
    const longer = lend(['pack', 'charge', 'note']);
    deepEqual(goOn(longer, [charged, noted], atCharge).sent, ['Note']);
  });

  it('does no step again, when they are put in another order', () => {
    const after = goOn(lend(['charge', 'pack', 'note']), [charged, noted], atCharge);
    deepEqual([after.memory?.status, after.sent], ['completed', ['Note']]);
  });

  it('goes on at the successor of a step that was taken out', () => {
    const shorter = lend(['pack', 'note'], { successors: { charge: 'note' } });
    deepEqual(goOn(shorter, [noted], atCharge).memory?.status, 'completed');
  });

  it('is left alone by a version that does not know its step', () => {
    throws(() => goOn(lend(['pack', 'note']), [noted], atCharge), NewerVersion);
  });
});

describe('A memory with the number of its step', () => {
  const begun = { type: 'ToolLent', loanId: 'loan-1', days: 3 };

  it('is read as the step of that number', () => {
    const old = { step: 1, status: 'running', begun };
    deepEqual(goOn(lend(['pack', 'charge', 'note']), [charged], old).sent, ['Note']);
  });

  it('is read by the order that the steps had', () => {
    const old = { step: 1, status: 'running', begun };
    const changed = lend(['note', 'pack', 'charge'], { numbered: ['pack', 'charge'] });
    deepEqual(goOn(changed, [charged], old).memory?.status, 'completed');
  });
});

describe('The event that started a case', () => {
  it('is lifted, when its shape has changed since', () => {
    const old = { step: 0, status: 'running', begun: { type: 'ToolLent', loanId: 'loan-1' } };
    const step = sagaProcess(lend(['pack', 'charge'])).step(old as never, packed, known);
    deepEqual(step.sends, [command.Charge({ ...of, days: 7 })]);
  });

  it('keeps its version, so that it is lifted once', () => {
    const { memory } = goOn(lend(['pack', 'charge']), [lent]);
    deepEqual(memory?.version, 2);
    deepEqual(goOn(lend(['pack', 'charge']), [packed], memory).memory?.begun, lent);
  });
});

describe('What starts a case again', () => {
  const Lend = lend(['pack', 'charge']);

  it('begins a new run after the end of the last one', () => {
    const once = [lent, packed, charged];
    const after = goOn(Lend, [...once, ...once, ...once]);
    deepEqual(after.sent.filter((type) => type === 'Charge').length, 3);
    deepEqual(after.memory?.status, 'completed');
  });

  it('begins a new run after one that was cut short, and while it runs begins none', () => {
    const after = goOn(Lend, [lent, event.ToolLost(of), lent, lent, packed, charged]);
    deepEqual(after.sent, ['Pack', 'Pack', 'Charge']);
  });

  it('begins a new run after an end that was remembered by its number', () => {
    const old = { step: 2, status: 'completed', begun: { type: 'ToolLent', loanId: 'loan-1' } };
    deepEqual(goOn(Lend, [lent], old).sent, ['Pack']);
  });
});
