// How many records a context works on at a time: as many as it handles within a moment, for whoever
// else wants something of its process waits meanwhile. What a record costs is known from those
// before. Only times and counts come in here; whoever calls says what time it is.

/** The records that are under way in all partitions together take about so many milliseconds. */
export const SLICE_MS = 250;
/** After so many milliseconds of work others are let in before there is more. */
export const BREATH_MS = 50;
/**
 * For so many turns of the event loop before a partition begins with more: Node accepts one
 * connection in each (libuv, since 1.45), and whoever has stood still has a queue of them, some of
 * which nobody waits for any more. Within a turn of a partition others have one, as it holds a
 * transaction meanwhile.
 */
export const REST_TURNS = 16;
/** So many may be under way before anything is known, and more only as some have been seen. */
const FIRST = 8;
/** Beside these, so many times as many as were seen lately. */
const GROWTH = 2;
/** How much of what was seen still counts with the next batch; less, where that took long. */
const KEPT = 0.9;

/** So many times as many may be read in one go as are worked on. */
const STRIDE_MAX = 64;

type Waiting = { readonly records: number; readonly begin: () => void };

/** Of one partition: a store that is slow there holds up no other one. */
type Room = { underWay: number; readonly waiting: Waiting[] };

type Soon = (run: () => void) => void;

const turns = async (count: number, soon: Soon): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) {
    await new Promise<void>((resolve) => soon(resolve));
  }
};

/** One for all logs that a context follows. */
export class Pace {
  readonly #rooms: readonly Room[];
  /** What was seen lately: how many records, and how long they took. */
  #records = 0;
  #ms = 0;
  /** How many records are read in one go at most; at least one. */
  limit = FIRST;
  /** There was much work lately: a partition that begins with more rests first. */
  isTired = false;
  /** Milliseconds of work since others were let in for a turn, and for some. */
  #worked = 0;
  #sinceRest = 0;
  #breath: Promise<void> = Promise.resolve();
  #rest: Promise<void> | undefined;

  constructor(partitions: number) {
    this.#rooms = Array.from({ length: partitions }, () => ({ underWay: 0, waiting: [] }));
  }

  /**
   * Calls `begin` as soon as a partition may begin with so many records, which may be at once: of
   * all that wait for it, in the order in which they came. More than its share begin alone.
   */
  enter(partition: number, records: number, begin: () => void): void {
    this.#rooms[partition]?.waiting.push({ records, begin });
    this.#beginNext(partition);
  }

  /** So many records of a partition are committed, and have taken so many milliseconds of work. */
  leave(partition: number, records: number, ms: number): void {
    const room = this.#rooms[partition];
    if (room) room.underWay -= records;
    this.#learn(records, Math.max(0, ms));
    this.#beginNext(partition);
  }

  /**
   * Before some work: what is to be waited for, so that others have a turn in between; nothing,
   * where they had it lately. One after the other is let on, as many as there is time for.
   */
  breathe(soon: Soon): Promise<void> | undefined {
    if (this.#worked < BREATH_MS) return undefined;
    this.#breath = this.#breath.then(async () => {
      if (this.#worked < BREATH_MS) return;
      await turns(1, soon);
      this.#worked = 0;
    });
    return this.#breath;
  }

  /**
   * Begins with more for a partition where all are tired: behind some turns of others, in which no
   * partition begins. Where one had a long turn meanwhile, there are as many once more.
   */
  rest(soon: Soon, run: () => void): void {
    this.#rest ??= this.#resting(soon);
    void this.#rest.then(run);
  }

  async #resting(soon: Soon): Promise<void> {
    do {
      this.#sinceRest = 0;
      await turns(REST_TURNS, soon);
    } while (this.#sinceRest >= BREATH_MS);
    this.#rest = undefined;
    this.isTired = false;
  }

  /** So many milliseconds of work are done. */
  worked(ms: number): void {
    this.#worked += Math.max(0, ms);
    this.#sinceRest += Math.max(0, ms);
    this.isTired ||= this.#sinceRest >= BREATH_MS;
  }

  #beginNext(partition: number): void {
    const room = this.#rooms[partition];
    if (!room) return;
    const { waiting } = room;
    for (let [next] = waiting; next && this.#hasRoomFor(next.records, room); [next] = waiting) {
      waiting.shift();
      room.underWay += next.records;
      next.begin();
    }
  }

  #hasRoomFor(records: number, { underWay }: Room): boolean {
    return underWay === 0 || underWay + records <= this.limit / this.#rooms.length;
  }

  #learn(records: number, ms: number): void {
    const kept = (KEPT * SLICE_MS) / (SLICE_MS + ms);
    this.#records = this.#records * kept + records;
    this.#ms = this.#ms * kept + ms;
    const affordable = (SLICE_MS * this.#records) / this.#ms;
    const proven = FIRST + GROWTH * this.#records;
    this.limit = Math.max(1, Math.floor(Math.min(affordable, proven)));
  }
}

/**
 * So many times as many records of one log are read in one go as are worked on at a time: more
 * after a page that was full, as many of them may set nothing in motion. Those do not that were
 * handled in the turn that wrote them.
 */
export const widened = (stride: number): number => Math.min(2 * stride, STRIDE_MAX);

/**
 * After a page with work in it: of the records that are read, no more than the pace's limit are
 * likely to be work.
 * @param idle how many records there were to one that is work
 */
export const narrowed = (stride: number, idle: number): number =>
  Math.max(1, Math.min(stride, idle));
