// One life of a business: a process that opens it, and in which people do what they do all day,
// until it is killed. It says what is asked before it is asked, and every answer.

import { writeSync } from 'node:fs';
import type { Host } from '@dure/kernel';
import type { Rehearsed } from '@dure/rehearsal';
import type { Random, Seen, Step, Traffic } from '@dure/rehearsal/traffic';
import type { Exported } from '../project.ts';
import { openBusinessHost } from '../start/business-host.ts';
import { worldOf } from '../world.ts';
import { chanceFrom } from './chance.ts';
import { setUpKey } from './protocol.ts';
import type { Asked, Life, Line } from './protocol.ts';

const CLIENTS = 4;
/** A client looks around again after so many commands. */
const LOOK_EVERY = 10;

const load = async <T>({ module, name }: Exported): Promise<T> => {
  const exported = (await import(module)) as { readonly [name: string]: unknown };
  return exported[name] as T; // The process that started this one has loaded the same.
};

/** Written at once: what was said before the process is killed has been said. */
const say = (line: Line): void => void writeSync(1, `${JSON.stringify(line)}\n`);

const ask = async (running: Host, { key, step }: Asked): Promise<void> => {
  say({ is: 'asked', asked: { key, step } });
  const by = { kind: 'actor', name: step.as, claims: step.claims } as const;
  const outcome = await running.issue({ command: step.command, by, key });
  say({ is: 'answered', key, outcome });
};

type People = {
  readonly running: Host;
  readonly traffic: Traffic;
  readonly random: Random;
  readonly nameOf: (count: number) => string;
};

const liveOn = async ({ running, traffic, random, nameOf }: People): Promise<never> => {
  let seen: Seen = await worldOf(running, Date.now());
  for (let count = 0; ; count += 1) {
    if (count % LOOK_EVERY === 0) seen = await worldOf(running, Date.now());
    await ask(running, { key: nameOf(count), step: traffic.next(random, seen) });
  }
};

const live = async (life: Life): Promise<void> => {
  const system = await load<Rehearsed>(life.system);
  const traffic = await load<Traffic>(life.traffic);
  const { running } = await openBusinessHost({
    system,
    folder: life.folder,
    settings: traffic.settings ?? {},
    isReplay: false,
    withDemo: false,
    logger: {
      incident: (_business, { what, cause }) => console.error(what, cause),
      happened: () => {},
      warn: () => {},
    },
  });
  say({ is: 'ready' });
  const setUp = traffic
    .setUp(Date.now())
    .map((step: Step, index): Asked => ({ key: setUpKey(index), step }));
  // A life that ended early may have left some of them, or all, to this one.
  for (const asked of [...life.again, ...setUp.slice(life.setUpAsked)]) await ask(running, asked);
  const people = Array.from({ length: CLIENTS }, (_, client) =>
    liveOn({
      running,
      traffic,
      random: chanceFrom(life.seed * CLIENTS + client).next,
      nameOf: (count) => `life-${life.number}-${client}-${count}`,
    }),
  );
  await Promise.all(people);
};

// The process that started this one says which life it is.
await live(JSON.parse(process.argv[2] ?? '') as Life);
