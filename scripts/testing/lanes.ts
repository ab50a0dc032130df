// Rows of steps at once: those that must not meet each other, those that mostly wait, and all
// others.

import { start } from './step.ts';
import type { Running, Step } from './step.ts';

export type Begun = readonly [step: Step, running: Running];

/**
 * Steps that run apart never run at the same time. The others run beside them, so that there are
 * two of these two kinds at most, one for each core. Beside both runs one of those that wait for
 * most of their time; once nothing else is left, these have all lanes.
 */
export type Lanes = {
  readonly apart: readonly Step[];
  readonly others: readonly Step[];
  readonly waits?: readonly Step[];
};

/** The steps in the order in which they begin: whoever shows them shows each from its beginning. */
export async function* inLanes({ apart, others, waits = [] }: Lanes): AsyncIterable<Begun> {
  const [alone, left, idle] = [[...apart], [...others], [...waits]];
  const begun: Begun[] = [];
  const lanes = { running: 3 };
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
  const all = Promise.all([
    run(() => alone.shift() ?? left.pop() ?? idle.pop()),
    run(() => left.shift() ?? idle.pop()),
    run(() => idle.shift()),
  ]);
  while (lanes.running > 0 || begun.length > 0) {
    const next = begun.shift();
    if (next) yield next;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
  await all;
}
