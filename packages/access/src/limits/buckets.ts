// Token buckets: so many a second on average, and so many at once after a pause.

export type Rate = {
  readonly perSecond: number;
  /** How many at once, after a pause. */
  readonly burst: number;
};

export type Taken = {
  readonly isAllowed: boolean;
  /** Whole ones that are left. */
  readonly left: number;
  /** Until there is one again, in seconds, rounded up. */
  readonly waitS: number;
};

type Bucket = {
  level: number;
  at: number;
  /** What was said of it the last time: who sends less than they may is told the same again. */
  taken: Taken;
};

const UNTOUCHED: Taken = { isAllowed: true, left: 0, waitS: 0 };

const BUCKETS_MAX = 100_000;
const SECOND_MS = 1_000;

/** One bucket for each client. Clients that were not seen for longest are forgotten first. */
export class Buckets {
  readonly rate: Rate;
  readonly #all = new Map<string, Bucket>();
  readonly #now: () => number;

  constructor(rate: Rate, now: () => number = () => performance.now()) {
    this.rate = rate;
    this.#now = now;
  }

  /**
   * @param now by the clock of these buckets, where it was read already. A reading that is older
   *   than that of another request fills nothing, and takes nothing away.
   */
  take(client: string, now = this.#now()): Taken {
    const bucket = this.#filled(client, now);
    const isAllowed = bucket.level >= 1;
    if (isAllowed) bucket.level -= 1;
    const left = Math.floor(bucket.level);
    const waitS = this.#waitS(bucket);
    const { taken } = bucket;
    const isSame = taken.left === left && taken.waitS === waitS && taken.isAllowed === isAllowed;
    if (!isSame) bucket.taken = { isAllowed, left, waitS };
    return bucket.taken;
  }

  /** For how long a client that may send nothing has to wait, in seconds; 0, where they may. */
  emptyForS(client: string): number {
    const known = this.#all.get(client);
    // What was in it then is in it now: the clock need not be read.
    if (known === undefined || known.level >= 1) return 0;
    const bucket = this.#filled(client, this.#now());
    return bucket.level >= 1 ? 0 : this.#waitS(bucket);
  }

  #filled(client: string, now: number): Bucket {
    const { perSecond, burst } = this.rate;
    const bucket = this.#all.get(client) ?? this.#open(client, now);
    const passedMs = now - bucket.at;
    if (passedMs <= 0) return bucket;
    bucket.level = Math.min(burst, bucket.level + (passedMs / SECOND_MS) * perSecond);
    bucket.at = now;
    return bucket;
  }

  #waitS({ level }: Bucket): number {
    return Math.ceil((1 - (level - Math.floor(level))) / this.rate.perSecond);
  }

  #open(client: string, now: number): Bucket {
    const [oldest] = this.#all.size < BUCKETS_MAX ? [] : this.#all.keys();
    if (oldest !== undefined) this.#all.delete(oldest);
    const bucket: Bucket = { level: this.rate.burst, at: now, taken: UNTOUCHED };
    this.#all.set(client, bucket);
    return bucket;
  }
}
