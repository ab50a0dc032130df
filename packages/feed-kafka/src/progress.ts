// Where a consumer group stands in one partition of a topic: behind the last message before which
// everything has had its effects. A hint where to go on, and the lag that people see.

type Passed = { readonly sequence: number; readonly offset: bigint };

/** More than this are not remembered one by one: the position moves in larger steps. */
const REMEMBERED_MAX = 16_384;

export class Progress {
  #passed: Passed[] = [];
  #settled = 0;
  #position: bigint | undefined;
  #committed: bigint | undefined;

  /** A message came. One that is no record of the log has the sequence 0. */
  came(sequence: number, offset: bigint): void {
    const last = this.#passed.at(-1);
    // A topic that was made anew counts from the beginning.
    if (last && offset <= last.offset) this.restart();
    this.#passed.push({ sequence, offset });
    if (this.#passed.length > REMEMBERED_MAX) {
      this.#passed = this.#passed.filter((_, index) => index % 2 === 1);
    }
    this.#move();
  }

  settled(sequence: number): void {
    this.#settled = sequence;
    this.#move();
  }

  get settledTo(): number {
    return this.#settled;
  }

  restart(): void {
    this.#passed = [];
    this.#position = this.#committed = undefined;
  }

  #move(): void {
    let count = 0;
    for (const { sequence, offset } of this.#passed) {
      if (sequence > this.#settled) break;
      this.#position = offset + 1n;
      count += 1;
    }
    if (count > 0) this.#passed.splice(0, count);
  }

  /** The offset to be committed; nothing, when it was. */
  get due(): bigint | undefined {
    return this.#position === this.#committed ? undefined : this.#position;
  }

  committed(offset: bigint): void {
    this.#committed = offset;
  }
}
