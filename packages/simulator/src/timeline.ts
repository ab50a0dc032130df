// Virtual time: what is to happen, in order, and nothing in between. Nothing here waits.

type Action = { readonly at: number; readonly order: number; run: (() => void) | undefined };

const isBefore = (a: Action, b: Action): boolean =>
  a.at < b.at || (a.at === b.at && a.order < b.order);

/** A binary heap of actions, the next one on top. */
class Agenda {
  readonly #actions: Action[] = [];

  get next(): Action | undefined {
    return this.#actions[0];
  }

  add(action: Action): void {
    const actions = this.#actions;
    let place = actions.push(action) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = actions[above];
      if (!parent || !isBefore(action, parent)) break;
      actions[place] = parent;
      place = above;
    }
    actions[place] = action;
  }

  take(): Action | undefined {
    const [top] = this.#actions;
    const last = this.#actions.pop();
    if (last && last !== top) this.#sink(last);
    return top;
  }

  #sink(action: Action): void {
    const actions = this.#actions;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      const [left, right] = [actions[below], actions[below + 1]];
      if (!left) break;
      if (right && isBefore(right, left)) below += 1;
      const child = actions[below];
      if (!child || !isBefore(child, action)) break;
      actions[place] = child;
      place = below;
    }
    actions[place] = action;
  }
}

export type Progress = {
  /** Called after each instant, when all that follows from it without waiting is done. */
  readonly afterStep?: () => void;
  /** Stops early. */
  readonly isEnough?: () => boolean;
};

/** More actions in one go are a loop that never ends. */
export class Endless extends Error {
  constructor(stepsMax: number) {
    super(`After ${stepsMax} steps there is still something to do.`);
    this.name = 'Endless';
  }
}

/**
 * The time of a whole world. `elapsedMs` counts what has passed, as timers do; `now` is what the
 * clocks show, which may jump ahead without any timer noticing.
 */
export class Timeline {
  readonly #agenda = new Agenda();
  readonly #stepsMax: number;
  #elapsedMs = 0;
  #aheadMs: number;
  #order = 0;
  #steps = 0;

  constructor(startsAt: number, stepsMax = 1_000_000) {
    this.#aheadMs = startsAt;
    this.#stepsMax = stepsMax;
  }

  get elapsedMs(): number {
    return this.#elapsedMs;
  }

  /** Epoch milliseconds. */
  get now(): number {
    return this.#aheadMs + this.#elapsedMs;
  }

  /** How many actions were run. */
  get steps(): number {
    return this.#steps;
  }

  /** Puts all clocks ahead. */
  jump(byMs: number): void {
    this.#aheadMs += byMs;
  }

  /** Runs once after so many milliseconds. Of one instant, what was asked for first runs first. */
  after(delayMs: number, run: () => void): () => void {
    const at = this.#elapsedMs + Math.max(0, Math.ceil(delayMs));
    const action: Action = { at, order: (this.#order += 1), run };
    this.#agenda.add(action);
    return () => {
      action.run = undefined;
    };
  }

  /**
   * Lets so much time pass. Between two instants all promises settle that can: each has a turn of
   * the event loop of its own, and nothing in the world waits for anything real.
   * @throws {Endless} when the world does not come to rest.
   */
  pass(durationMs: number, progress: Progress = {}): Promise<void> {
    const until = this.#elapsedMs + durationMs;
    return new Promise((resolve, reject) => {
      const step = () => {
        try {
          progress.afterStep?.();
          if (progress.isEnough?.() || !this.#runNext(until)) resolve();
          else setImmediate(step);
        } catch (error) {
          reject(error);
        }
      };
      // What was begun before has its turn first.
      setImmediate(step);
    });
  }

  /** Runs what stands at the next instant. What that adds to the same instant comes after it. */
  #runNext(until: number): boolean {
    const at = this.#agenda.next?.at;
    if (at === undefined || at > until) {
      this.#elapsedMs = until;
      return false;
    }
    const last = this.#order;
    this.#elapsedMs = at;
    for (let { next } = this.#agenda; next?.at === at && next.order <= last;) {
      this.#agenda.take();
      if (next.run) this.#run(next.run);
      next = this.#agenda.next;
    }
    return true;
  }

  #run(action: () => void): void {
    this.#steps += 1;
    if (this.#steps > this.#stepsMax) throw new Endless(this.#stepsMax);
    action();
  }
}
