// Views whose rows were drawn by an earlier version of them are drawn anew, beside the rows that
// are read until then: at the start, and once more where replicas of the former version have gone
// on drawing.

import type { View } from '@dure/domain';
import type { Engine } from '../engine.ts';
import { keptByFact, viewVersionFact } from '../ids.ts';
import type { Partition } from '../partition.ts';
import type { Head } from '../ports.ts';
import { inTurn } from './in-turn.ts';
import { mixedFact } from './project.ts';
import { RecordFailed } from './rebuild-partition.ts';

type Facts = Head['facts'];

/** @param all the facts of each partition; the version is noted in the first one. */
const isOutdated = ({ name, version = 1 }: View, all: readonly Facts[]): boolean => {
  const drawnBy = Number(all[0]?.[viewVersionFact(name)] ?? 1);
  const isMixed = all.some((facts) => facts[mixedFact(name)] === true);
  return version > drawnBy || (version === drawnBy && isMixed);
};

type Rebuilding = {
  readonly rebuild: (view: string) => Promise<void>;
  readonly partitions: readonly Partition[];
  readonly isStopping: () => boolean;
};

export class OutdatedViews {
  readonly #engine: Engine;
  readonly #rebuilding: Rebuilding;
  readonly #versioned: readonly View[];
  /** They are drawn again at the next start. */
  readonly #failed = new Set<string>();

  constructor(engine: Engine, rebuilding: Rebuilding) {
    this.#engine = engine;
    this.#rebuilding = rebuilding;
    this.#versioned = [...engine.registry.views.values()].filter(({ version = 1 }) => version > 1);
  }

  /** Goes on in the background, and looks again now and then. */
  begin(heads: readonly Head[]): void {
    if (this.#versioned.length === 0) return;
    const isNew = heads.every(({ turns }) => turns === 0);
    void (isNew ? this.#noteDrawn() : this.#redraw()).catch(() => {}).then(this.#lookLater);
  }

  /** Whether all rows are of the present versions, as far as they can be drawn. */
  async isQuiet(): Promise<boolean> {
    return this.#versioned.length === 0 || (await this.#outdated()).length === 0;
  }

  readonly #lookLater = (): void => {
    const { clock, limits } = this.#engine;
    if (this.#rebuilding.isStopping()) return;
    clock.after(limits.safetyPollMs, () => {
      if (!this.#rebuilding.isStopping())
        void this.#redraw()
          .catch(() => {})
          .then(this.#lookLater);
    });
  };

  async #outdated(): Promise<readonly View[]> {
    const { store } = this.#engine;
    const { partitions } = this.#rebuilding;
    const heads = await Promise.all(partitions.map((_, number) => store.head(number)));
    const facts = heads.map((head) => head.facts);
    return this.#versioned.filter((of) => !this.#failed.has(of.name) && isOutdated(of, facts));
  }

  /** One that fails at a record leaves the rows as they were, and is reported. */
  async #redraw(): Promise<void> {
    const { isStopping, rebuild } = this.#rebuilding;
    for (const { name } of await this.#outdated()) {
      if (isStopping()) return;
      await rebuild(name).catch((cause: unknown) => this.#note(name, cause));
    }
  }

  #note(view: string, cause: unknown): void {
    // Whatever else was in the way, such as another replica that is at it, may pass.
    if (this.#rebuilding.isStopping() || !(cause instanceof RecordFailed)) return;
    this.#failed.add(view);
    const { report, newCommandId, context } = this.#engine;
    const what = `${view} could not be drawn by its new version.`;
    report({ id: newCommandId(), context, what, cause });
  }

  /** Nothing was drawn by an earlier version. What cannot be noted is drawn once more. */
  async #noteDrawn(): Promise<void> {
    const noted = this.#rebuilding.partitions.map((partition) =>
      inTurn(partition, async ({ workspace }) => {
        for (const { name, version = 1 } of this.#versioned) {
          workspace.setFact(viewVersionFact(name), version);
          workspace.setFact(keptByFact(name), version);
        }
      }),
    );
    await Promise.all(noted);
  }
}
