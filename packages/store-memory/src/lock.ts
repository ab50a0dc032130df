// The lock on the head of a partition. Whoever asks first gets it first.

type Waiting = { readonly holder: object; readonly grant: () => void };

export class Lock {
  #holder: object | undefined;
  #waiting: Waiting[] = [];

  /** Resolves when the holder has the lock; never, when it gives it up before. */
  take(holder: object): Promise<void> {
    return new Promise((grant) => {
      this.#waiting.push({ holder, grant });
      this.#next();
    });
  }

  /** Ends holding it, or waiting for it. A second time it does nothing. */
  release(holder: object): void {
    this.#waiting = this.#waiting.filter((waiting) => waiting.holder !== holder);
    if (this.#holder === holder) this.#holder = undefined;
    this.#next();
  }

  #next(): void {
    if (this.#holder !== undefined) return;
    const next = this.#waiting.shift();
    this.#holder = next?.holder;
    next?.grant();
  }
}
