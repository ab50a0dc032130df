// Two rows of steps at once: those that must not meet each other, and all others.

import { start } from './step.ts';
import type { Running, Step } from './step.ts';

export type Begun = readonly [step: Step, running: Running];

/** Steps of the first kind never run at the same time; the others run beside them, two at most. */
export type Lanes = { readonly apart: readonly Step[]; readonly others: readonly Step[] };

/** The steps in the order in which they begin: whoever shows them shows each from its beginning. */
export async function* inLanes({ apart, others }: Lanes): AsyncIterable<Begun> {
  const [waiting, left] = [[...apart], [...others]];
  const begun: Begun[] = [];
  const lanes = { running: 2 };
  let wake = (): void => {};
  const run = async (next: () => Step | undefined): Promise<void> => {
    for (let step = next(); step; step = next()) {
      const one = start(step);
      begun.push([step, one]);
      wake();
      await one.ended;
    }
    lanes.running -= 1;
    wake();
  };
  const all = Promise.all([run(() => waiting.shift() ?? left.pop()), run(() => left.shift())]);
  while (lanes.running > 0 || begun.length > 0) {
    const next = begun.shift();
    if (next) yield next;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
  await all;
}
