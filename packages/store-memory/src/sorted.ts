// A set in order, in short runs, so that a change moves few of them even among a million.

const RUN_MOST = 512;

export type Compare<T> = (a: T, b: T) => number;

/** How text is ordered in stores: by code point, as the bytes of UTF-8 are. */
export const byCodePoint: Compare<string> = (a, b) => {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  if (at === length) return a.length - b.length;
  return place(a.charCodeAt(at)) - place(b.charCodeAt(at));
};

/** Half of a pair stands for a code point above all single units, also those after the pairs. */
const place = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);

export class SortedSet<T> {
  readonly #compare: Compare<T>;
  readonly #runs: T[][] = [];
  #size = 0;

  constructor(compare: Compare<T>) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#size;
  }

  get first(): T | undefined {
    return this.#runs[0]?.[0];
  }

  add(value: T): void {
    const [number, index] = this.#placeOf(value);
    const run = this.#runs[number] ?? this.#runs.at(-1);
    if (!run) {
      this.#runs.push([value]);
      this.#size += 1;
      return;
    }
    const at = this.#runs[number] ? index : run.length;
    if (at < run.length && this.#isSame(run[at], value)) return;
    run.splice(at, 0, value);
    this.#size += 1;
    if (run.length > RUN_MOST) this.#split(run);
  }

  delete(value: T): void {
    const [number, index] = this.#placeOf(value);
    const run = this.#runs[number];
    if (!run || !this.#isSame(run[index], value)) return;
    run.splice(index, 1);
    this.#size -= 1;
    if (run.length === 0) this.#runs.splice(number, 1);
  }

  /** Those that do not come before this one, in order. */
  *from(value: T): Generator<T, void> {
    const [number, index] = this.#placeOf(value);
    yield* (this.#runs[number] ?? []).slice(index);
    for (const run of this.#runs.slice(number + 1)) yield* run;
  }

  *[Symbol.iterator](): Generator<T, void> {
    for (const run of this.#runs) yield* run;
  }

  #isSame(known: T | undefined, value: T): boolean {
    return known !== undefined && this.#compare(known, value) === 0;
  }

  #split(run: T[]): void {
    const number = this.#runs.indexOf(run);
    this.#runs.splice(number + 1, 0, run.splice(run.length / 2));
  }

  /** The first run that ends at or after the value, and the first place in it that does. */
  #placeOf(value: T): readonly [run: number, index: number] {
    const isBefore = (known: T | undefined): boolean =>
      known !== undefined && this.#compare(known, value) < 0;
    const number = firstNot(this.#runs.length, (at) => isBefore(this.#runs[at]?.at(-1)));
    const run = this.#runs[number] ?? [];
    return [number, firstNot(run.length, (at) => isBefore(run[at]))];
  }
}

/** The first number from 0 for which it does not hold, when it holds for those before only. */
const firstNot = (length: number, holds: (at: number) => boolean): number => {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
};
