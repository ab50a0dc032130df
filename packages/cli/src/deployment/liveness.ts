// Whether a process of `dure up` still lives: one that runs and answers nothing, since its event
// loop is blocked, is as good as dead. It is asked about itself alone, so that no slow neighbour
// and no store that is away is taken for that.

const LOOK_MS = 1_000;
/**
 * An answer that comes late is one: with a small share of a core, and much to work off, an event
 * loop comes round seconds later.
 */
const ANSWER_MS = 10_000;
/**
 * After so long without an answer a process is replaced: longer than a machine with many times more
 * work than cores was seen to keep one from answering.
 */
const HUNG_MS = 30_000;
/** This process may have stood still itself: so often in a row there was no answer, at least. */
const MISSED_MIN = 3;

const isAlive = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(ANSWER_MS) })).ok;
  } catch {
    return false;
  }
};

/** Looks again and again until it is stopped. What has never answered is still starting. */
export class Liveness {
  readonly #url: string;
  readonly #hung: (forMs: number) => void;
  #answeredAt: number | undefined;
  #missed = 0;
  #isStopped = false;

  /** @param hung called each time that it has answered nothing for too long. */
  constructor(url: string, hung: (forMs: number) => void) {
    this.#url = url;
    this.#hung = hung;
  }

  start(): void {
    void this.#watch();
  }

  /** Another process has its place: that one has to answer first. */
  beginAgain(): void {
    this.#answeredAt = undefined;
    this.#missed = 0;
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #watch(): Promise<void> {
    while (!this.#isStopped) {
      this.#take(await isAlive(this.#url));
      await new Promise((resolve) => void setTimeout(resolve, LOOK_MS).unref());
    }
  }

  #take(isThere: boolean): void {
    if (isThere) {
      this.#answeredAt = performance.now();
      this.#missed = 0;
      return;
    }
    this.#missed += 1;
    if (this.#answeredAt === undefined || this.#isStopped) return;
    const forMs = performance.now() - this.#answeredAt;
    if (forMs < HUNG_MS || this.#missed < MISSED_MIN) return;
    this.beginAgain();
    this.#hung(forMs);
  }
}
