// What several units of work want to be read, in one go.

import type { ItemId, Wanted } from './ports.ts';

export const nothingWanted: Wanted = { ids: [], tags: [] };

export class WantedTogether implements Wanted {
  readonly ids: ItemId[] = [];
  readonly tags: Wanted['tags'][number][] = [];

  add({ ids, tags }: Wanted): void {
    for (const id of ids) this.ids.push(id);
    for (const tag of tags) this.tags.push(tag);
  }
}
