// Reading outside of turns: committed states, and the rows of views.

import { NewerVersion } from '@dure/domain';
import type { AnyAggregate, Instance } from '@dure/domain';
import type { Page, ViewQuery, ViewRow } from '../api.ts';
import type { Engine } from '../engine.ts';
import { AggregateRepository, readSetFor } from '../turn/aggregate-repository.ts';
import { rowId, rowIn, rowTag } from '../ids.ts';
import { generationFact } from './generations.ts';
import { StoreUnavailable } from '../ports.ts';
import type { Item } from '../ports.ts';
import { Cache } from '../turn/items.ts';
import { Workspace } from '../turn/workspace.ts';

// The body of a row is the object that its fold gave.
const viewRow = ({ id, at, body }: Item): ViewRow => ({
  key: rowIn(id).key,
  lastEventAt: at ?? 0,
  row: body as ViewRow['row'],
});

/** @throws {StoreUnavailable} a newer version of the wall has moved it. */
const loadedIn = (workspace: Workspace, aggregate: AnyAggregate, key: string) => {
  try {
    return new AggregateRepository(workspace).get(aggregate, key);
  } catch (cause) {
    if (!(cause instanceof NewerVersion)) throw cause;
    throw new StoreUnavailable(cause.message, { cause });
  }
};

export class Reader {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async instance(name: string, key: string, entry?: string): Promise<Instance | undefined> {
    const { registry } = this.#engine;
    const aggregate = registry.aggregate(name);
    if (!aggregate) return undefined;
    const loaded = await this.#load(aggregate, key, entry);
    return loaded.isNew ? undefined : loaded.instance;
  }

  async #load(aggregate: AnyAggregate, key: string, entry: string | undefined) {
    const { store } = this.#engine;
    const workspace = new Workspace(
      {
        head: { sequence: 0, turns: 0, facts: {} },
        read: (reads) => store.read(reads),
        write: () => Promise.reject(new Error('A reader does not write.')),
      },
      new Cache(() => false),
    );
    await workspace.load(readSetFor(aggregate, key));
    const loaded = loadedIn(workspace, aggregate, key);
    for (const register of aggregate.registers) {
      await workspace.attempt(() => loaded.need(register, entry));
    }
    return loaded;
  }

  /**
   * The generation that readers see. All partitions switch together. It is asked of the store each
   * time: rows of an old generation are not drawn on, so who has waited to see what they did would
   * not find it there.
   */
  async #tag(view: string): Promise<string> {
    const { facts } = await this.#engine.store.head(0);
    return rowTag(view, Number(facts[generationFact(view)] ?? 1));
  }

  async row(view: string, key: string): Promise<ViewRow | undefined> {
    const tag = await this.#tag(view);
    const ids = [{ collection: 'row', id: rowId(tag, key) }] as const;
    const [item] = await this.#engine.store.read({ ids, tags: [] });
    return item && viewRow(item);
  }

  async rows(view: string, query: ViewQuery): Promise<Page> {
    const tag = await this.#tag(view);
    const { after, ...rest } = query;
    const behind = after && { by: after.by, id: rowId(tag, after.key) };
    const page = await this.#engine.store.query({ ...rest, tag, after: behind });
    return { ...page, rows: page.rows.map(viewRow) };
  }
}
