// The traffic of a business in the last hour and the last day: commands with their outcomes and
// how long they took, what was appended, and how much waited. It is kept in this process alone.

import type { Business } from '@dure/access';
import { addLatency, latencyAt, noLatency } from './latency.ts';
import type { Latency } from './latency.ts';
import { Ring } from './ring.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** In steps of half a minute for an hour, and of ten minutes for a day. */
const spans = {
  hour: { stepMs: 30 * SECOND_MS, steps: 120 },
  day: { stepMs: 10 * MINUTE_MS, steps: 144 },
} as const;

export type Span = keyof typeof spans;
export const isSpan = (written: unknown): written is Span =>
  written === 'hour' || written === 'day';

/** So many names of refusals, or of notes, are counted by themselves; the rest is `others`. */
const NAMES_MAX = 200;
const OTHERS = 'others';

type Counts = { [name: string]: number };

const count = (counts: Counts, name: string, times = 1): void => {
  const isKnown = counts[name] !== undefined || Object.keys(counts).length < NAMES_MAX;
  const at = isKnown ? name : OTHERS;
  counts[at] = (counts[at] ?? 0) + times;
};

type Step = {
  done: number;
  readonly refused: Counts;
  readonly latency: Latency;
  /** Appended records, by the ids of their notes. */
  readonly notes: Counts;
  /** As they were when it was looked last. */
  queued: number;
  underWay: number;
};

const noTraffic = (): Step => ({
  done: 0,
  refused: {},
  latency: noLatency(),
  notes: {},
  queued: 0,
  underWay: 0,
});

type Rings = { readonly [S in Span]: Ring<Step> };

const ringsOf = (): Rings => ({
  hour: new Ring(spans.hour, noTraffic),
  day: new Ring(spans.day, noTraffic),
});

/** How a command ended: done, or refused for a reason. */
export type Ended = {
  readonly context: string;
  /** The name of the refusal; nothing, where it was done. */
  readonly rejection: string | undefined;
  readonly tookMs: number;
};

const LOOK_MS = 5 * SECOND_MS;

type Uses = Map<string, number>;

/** Counted by themselves, and put into steps now and then: it is done for each record. */
class Noted {
  readonly #byContext = new Map<string, Uses>();

  add(place: string, kind: string, type: string): void {
    const uses = this.#byContext.get(place) ?? new Map<string, number>();
    if (uses.size === 0) this.#byContext.set(place, uses);
    const name = kind === 'event' ? type : `${kind}/${type}`;
    uses.set(name, (uses.get(name) ?? 0) + 1);
  }

  /** Gives what was counted since, by context and by the ids of notes, and begins anew. */
  take(): readonly (readonly [context: string, uses: Uses])[] {
    const taken = [...this.#byContext].map(([context, uses]) => {
      const ids = [...uses].map(([name, times]) => [noteId(context, name), times] as const);
      return [context, new Map(ids)] as const;
    });
    this.#byContext.clear();
    return taken;
  }
}

const noteId = (context: string, name: string): string =>
  name.includes('/') ? `${context}/${name}` : `${context}/event/${name}`;

export class Traffic {
  readonly #business: Business;
  readonly #contexts = new Map<string, Rings>();
  readonly #noted = new Noted();
  readonly #leave: () => void;
  readonly #looking: NodeJS.Timeout;

  constructor(business: Business) {
    this.#business = business;
    this.#leave = business.running.listen(({ context, record }) => {
      this.#noted.add(record.target ?? context, record.kind, record.type);
    });
    this.#looking = setInterval(() => this.#look(), LOOK_MS).unref();
  }

  ended(of: Ended): void {
    const { hour, day } = this.#ringsOf(of.context);
    const now = Date.now();
    addEnded(hour.at(now), of);
    addEnded(day.at(now), of);
  }

  #ringsOf(context: string): Rings {
    const known = this.#contexts.get(context);
    if (known) return known;
    const rings = ringsOf();
    this.#contexts.set(context, rings);
    return rings;
  }

  #each(context: string, change: (step: Step) => void): void {
    const { hour, day } = this.#ringsOf(context);
    const now = Date.now();
    change(hour.at(now));
    change(day.at(now));
  }

  #look(): void {
    this.#putNotes();
    for (const [context, kernel] of Object.entries(this.#business.running.kernels)) {
      const { gauges } = kernel.metrics();
      this.#each(context, (step) => {
        step.queued = Math.max(step.queued, gauges['queued'] ?? 0);
        step.underWay = Math.max(step.underWay, gauges['under_way'] ?? 0);
      });
    }
  }

  #putNotes(): void {
    for (const [context, uses] of this.#noted.take()) {
      this.#each(context, (step) => {
        for (const [note, times] of uses) count(step.notes, note, times);
      });
    }
  }

  /** Each context in its steps, with what happened in each. */
  within(span: Span) {
    this.#putNotes();
    const now = Date.now();
    return {
      span,
      stepS: spans[span].stepMs / SECOND_MS,
      contexts: Object.fromEntries(
        [...this.#contexts].map(([context, rings]) => [
          context,
          rings[span].all(now).map(({ at, value }) => shown(at, value)),
        ]),
      ),
    };
  }

  /** How often each note was used lately, by its id on the wall. */
  notes(): { readonly [note: string]: { readonly minute: number; readonly hour: number } } {
    this.#putNotes();
    const now = Date.now();
    const all: { [note: string]: { minute: number; hour: number } } = {};
    for (const { hour } of this.#contexts.values()) {
      for (const { at, value } of hour.all(now)) addNotes(all, value, now - at <= MINUTE_MS);
    }
    return all;
  }

  close(): void {
    clearInterval(this.#looking);
    this.#leave();
  }
}

const addEnded = (step: Step, { rejection, tookMs }: Ended): void => {
  if (rejection === undefined) step.done += 1;
  else count(step.refused, rejection);
  addLatency(step.latency, tookMs);
};

const addNotes = (
  all: { [note: string]: { minute: number; hour: number } },
  { notes }: Step,
  isLate: boolean,
): void => {
  for (const [note, times] of Object.entries(notes)) {
    const known = (all[note] ??= { minute: 0, hour: 0 });
    known.hour += times;
    if (isLate) known.minute += times;
  }
};

const shown = (at: number, { done, refused, latency, queued, underWay }: Step) => ({
  at: new Date(at).toISOString(),
  done,
  refused,
  latencyMs: {
    p50: latencyAt(latency, 0.5),
    p95: latencyAt(latency, 0.95),
    p99: latencyAt(latency, 0.99),
  },
  queued,
  underWay,
});
