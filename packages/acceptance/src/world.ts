// A whole business at a moment, as its invariants look at it.

import type { AnyRegister } from '@dure/domain';
import type { Kernel, PlacedRecord } from '@dure/kernel';
import { instanceIn } from '@dure/kernel/ids';
import type { Happened, Rehearsed, SimulatedSystem, World } from '@dure/rehearsal';

type Row = { readonly [field: string]: unknown };
export type ContextRecord = PlacedRecord & { readonly context: string };

/** All rows of a view, as a query. */
export const everything = { filters: [], anyOf: [], descending: false, offset: 0, limit: 1000 };

/** The system, with a look into what its external systems keep. */
export const watched = (system: Rehearsed, states: Map<string, unknown>): Rehearsed => ({
  ...system,
  externals: system.externals.map((external): SimulatedSystem => ({
    ...external,
    initial: states.get(external.name) ?? external.initial,
    answer: (question, asked, state) => {
      const answered = external.answer(question, asked, state);
      states.set(external.name, answered.state);
      return answered;
    },
  })),
});

const happened = ({ context, type, caseId, subject, at, data }: ContextRecord): Happened => ({
  context,
  type,
  caseId,
  subject,
  at,
  data,
});

type States = Map<string, Map<string, Row>>;

const statesOf = (states: States, name: string): Map<string, Row> => {
  const known = states.get(name) ?? new Map<string, Row>();
  states.set(name, known);
  return known;
};

/** The aggregate, and the key of the instance, which may have slashes of its own. */
const partsOf = (subject: string): readonly [name: string, key: string] => {
  const { type, key } = instanceIn(subject);
  return [type, key];
};

const registersOf = (kernel: Kernel | undefined, name: string): readonly AnyRegister[] =>
  kernel?.context.aggregates[name]?.registers ?? [];

/** The entry of a register that an event is about. */
const entryOf = ({ data }: ContextRecord, { per }: AnyRegister): string | undefined => {
  const entry = per === undefined ? undefined : data[per];
  return typeof entry === 'string' ? entry : undefined;
};

export type Looked = {
  readonly kernels: readonly Kernel[];
  /** As they were committed. */
  readonly records: readonly ContextRecord[];
  /** What each external system keeps, by its name. */
  readonly externals: ReadonlyMap<string, unknown>;
  readonly now: number;
};

const noteStates = async (
  kernel: Kernel | undefined,
  record: ContextRecord,
  states: States,
): Promise<void> => {
  const [name, key] = partsOf(record.subject);
  for (const register of registersOf(kernel, name)) {
    const entry = entryOf(record, register);
    const id = register.per === undefined ? key : entry;
    const instance = await kernel?.instance(name, key, entry);
    if (!instance || !id) continue;
    statesOf(states, `${name}.${register.name}`).set(id, instance.state(register, entry));
  }
};

const rowsOf = async (kernels: readonly Kernel[]): Promise<ReadonlyMap<string, readonly Row[]>> => {
  const rows = new Map<string, readonly Row[]>();
  for (const kernel of kernels) {
    for (const view of Object.keys(kernel.context.views)) {
      const page = await kernel.rows(view, everything);
      rows.set(
        view,
        page.rows.map(({ row }) => row),
      );
    }
  }
  return rows;
};

/** The whole business at this moment. */
export const worldOf = async ({ kernels, records, externals, now }: Looked): Promise<World> => {
  const events = records.filter(({ kind }) => kind === 'event');
  const rows = await rowsOf(kernels);
  const states: States = new Map();
  const byContext = new Map(kernels.map((kernel) => [kernel.context.name, kernel]));
  for (const record of events) await noteStates(byContext.get(record.context), record, states);
  return {
    events: events.map(happened),
    states: (aggregate, register = '') => states.get(`${aggregate}.${register}`) ?? new Map(),
    rows: (view) => rows.get(view) ?? [],
    external: (system) => externals.get(system),
    now,
  };
};
