// Chance from a seed: sfc32, the small fast counting generator of Chris Doty-Humphrey's PractRand
// (https://pracrand.sourceforge.net/). Its state is filled by FNV-1a, so that a name is a seed.

const WARM_UP_ROUNDS = 12;

const filledBy = (name: string, basis: number): number => {
  let hash = basis;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return hash | 0;
};

/**
 * A stream of chance. The same name gives the same stream, whatever other streams were asked, so
 * that a plan from which something was dropped leaves the rest as it was.
 */
export class Chance {
  readonly name: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(name: string) {
    this.name = name;
    this.#a = filledBy(name, 0x811c9dc5);
    this.#b = filledBy(name, 0x01234567);
    this.#c = filledBy(name, 0x89abcdef);
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) this.#word();
  }

  #word(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From 0, below 1. */
  next(): number {
    return this.#word() / 0x1_0000_0000;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** Whether something happens that has this probability. A stream is not moved by what cannot. */
  is(probability: number): boolean {
    return probability > 0 && this.next() < probability;
  }

  /** @throws when there is nothing to pick from. */
  pick<T>(from: readonly T[]): T {
    const index = Math.floor(this.next() * from.length);
    const picked = from[index];
    if (index >= from.length) throw new Error('There is nothing to pick from.');
    // The index is within the list, whose elements are all `T`.
    return picked as T;
  }

  /** Another stream, which depends on the name of this one alone. */
  fork(name: string): Chance {
    return new Chance(`${this.name}/${name}`);
  }
}
