// People and their programs: they send a command, wait, and send it again when no answer comes.

import type { Outcome } from '@dure/kernel';
import type { Chance } from './chance.ts';
import { Died } from './process.ts';
import type { Process } from './process.ts';
import type { Request } from './request.ts';
import type { World } from './world.ts';

/** A command of a client, with every answer that its tries got. */
export type ClientRequest = Request & {
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
  readonly requests: ClientRequest[] = [];
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
    return this.requests.every(({ isSettled, underWay }) => isSettled && underWay === 0);
  }

  /** Sends a command, at times twice at once. */
  send(order: Request, chance: Chance): ClientRequest {
    const key = `client ${this.requests.length + 1}`;
    const began = { tries: 0, underWay: 0, isSettled: false, isGivenUp: false };
    const request: ClientRequest = { ...order, ...began, key, outcomes: [], complaints: [] };
    this.requests.push(request);
    this.#try(request, chance);
    if (chance.is(this.#world.plan.conditions.doubleChance)) this.#try(request, chance);
    return request;
  }

  #try(request: ClientRequest, chance: Chance): void {
    const context = this.#contextOf.get(request.command.type);
    if (context === undefined) throw new Error(`No context takes ${request.command.type}.`);
    const serving = this.#world.serving(context);
    if (serving.length === 0) return this.#later(request, chance);
    request.tries += 1;
    request.underWay += 1;
    const process = chance.pick(serving);
    this.#tell('issue', request, `${process.name} is asked: ${JSON.stringify(request.command)}`);
    void this.#issue(process, request).then((outcome) => {
      request.underWay -= 1;
      this.#take(request, chance, outcome);
    });
  }

  async #issue(process: Process, { command, by, key }: ClientRequest): Promise<Outcome | Error> {
    const { shown: kernel } = process;
    if (!kernel) return new Died(process.name);
    try {
      return await process.serve(() => kernel.issue({ command, by, key }));
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  #take(request: ClientRequest, chance: Chance, outcome: Outcome | Error): void {
    if (outcome instanceof Error) {
      if (!(outcome instanceof Died))
        request.complaints.push(`it was answered: ${String(outcome)}`);
      this.#tell('outcome', request, 'no answer');
      return this.#later(request, chance);
    }
    request.outcomes.push(outcome);
    this.#tell('outcome', request, JSON.stringify(outcome));
    if (outcome.is === 'done') this.#onDone(outcome, chance);
    if (isTriedAgain(outcome)) this.#later(request, chance);
    else request.isSettled = true;
  }

  #later(request: ClientRequest, chance: Chance): void {
    if (request.isSettled) return;
    if (request.tries >= TRIES_MAX) {
      request.isSettled = true;
      request.isGivenUp = true;
      return;
    }
    this.#world.timeline.after(chance.between(AGAIN_LEAST_MS, AGAIN_MOST_MS), () => {
      if (!request.isSettled) this.#try(request, chance);
    });
  }

  #tell(kind: 'issue' | 'outcome', request: ClientRequest, words: string): void {
    if (!this.#world.trace.isOn) return;
    const caseId = caseOf(this.#world, request);
    this.#world.note({ kind, who: request.key, caseId, words });
  }
}

/** Whether its sender tries again later: also when a rule failed, once people have mended it. */
export const isTriedAgain = ({ is }: Outcome): boolean =>
  is === 'unavailable' || is === 'conflict' || is === 'failed';

/** The business key of a command, as far as it says so or its answer did. */
export const caseOf = (
  { system }: World,
  { command, outcomes }: ClientRequest,
): string | undefined => {
  const done = outcomes.find((outcome) => outcome.is === 'done');
  if (done) return done.caseId;
  const named = (command as unknown as { readonly [field: string]: unknown })[system.businessKey];
  return typeof named === 'string' ? named : undefined;
};
