// Reading the rows of views, outside of turns.

import type { Page, ViewQuery, ViewRow } from '../api.ts';
import type { Engine } from '../engine.ts';
import { generationFact, rowId, rowIn, rowTag } from '../ids.ts';
import type { Item } from '../ports.ts';

// The body of a row is the object that its fold gave.
const viewRow = ({ id, at, body }: Item): ViewRow => ({
  key: rowIn(id).key,
  lastEventAt: at ?? 0,
  row: body as ViewRow['row'],
});

export class Reader {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
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
