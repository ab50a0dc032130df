// At the start a store is compared with the wall. What an earlier wall has left in it, and this one
// neither has nor says what became of, is listed for people and reported, with how often it is
// there. Where every noted name is on the wall, one item is read, and nothing else.

import type { Engine } from '../engine.ts';
import { hashOf, workId } from '../ids.ts';
import type { Work } from '../operations/contract.ts';
import { nothingCounted, note, notedIn } from './noted-names.ts';
import type { Counted, NotedNames } from './noted-names.ts';
import { countDeadlines, countEvents, countProcesses, countStates } from './stored-names.ts';
import type { Count } from './stored-names.ts';
import { knows, nameIn, namesOn, noted } from './wall-names.ts';
import type { NameKind } from './wall-names.ts';
import { wordsFor } from './words.ts';

const AGAIN_MS = 60_000;

type Looked = { readonly found: readonly Count[]; readonly counted?: Counted | undefined };

const eventsIn = ({ counts, cases }: Counted): readonly Count[] =>
  Object.entries(counts).map(([name, count]) => ({
    name: { kind: 'event', name },
    count,
    example: cases[name] ?? '',
    caseId: cases[name] ?? '',
  }));

export class StoreComparison {
  readonly #engine: Engine;
  readonly #isStopping: () => boolean;
  #listed: readonly Work[] = [];

  constructor(engine: Engine, isStopping: () => boolean) {
    this.#engine = engine;
    this.#isStopping = isStopping;
  }

  /** What is in the store and not on the wall, for the work list. */
  get listed(): readonly Work[] {
    return this.#listed;
  }

  /** Goes on in the background; what fails begins again a little later. */
  begin(isNew: boolean): void {
    this.#compare(isNew).catch(() => {
      if (this.#isStopping()) return;
      this.#engine.clock.after(AGAIN_MS, () => this.begin(isNew));
    });
  }

  async #compare(isNew: boolean): Promise<void> {
    const before = await notedIn(this.#engine.store);
    const { found, counted } = isNew ? { found: [] } : await this.#look(before);
    const ours = namesOn(this.#engine.registry.context);
    const wall = hashOf(ours.join()).toString(36);
    const names = [...ours, ...found.map(({ name }) => noted(name))];
    await note(this.#engine.store, { names, walls: [wall], counted });
    // What an earlier wall has taken for an end needs nobody.
    const isOpen = ({ name }: Count) =>
      name.kind !== 'state' || !before || before.names.includes(noted(name));
    this.#list(found.filter(isOpen), isOlder(wall, before));
  }

  /** A store in which nothing was noted is looked through once, as a whole. */
  async #look(before: NotedNames | undefined): Promise<Looked> {
    const engine = this.#engine;
    const missing = before?.names.filter((name) => !knows(engine.registry, nameIn(name)));
    const isMissing = (...kinds: readonly NameKind[]): boolean =>
      !missing || missing.some((name) => kinds.includes(nameIn(name).kind));
    const counted = isMissing('event')
      ? await countEvents(engine, countedFor(missing, before))
      : undefined;
    const found = [
      ...(counted ? eventsIn(counted) : []),
      ...(isMissing('state') ? await countStates(engine) : []),
      ...(isMissing('deadline') ? await countDeadlines(engine) : []),
      ...(isMissing('process', 'step') ? await countProcesses(engine) : []),
    ];
    return { found, counted };
  }

  /** What a newer wall has left beside an older one is no fault of either. */
  #list(found: readonly Count[], isOlderWall: boolean): void {
    const { context, clock, report, newCommandId } = this.#engine;
    this.#listed = found.map(({ name, count, example, caseId }): Work => {
      const words = wordsFor(context, { name, count });
      const incident = { id: newCommandId(), context, what: words.en };
      if (!isOlderWall) report({ ...incident, cause: `${noted(name)}: ${example}` });
      const facts = { caseId, since: clock.now(), type: name.name, canResend: false };
      return { id: workId('unknown', noted(name)), kind: 'unknown', ...facts, ...words };
    });
  }
}

const isOlder = (wall: string, before: NotedNames | undefined): boolean =>
  before !== undefined && before.walls.includes(wall) && before.walls.at(-1) !== wall;

/** The log is read on from where it was read for the same events, or else from its beginning. */
const countedFor = (
  missing: readonly string[] | undefined,
  before: NotedNames | undefined,
): Counted => {
  const { counted } = before ?? {};
  const events = (missing ?? []).map(nameIn).filter(({ kind }) => kind === 'event');
  const isSame = counted && events.every(({ name }) => name in counted.counts);
  return isSame ? counted : nothingCounted;
};
