// Several rows of steps at once, each row one step after the other.

import { start } from './step.ts';
import type { Running, Step } from './step.ts';

export type Begun = readonly [step: Step, running: Running];

/** The steps in the order in which they begin: whoever shows them shows each from its beginning. */
export async function* inLanes(lanes: readonly (readonly Step[])[]): AsyncIterable<Begun> {
  const begun: Begun[] = [];
  let ended = 0;
  let wake = (): void => {};
  const run = async (steps: readonly Step[]): Promise<void> => {
    for (const step of steps) {
      const running = start(step);
      begun.push([step, running]);
      wake();
      await running.ended;
    }
    ended += 1;
    wake();
  };
  const all = Promise.all(lanes.map(run));
  while (ended < lanes.length || begun.length > 0) {
    const next = begun.shift();
    if (next) yield next;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
  await all;
}
