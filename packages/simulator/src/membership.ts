// Which replica of a context is given which partition of a source, as a consumer group has it. Each
// hears of changes late: for a while two may have the same one, or neither.

import type { Process } from './process.ts';
import type { Timeline } from './timeline.ts';

type Facts = {
  readonly timeline: Timeline;
  /** How late a replica hears at most, in milliseconds. */
  readonly lateMostMs: () => number;
  /** What a replica was given may be other partitions now. */
  readonly onChange: (process: Process) => void;
};

export class Membership {
  readonly #facts: Facts;
  readonly #alive = new Set<Process>();
  /** The replicas that a process knows of; nothing, as long as it has not joined. */
  readonly #known = new Map<Process, readonly number[]>();

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  join(process: Process): void {
    this.#alive.add(process);
    process.onDeath(() => {
      this.#alive.delete(process);
      this.#known.delete(process);
      this.#change(process.context);
    });
    this.#change(process.context);
  }

  #change(context: string): void {
    const { timeline, lateMostMs, onChange } = this.#facts;
    for (const process of this.#of(context)) {
      timeline.after(process.chance.between(0, lateMostMs()), () => {
        if (!process.isAlive) return;
        const replicas = this.#of(context).map(({ replica }) => replica);
        this.#known.set(
          process,
          replicas.toSorted((a, b) => a - b),
        );
        onChange(process);
      });
    }
  }

  #of(context: string): readonly Process[] {
    return [...this.#alive].filter((process) => process.context === context);
  }

  /** Whoever has not joined reads all there is. */
  isGiven(process: Process, partition: number): boolean {
    const known = this.#known.get(process);
    return known === undefined || known[partition % known.length] === process.replica;
  }
}
