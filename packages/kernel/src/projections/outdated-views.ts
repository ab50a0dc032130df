// Views whose rows were drawn by an earlier version of them are drawn anew, beside the rows that
// are read until then: at the start, and once more where replicas of the former version have gone
// on drawing. So are those for whose rows an event has come too late to be drawn in its order.

import { NewerVersion } from '@dure/domain';
import type { View } from '@dure/domain';
import type { Engine } from '../engine.ts';
import { keptByFact, viewVersionFact } from '../ids.ts';
import type { Partition } from '../partition.ts';
import type { Head } from '../ports.ts';
import { isMixed } from './generations.ts';
import { inTurn } from './in-turn.ts';
import { RecordFailed } from './rebuild-partition.ts';
import { NotOnWall } from '../turn/messages.ts';

type Facts = Head['facts'];

/** @param all the facts of each partition; the version is noted in the first one. */
const isOutdated = ({ name, version = 1 }: View, all: readonly Facts[]): boolean => {
  const drawnBy = Number(all[0]?.[viewVersionFact(name)] ?? 1);
  const isAnyMixed = all.some((facts) => isMixed(facts, name));
  return version > drawnBy || (version === drawnBy && isAnyMixed);
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
  /** Whether rows are known of for which an event has come too late. */
  #isMixed = false;
  #isLooking = false;

  constructor(engine: Engine, rebuilding: Rebuilding) {
    this.#engine = engine;
    this.#rebuilding = rebuilding;
    this.#versioned = [...engine.registry.views.values()].filter(({ version = 1 }) => version > 1);
  }

  /** Goes on in the background, and looks again now and then. */
  begin(heads: readonly Head[]): void {
    const isNew = heads.every(({ turns }) => turns === 0);
    const facts = heads.map((head) => head.facts);
    this.#engine.overtaken.add(this.#redrawMixed);
    this.#isMixed = this.#drawnHere().some((view) => isOutdated(view, facts));
    if (!this.#isConcerned) return;
    this.#isLooking = true;
    void (isNew ? this.#noteDrawn() : this.#redraw()).catch(() => {}).then(this.#lookLater);
  }

  get #isConcerned(): boolean {
    return this.#isMixed || this.#versioned.length > 0;
  }

  #drawnHere(): readonly View[] {
    return [...this.#engine.registry.views.values()];
  }

  /** Whether all rows are of the present versions and in order, as far as they can be drawn. */
  async isQuiet(): Promise<boolean> {
    return !this.#isConcerned || (await this.#outdated()).length === 0;
  }

  readonly #redrawMixed = (view: string, since: 'mended' | 'noticed'): void => {
    if (since === 'mended') this.#failed.delete(view);
    if (this.#failed.has(view)) return;
    this.#isMixed = true;
    if (!this.#isLooking) void this.#look();
  };

  async #look(): Promise<void> {
    this.#isLooking = true;
    await this.#redraw().catch(() => {});
    await this.#lookLater();
  }

  /** Goes on as long as there is a view that may need it. */
  readonly #lookLater = async (): Promise<void> => {
    const { clock, limits } = this.#engine;
    if (this.#rebuilding.isStopping()) return;
    if (this.#isMixed) this.#isMixed = await this.#isAnyLeft();
    this.#isLooking = this.#isConcerned;
    if (!this.#isLooking) return;
    clock.after(limits.safetyPollMs, () => {
      if (!this.#rebuilding.isStopping()) void this.#look();
    });
  };

  /** A store that cannot be read now may hold some. */
  #isAnyLeft(): Promise<boolean> {
    return this.#outdated().then(
      (views) => views.length > 0,
      () => true,
    );
  }

  async #outdated(): Promise<readonly View[]> {
    const { store } = this.#engine;
    const { partitions } = this.#rebuilding;
    const heads = await Promise.all(partitions.map((_, number) => store.head(number)));
    const facts = heads.map((head) => head.facts);
    const drawn = this.#drawnHere();
    return drawn.filter((of) => !this.#failed.has(of.name) && isOutdated(of, facts));
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
    // A newer version of the wall may have written it, whose replicas draw the view themselves.
    const { cause: why } = cause;
    if (why instanceof NewerVersion || why instanceof NotOnWall) return;
    const { report, newCommandId, context } = this.#engine;
    const what = `${view} could not be drawn anew.`;
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
