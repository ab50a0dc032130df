// How many replicas of a context there are to be, by how far it is behind the logs that it follows.
// One more is an attempt: where it consumes no faster it is taken back, since what holds the
// context up is elsewhere then, or is one message that waits for a person. Down it goes slowly and
// one at a time, for each change of members stops all of them for a moment.

export type ScaleBounds = {
  readonly min: number;
  readonly max: number;
  /** So many records a replica may be behind before there is another one. */
  readonly lagPerReplica: number;
};

/** What was found at a moment. */
export type Look = {
  /** Milliseconds of a clock that goes forward only. */
  readonly atMs: number;
  /** Replicas that answer. */
  readonly ready: number;
  /** Records that are not consumed yet, in all logs. */
  readonly lag: number;
  /** Records that were consumed, counted from any beginning. */
  readonly consumed: number;
};

export type Step = {
  readonly to: number;
  readonly why: 'behind' | 'noFaster' | 'caughtUp';
  readonly lag: number;
};

/** It has to be behind for so long, and so long a rate is measured over. */
export const JUDGE_MS = 10_000;
/** So long there is too little to do before one goes. */
export const CALM_MS = 60_000;
/** After an attempt that did not help, so long there is no other one. */
export const REST_MS = 120_000;
/** One that has just come is cold, and stops the others for a moment: it is judged twice. */
const WINDOWS = 2;
/** One more has to bring a tenth at least: less than that is chance. */
const FASTER = 1.1;
/** With one fewer, each may be behind by half of what calls for another one. */
const DOWN_SHARE = 0.5;
const S_MS = 1_000;

/** An attempt with one more: how fast it was before, and what was seen since it is there. */
type Attempt = { readonly before: number; since: Look | undefined; windows: number };

/** Records a second between two looks. */
const rateOf = (from: Look, to: Look): number =>
  ((to.consumed - from.consumed) * S_MS) / Math.max(1, to.atMs - from.atMs);

export class Scaler {
  readonly #bounds: ScaleBounds;
  #replicas: number;
  /** Since when it has been behind, with as many replicas as now. */
  #behindSince: Look | undefined;
  #attempt: Attempt | undefined;
  #restUntil = -Infinity;
  #calmSince: number | undefined;

  constructor(bounds: ScaleBounds) {
    this.#bounds = bounds;
    this.#replicas = bounds.min;
  }

  /** How many there are to be. */
  get replicas(): number {
    return this.#replicas;
  }

  /** Another number of replicas; nothing, where it stays as it is. */
  look(now: Look): Step | undefined {
    // Until all of them answer, nothing can be said of so many; whoever has too much to do answers
    // late now and then, and what was found before counts on.
    if (now.ready !== this.#replicas) return undefined;
    if (!this.#isBehind(now)) this.#behindSince = undefined;
    else this.#behindSince ??= now;
    const judged = this.#judge(now);
    if (judged) return judged;
    return this.#mayRise(now) ? this.#rise(now) : this.#fall(now);
  }

  #to(replicas: number, why: Step['why'], { lag }: Look): Step {
    this.#replicas = replicas;
    this.#behindSince = undefined;
    this.#calmSince = undefined;
    return { to: replicas, why, lag };
  }

  #isBehind({ lag }: Look): boolean {
    return lag > this.#bounds.lagPerReplica * this.#replicas;
  }

  /** Whether the last attempt was worth it, as soon as that can be said. */
  #judge(now: Look): Step | undefined {
    const attempt = this.#attempt;
    if (!attempt) return undefined;
    attempt.since ??= now;
    const { before, since } = attempt;
    if (now.atMs - since.atMs < JUDGE_MS) return undefined;
    attempt.since = now;
    attempt.windows += 1;
    // What has caught up has nothing left to be fast with.
    const isWorth = !this.#isBehind(now) || rateOf(since, now) > before * FASTER;
    if (!isWorth && attempt.windows < WINDOWS) return undefined;
    this.#attempt = undefined;
    if (isWorth) return undefined;
    this.#restUntil = now.atMs + REST_MS;
    return this.#to(this.#replicas - 1, 'noFaster', now);
  }

  #mayRise(now: Look): boolean {
    const { max } = this.#bounds;
    const isLong = now.atMs - (this.#behindSince?.atMs ?? now.atMs) >= JUDGE_MS;
    return isLong && !this.#attempt && this.#replicas < max && now.atMs >= this.#restUntil;
  }

  #rise(now: Look): Step {
    const before = rateOf(this.#behindSince ?? now, now);
    this.#attempt = { before, since: undefined, windows: 0 };
    return this.#to(this.#replicas + 1, 'behind', now);
  }

  #fall(now: Look): Step | undefined {
    const { min, lagPerReplica } = this.#bounds;
    const fewer = this.#replicas - 1;
    const isCalm = fewer >= min && now.lag <= lagPerReplica * fewer * DOWN_SHARE;
    if (!isCalm) this.#calmSince = undefined;
    else this.#calmSince ??= now.atMs;
    if (this.#calmSince === undefined || now.atMs - this.#calmSince < CALM_MS) return undefined;
    this.#attempt = undefined;
    return this.#to(fewer, 'caughtUp', now);
  }
}
