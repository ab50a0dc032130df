// People and their programs: they send a command, wait, and send it again when nobody answers.

import type { Outcome } from '@dure/kernel';
import type { Chance } from './chance.ts';
import { Died } from './process.ts';
import type { Process } from './process.ts';
import type { Request } from './request.ts';
import type { World } from './world.ts';

/** A command on its way, with all that its sender was ever told. */
export type Errand = Request & {
  /** The idempotency key: the same for every try. */
  readonly key: string;
  readonly outcomes: Outcome[];
  tries: number;
  underWay: number;
  isSettled: boolean;
  isGivenUp: boolean;
  /** What should never happen to a client. */
  readonly complaints: string[];
};

const AGAIN_LEAST_MS = 50;
const AGAIN_MOST_MS = 4_000;
const TRIES_MAX = 200;

type OnDone = (outcome: Extract<Outcome, { is: 'done' }>, chance: Chance) => void;

export class Clients {
  readonly errands: Errand[] = [];
  readonly #world: World;
  readonly #contextOf: ReadonlyMap<string, string>;
  readonly #onDone: OnDone;

  constructor(world: World, onDone: OnDone = () => {}) {
    this.#world = world;
    this.#onDone = onDone;
    this.#contextOf = new Map(
      world.system.contexts.flatMap(({ name, aggregates }) =>
        Object.values(aggregates).flatMap(({ accepts }) =>
          Object.keys(accepts).map((command) => [command, name] as const),
        ),
      ),
    );
  }

  get isIdle(): boolean {
    return this.errands.every(({ isSettled, underWay }) => isSettled && underWay === 0);
  }

  /** Sends a command, at times twice at once. */
  send(request: Request, chance: Chance): Errand {
    const key = `client ${this.errands.length + 1}`;
    const began = { tries: 0, underWay: 0, isSettled: false, isGivenUp: false };
    const errand: Errand = { ...request, ...began, key, outcomes: [], complaints: [] };
    this.errands.push(errand);
    this.#try(errand, chance);
    if (chance.is(this.#world.plan.conditions.doubleChance)) this.#try(errand, chance);
    return errand;
  }

  #try(errand: Errand, chance: Chance): void {
    const context = this.#contextOf.get(errand.command.type);
    if (context === undefined) throw new Error(`No context takes ${errand.command.type}.`);
    const serving = this.#world.serving(context);
    if (serving.length === 0) return this.#later(errand, chance);
    errand.tries += 1;
    errand.underWay += 1;
    const process = chance.pick(serving);
    this.#tell('issue', errand, `${process.name} is asked: ${JSON.stringify(errand.command)}`);
    void this.#issue(process, errand).then((outcome) => {
      errand.underWay -= 1;
      this.#take(errand, chance, outcome);
    });
  }

  async #issue(process: Process, { command, by, key }: Errand): Promise<Outcome | Error> {
    const { kernel } = process;
    if (!kernel) return new Died(process.name);
    try {
      return await process.serve(() => kernel.issue({ command, by, key }));
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  #take(errand: Errand, chance: Chance, outcome: Outcome | Error): void {
    if (outcome instanceof Error) {
      if (!(outcome instanceof Died)) errand.complaints.push(`was told: ${String(outcome)}`);
      this.#tell('outcome', errand, 'nobody answers');
      return this.#later(errand, chance);
    }
    errand.outcomes.push(outcome);
    this.#tell('outcome', errand, JSON.stringify(outcome));
    if (outcome.is === 'done') this.#onDone(outcome, chance);
    if (isTriedAgain(outcome)) this.#later(errand, chance);
    else errand.isSettled = true;
  }

  #later(errand: Errand, chance: Chance): void {
    if (errand.isSettled) return;
    if (errand.tries >= TRIES_MAX) {
      errand.isSettled = true;
      errand.isGivenUp = true;
      return;
    }
    this.#world.timeline.after(chance.between(AGAIN_LEAST_MS, AGAIN_MOST_MS), () => {
      if (!errand.isSettled) this.#try(errand, chance);
    });
  }

  #tell(kind: 'issue' | 'outcome', errand: Errand, words: string): void {
    if (!this.#world.trace.isOn) return;
    const caseId = caseOf(this.#world, errand);
    this.#world.note({ kind, who: errand.key, caseId, words });
  }
}

/** Whether its sender tries again later: also when a rule failed, once people have mended it. */
export const isTriedAgain = ({ is }: Outcome): boolean =>
  is === 'unavailable' || is === 'conflict' || is === 'failed';

/** The business key of a command, as far as it says so or its answer did. */
export const caseOf = ({ system }: World, { command, outcomes }: Errand): string | undefined => {
  const done = outcomes.find((outcome) => outcome.is === 'done');
  if (done) return done.caseId;
  const named = (command as unknown as { readonly [field: string]: unknown })[system.businessKey];
  return typeof named === 'string' ? named : undefined;
};
