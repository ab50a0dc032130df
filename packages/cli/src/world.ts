// A whole business at one moment, as its invariants read it: from its logs and its kernels.

import type { AnyAggregate, AnyRegister } from '@dure/domain';
import type { Happened, World } from '@dure/rehearsal';
import { inOrder } from '@dure/embedded';
import type { Kernel, Host } from '@dure/kernel';
import { instanceIn } from '@dure/kernel/ids';
import { since } from './log/records.ts';
import type { ContextRecord } from './log/records.ts';

type Row = { readonly [field: string]: unknown };
type States = Map<string, Map<string, Row>>;

const PAGE = 1_000;

const happened = ({ context, type, caseId, subject, at, data }: ContextRecord): Happened => ({
  context,
  type,
  caseId,
  subject,
  at,
  data,
});

const allRows = async (kernel: Kernel, view: string): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (;;) {
    const query = { filters: [], anyOf: [], descending: false, offset: rows.length, limit: PAGE };
    const page = await kernel.rows(view, query);
    for (const { row } of page.rows) rows.push(row);
    if (page.rows.length < PAGE) return rows;
  }
};

type Place = { readonly register: AnyRegister; readonly id: string };

const machineOf = (aggregate: string, register: string): string => `${aggregate}.${register}`;

/** The machines that a record moved: of the whole, and of the entries that it names. */
const placesIn = (
  aggregate: AnyAggregate,
  key: string,
  { data }: ContextRecord,
): readonly Place[] =>
  aggregate.registers.flatMap((register) => {
    const id = register.per === undefined ? key : data[register.per];
    return typeof id === 'string' ? [{ register, id }] : [];
  });

const noteStates = async (kernel: Kernel, record: ContextRecord, states: States): Promise<void> => {
  const { type: name, key } = instanceIn(record.subject);
  const aggregate = kernel.context.aggregates[name];
  if (!aggregate) return;
  for (const { register, id } of placesIn(aggregate, key, record)) {
    const machine = machineOf(name, register.name);
    const known = states.get(machine) ?? new Map<string, Row>();
    states.set(machine, known);
    if (known.has(id)) continue;
    const entry = register.per === undefined ? undefined : id;
    const instance = await kernel.instance(name, key, entry);
    if (instance) known.set(id, { ...instance.state(register, entry) });
  }
};

/** Every record of every log, a cause before its effect. */
export const allRecords = async ({ kernels }: Host): Promise<readonly ContextRecord[]> => {
  const logs = new Map(Object.entries(kernels));
  return inOrder(await since(logs, new Map()));
};

/** Those of a business that were retired: nothing of them is shown. */
export const retiredOf = ({ kernels }: Pick<Host, 'kernels'>): readonly string[] =>
  Object.entries(kernels).flatMap(([name, kernel]) =>
    kernel.health().is === 'retired' ? [name] : [],
  );

/** Nothing may be under way: what is read one after the other is to be of one moment. */
export const worldOf = async (running: Host, now: number): Promise<World> => {
  const events = (await allRecords(running)).filter(({ kind }) => kind === 'event');
  const states: States = new Map();
  const gone = new Set(retiredOf(running));
  for (const event of events) {
    const kernel = running.kernels[event.context];
    if (kernel && !gone.has(event.context)) await noteStates(kernel, event, states);
  }
  const rows = new Map<string, readonly Row[]>();
  for (const [name, kernel] of Object.entries(running.kernels)) {
    if (gone.has(name)) continue;
    for (const view of Object.keys(kernel.context.views))
      rows.set(view, await allRows(kernel, view));
  }
  return {
    events: events.map(happened),
    states: (aggregate, register = '') => states.get(machineOf(aggregate, register)) ?? new Map(),
    rows: (view) => rows.get(view) ?? [],
    // What external systems keep was in the process, and is gone with it.
    external: () => undefined,
    now,
  };
};
