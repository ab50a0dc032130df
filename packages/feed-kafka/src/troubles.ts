// What is wrong with Kafka, as long as it is: said once when it begins, and once when it is over.

import type { KafkaAddress } from './address.ts';
import { troubleOf } from './words.ts';
import type { KafkaTrouble } from './words.ts';

/** Hears of a trouble once when it begins, and of nothing when it is over. */
export type Watch = (trouble: KafkaTrouble | undefined) => void;

export class Troubles {
  readonly #address: KafkaAddress;
  readonly #watch: Watch;
  #now: KafkaTrouble | undefined;

  constructor(address: KafkaAddress, watch: Watch = () => {}) {
    this.#address = address;
    this.#watch = watch;
  }

  get now(): KafkaTrouble | undefined {
    return this.#now;
  }

  note(cause: unknown): KafkaTrouble {
    const trouble = troubleOf(cause, this.#address);
    const isKnown = this.#now?.is === trouble.is;
    this.#now = trouble;
    if (!isKnown) this.#watch(trouble);
    return trouble;
  }

  over(): void {
    if (this.#now === undefined) return;
    this.#now = undefined;
    this.#watch(undefined);
  }
}
