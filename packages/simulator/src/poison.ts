// Poison: a function of a board throws for some of its cases, as one with a mistake in it does,
// until people have mended it. A mistake stops the cases that it strikes, and no other.

import { mapValues } from '@dure/domain';
import type {
  AnyAggregate,
  AnyRegister,
  Asked,
  BoundedContext,
  Deadline,
  Policy,
  Process,
  Saga,
  System,
  View,
} from '@dure/domain';
import { hashOf } from '@dure/kernel';

/** Thrown by a poisoned function. */
export class Poison extends Error {
  constructor(where: string) {
    super(`${where} ${WORDS}.`);
    this.name = 'Poison';
  }
}

const WORDS = 'has a mistake';

/** Whether a cause that an operator reads is poison. */
export const isPoisoned = (cause: string | undefined): boolean => cause?.includes(WORDS) === true;

/** The kinds of functions that a board has. */
export const poisonParts = [
  'rule',
  'answer',
  'undo',
  'fold',
  'claim',
  'policy',
  'saga',
  'process',
  'deadline',
  'due',
  'view',
] as const;

export type PoisonPart = (typeof poisonParts)[number];

/** One function of a board: `rule PlaceOrder` of a context. */
export type Poisonable = {
  readonly context: string;
  readonly part: PoisonPart;
  readonly name: string;
};

/** The cases of a function that are struck: one of so many, by a hash of what it is called with. */
export type Dose = Poisonable & { readonly oneIn: number };

const placeOf = ({ context, part, name }: Poisonable): string => `${context}: ${part} ${name}`;

/** What is poisoned now. */
export class Poisons {
  readonly #doses = new Map<string, number>();
  readonly #struck = new Set<string>();
  readonly #late = new Set<string>();
  readonly #businessKey: string;
  readonly #onStrike: (part: PoisonPart) => void;

  /** @param onStrike is called when a function strikes for the first time. */
  constructor(businessKey: string, onStrike: (part: PoisonPart) => void = () => {}) {
    this.#businessKey = businessKey;
    this.#onStrike = onStrike;
  }

  give(dose: Dose): void {
    this.#doses.set(placeOf(dose), dose.oneIn);
    if (dose.part === 'due') this.#late.add(placeOf(dose));
  }

  /** All the functions were mended. */
  end(): void {
    this.#doses.clear();
    this.#late.clear();
  }

