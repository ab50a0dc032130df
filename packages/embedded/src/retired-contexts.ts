// Contexts of a business that were retired, as the stores of the others say it: none of them runs.

import type { BoundedContext } from '@dure/domain';
import { retiredFor } from '@dure/kernel';
import type { Kernel, Retirement } from '@dure/kernel';
import type { Store } from '@dure/kernel/ports';
import { retiredKernel } from './retired-kernel.ts';

type Stores = ReadonlyMap<string, Store>;

export class RetiredContexts {
  readonly #stores: Stores;
  #all: ReadonlyMap<string, Retirement> = new Map();

  /** @param stores those of a context whose data was dropped is not among them. */
  constructor(stores: Stores) {
    this.#stores = stores;
  }

  async look(): Promise<void> {
    const heads = [...this.#stores.values()].map((store) => store.head(0));
    this.#all = retiredFor((await Promise.all(heads)).map(({ facts }) => facts));
  }

  /** How many partitions its log has had. */
  readonly lengthOf = (name: string): number => this.#all.get(name)?.ends?.length ?? 0;

  /** What stands in the place of its kernel; nothing, where it is not retired. */
  kernelOf(context: BoundedContext): Kernel | undefined {
    const retirement = this.#all.get(context.name);
    const store = this.#stores.get(context.name);
    return retirement && retiredKernel({ context, retirement, store });
  }

  /** Whoever joined later, or was put back from before, is told what the others know. */
  async tell(kernel: Kernel): Promise<void> {
    for (const [name, { isRead: _, ...retirement }] of this.#all) {
      if (kernel.retired().get(name)?.ends) continue;
      // Of what is not there nothing more can be read.
      const isLeft = this.#stores.has(name);
      await kernel.noteRetired(name, isLeft ? retirement : { ...retirement, isRead: true });
    }
  }
}
