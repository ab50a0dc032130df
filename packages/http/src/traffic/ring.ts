// Time in steps, in bounded space: a ring of slots, each for one step of so many seconds. What is
// older than the ring is long is overwritten.

type Slot<T> = { readonly at: number; readonly value: T };

export class Ring<T> {
  readonly stepMs: number;
  readonly #slots: (Slot<T> | undefined)[];
  readonly #fresh: () => T;

  constructor(of: { readonly stepMs: number; readonly steps: number }, fresh: () => T) {
    this.stepMs = of.stepMs;
    this.#slots = Array.from({ length: of.steps }, () => undefined);
    this.#fresh = fresh;
  }

  /** What stands in the step of an instant. */
  at(now: number): T {
    const step = Math.floor(now / this.stepMs);
    const index = step % this.#slots.length;
    const known = this.#slots[index];
    const at = step * this.stepMs;
    if (known?.at === at) return known.value;
    const slot = { at, value: this.#fresh() };
    this.#slots[index] = slot;
    return slot.value;
  }

  /** The steps that something has happened in, in their order, up to now. */
  all(now: number): readonly Slot<T>[] {
    const since = now - this.stepMs * this.#slots.length;
    const known = this.#slots.flatMap((slot) => (slot && slot.at > since ? [slot] : []));
    return known.toSorted((one, other) => one.at - other.at);
  }
}
