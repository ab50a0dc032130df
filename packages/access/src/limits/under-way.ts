// How much may be under way at once. Nobody knows the right number beforehand, so it follows from
// what is measured: while answers take as long as they usually do it grows, and when they take
// longer it shrinks (a gradient). Nothing queues: what is too much is refused at once.

/** What goes first where not all can be done. */
export type Priority = 'first' | 'next' | 'last';

export type UnderWayBounds = { readonly min: number; readonly max: number };

/** How long the answers of one line usually take: lines that ask other systems are slower. */
export type Usual = {
  /** On the average, while little was under way. */
  ms: number;
  sumMs: number;
  answers: number;
  /** The most that was under way when one of them began. */
  most: number;
};

export const unmeasured = (): Usual => ({ ms: 0, sumMs: 0, answers: 0, most: 0 });

const STANDARD: UnderWayBounds = { min: 64, max: 2_000 };
const BEGIN = 96;

/** A client that has less than an even part of it may go so far beyond: no other can take all. */
const BEYOND = 1.25;

/** How much of the limit each may fill: the rest is kept for those before it. */
const shares: { readonly [P in Priority]: number } = { first: 1, next: 0.8, last: 0.6 };

/** Answers may take so many times longer than usual before less is let in. */
const TOLERANCE = 2;
/** What is answered as fast as this is no load: turns are shared, and more fill them better. */
const QUICK_MS = 50;
/** From this part on a limit counts as used up. */
const USED_UP = 0.75;
const SMOOTHING = 0.2;
const WINDOW = 50;
const SHRINK_MOST = 0.5;
/** How far what is usual follows what was measured. */
const FOLLOWING = 0.2;

type Held = { count: number };

export class UnderWay {
  readonly #bounds: UnderWayBounds;
  #limit: number;
  #count = 0;
  /** How many each client has under way; none that has nothing. */
  readonly #held = new Map<string, Held>();

  constructor(bounds: Partial<UnderWayBounds> = {}) {
    this.#bounds = { ...STANDARD, ...bounds };
    this.#limit = this.#within(BEGIN);
  }

  get limit(): number {
    return Math.floor(this.#limit);
  }

  get count(): number {
    return this.#count;
  }

  /** Whether there is room for all, whatever it is and whoever sends it. */
  get isQuiet(): boolean {
    return this.#count < this.#limit * shares.last;
  }

  /** Whether another one of this client may begin. */
  hasRoom(priority: Priority, client = ''): boolean {
    const room = this.#limit * shares[priority];
    if (this.#count < room) return true;
    if (this.#count >= room * BEYOND) return false;
    const held = this.#held.get(client)?.count ?? 0;
    return held < room / (this.#held.size + (held === 0 ? 1 : 0));
  }

  /** Whether it may begin; what was let in has to `leave`. */
  enter(priority: Priority, client = ''): boolean {
    if (!this.hasRoom(priority, client)) return false;
    this.#count += 1;
    const held = this.#held.get(client);
    if (held === undefined) this.#held.set(client, { count: 1 });
    else held.count += 1;
    return true;
  }

  /** What took no work of ours, such as waiting for a view, says nothing of the load. */
  leaveUnmeasured(client = ''): void {
    this.#count -= 1;
    const held = this.#held.get(client);
    if (held !== undefined && held.count > 1) held.count -= 1;
    else this.#held.delete(client);
  }

  /** @param of how long it took, how much was under way when it began, and whose it was. */
  leave(
    usual: Usual,
    of: { readonly tookMs: number; readonly load: number; readonly client?: string },
  ): void {
    this.leaveUnmeasured(of.client);
    usual.sumMs += of.tookMs;
    usual.answers += 1;
    usual.most = Math.max(usual.most, of.load);
    if (usual.answers < WINDOW) return;
    const latencyMs = Math.max(usual.sumMs / usual.answers, 0.01);
    this.#compare(latencyMs, usual);
    this.#learn(latencyMs / Math.max(usual.ms, QUICK_MS / TOLERANCE), usual.most);
    [usual.sumMs, usual.answers, usual.most] = [0, 0, 0];
  }

  /** What takes longer while much is under way is the load, and not what is usual. */
  #compare(latencyMs: number, usual: Usual): void {
    const isQuiet = usual.most <= this.#bounds.min / 2;
    if (usual.ms === 0) usual.ms = latencyMs;
    else if (isQuiet || latencyMs < usual.ms) usual.ms += (latencyMs - usual.ms) * FOLLOWING;
  }

  #learn(ratio: number, most: number): void {
    const gradient = Math.max(SHRINK_MOST, Math.min(1, TOLERANCE / ratio));
    // A limit that is not used up is not shown to be too small, and what it has in reserve comes
    // all at once when a flood begins.
    const room = most >= this.#limit * USED_UP ? Math.sqrt(this.#limit) : 0;
    const aim = this.#limit * gradient + room;
    this.#limit = this.#within(this.#limit + (aim - this.#limit) * SMOOTHING);
  }

  #within(limit: number): number {
    return Math.max(this.#bounds.min, Math.min(this.#bounds.max, limit));
  }
}