  /** Whether a function has struck that nobody has mended yet. */
  get isStriking(): boolean {
    return [...this.#doses.keys()].some((place) => this.#struck.has(place));
  }

  /** As `end`, but for deadlines that have not struck: most fall due when the storm is over. */
  endStruck(): void {
    for (const place of this.#doses.keys()) {
      if (!this.#late.has(place) || this.#struck.has(place)) this.#doses.delete(place);
    }
  }

  get hasStruckAny(): boolean {
    return this.#struck.size > 0;
  }

  /** Whether the function has ever struck. */
  hasStruck(at: Poisonable): boolean {
    return this.#struck.has(placeOf(at));
  }

  /** @throws {Poison} where the function strikes this case. */
  strike(at: Poisonable, message: unknown): void {
    if (this.#doses.size === 0) return;
    const place = placeOf(at);
    const oneIn = this.#doses.get(place);
    if (oneIn === undefined || hashOf(this.#caseOf(message)) % oneIn !== 0) return;
    if (!this.#struck.has(place)) this.#onStrike(at.part);
    this.#struck.add(place);
    throw new Poison(place);
  }

  /** The same for every try of the same case. */
  #caseOf(message: unknown): string {
    // Functions of a board are called with messages and memories, which are objects.
    const named = (message as Fields | undefined)?.[this.#businessKey];
    return typeof named === 'string' ? named : JSON.stringify(message ?? null);
  }
}

type Fields = { readonly [field: string]: unknown };
type AnyFunction = (...given: readonly unknown[]) => unknown;
type Poisoning = (part: PoisonPart, name: string) => (run: unknown) => unknown;

/** Every function of the board of a context. */
export const poisonableIn = (context: BoundedContext): readonly Poisonable[] => {
  const found = new Map<string, Poisonable>();
  poisonedContext(context, (part, name) => {
    const at = { context: context.name, part, name };
    found.set(placeOf(at), at);
    return (run) => run;
  });
  return [...found.values()];
};

/** The same system, whose functions ask the poisons first. Notes and shapes are as they were. */
export const poisoned = <S extends System>(system: S, poisons: Poisons): S => ({
  ...system,
  contexts: system.contexts.map((context) =>
    poisonedContext(context, (part, name) => (run) => {
      if (typeof run !== 'function') return run;
      const at = { context: context.name, part, name };
      // A note may be the rule itself; it is called like any other function.
      return (...given: readonly unknown[]) => {
        poisons.strike(at, given[0]);
        return (run as AnyFunction)(...given);
      };
    }),
  ),
});

const poisonedContext = (context: BoundedContext, poison: Poisoning): BoundedContext => ({
  ...context,
  aggregates: mapValues(context.aggregates, (of) => poisonedAggregate(of, poison)),
  policies: mapValues(context.policies, (of, name) => poisonedPolicy(of, poison('policy', name))),
  sagas: mapValues(context.sagas, (of) => poisonedSaga(of, poison('saga', of.name))),
  processes: mapValues(context.processes, (of) => poisonedProcess(of, poison('process', of.name))),
  deadlines: mapValues(context.deadlines, (of, name) =>
    poisonedDeadline(of, poison('deadline', name), poison('due', name)),
  ),
  views: mapValues(context.views, (of, name) => poisonedView(of, poison('view', name))),
});

const poisonedAggregate = (aggregate: AnyAggregate, poison: Poisoning): AnyAggregate => ({
  ...aggregate,
  claims: mapValues(aggregate.claims, (claim, field) => ({
    ...claim,
    refuses: poison('claim', `${aggregate.name}.${field}`)(claim.refuses) as typeof claim.refuses,
  })),
  registers: aggregate.registers.map((register) => ({
    ...register,
    decide: mapValues(register.decide, (row, name) =>
      inCells(row, (rule) => answersOf(poison('rule', name)(rule), name, poison)),
    ),
    evolve: mapValues(register.evolve, (row, name) => inCells(row, poison('fold', name))),
  })),
});

type Row = AnyRegister['decide'][string];

/** A row is a function, or a cell for each state; what is no function stays as it is. */
const inCells = (row: Row, change: (cell: unknown) => unknown): Row =>
  // `change` gives back what it was given, or a function that is called in the same way.
  (typeof row === 'function' ? change(row) : mapValues(row, change)) as Row;

/** What is decided with the answer to an ask, and what takes the ask back, are functions too. */
const answersOf = (rule: unknown, name: string, poison: Poisoning): unknown => {
  const [answer, undo] = [poison('answer', name), poison('undo', name)];
  if (typeof rule !== 'function') return rule;
  return (...given: readonly unknown[]) => {
    const decided = (rule as AnyFunction)(...given);
    return isAsked(decided) ? poisonedAsk(decided, answer, undo) : decided;
  };
};

const isAsked = (decided: unknown): decided is Asked<unknown> =>
  (decided as { readonly type?: unknown } | undefined)?.type === 'Asked';

const poisonedAsk = (
  asked: Asked<unknown>,
  answer: (run: unknown) => unknown,
  undo: (run: unknown) => unknown,
): Asked<unknown> =>
  // The same fields, with functions that are called in the same way.
  ({
    ...asked,
    onTaken: answer(asked.onTaken),
    ...(asked.onRefused ? { onRefused: answer(asked.onRefused) } : {}),
    ask: { ...asked.ask, ...(asked.ask.undo ? { undo: undo(asked.ask.undo) } : {}) },
  }) as Asked<unknown>;

type Change = (run: unknown) => unknown;

// Below, a function is replaced by one that is called in the same way.

const poisonedPolicy = (policy: Policy, change: Change): Policy => ({
  ...policy,
  react: change(policy.react) as Policy['react'],
});

const poisonedSaga = (saga: Saga, change: Change): Saga => ({
  ...saga,
  steps: saga.steps.map((step) => withChanged(step, ['send', 'undo'], change)),
});

const poisonedProcess = (process: Process, change: Change): Process => {
  const caseOf = change(process.caseOf) as Process['caseOf'];
  const step = change((_event: unknown, run: () => unknown) => run()) as AnyFunction;
  return {
    ...process,
    caseOf,
    step: (memory, event, known) =>
      step(event, () => process.step(memory, event, known)) as ReturnType<Process['step']>,
  };
};

const poisonedDeadline = (deadline: Deadline, begins: Change, isDue: Change): Deadline =>
  withChanged(withChanged(deadline, ['at'], begins), ['due', 'remind', 'again', 'resend'], isDue);

const poisonedView = (view: View, change: Change): View => ({
  ...view,
  rowsOf: change(view.rowsOf) as View['rowsOf'],
  creates: mapValues(view.creates, change) as View['creates'],
  updates: mapValues(view.updates, change) as View['updates'],
});

const withChanged = <T extends object>(
  of: T,
  names: readonly (keyof T & string)[],
  change: Change,
): T => {
  const changed = names.filter((name) => typeof of[name] === 'function');
  return { ...of, ...Object.fromEntries(changed.map((name) => [name, change(of[name])])) };
};
