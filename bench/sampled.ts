// Runs another program of the bench, and counts what it makes from one signal to the next one: also
// what is collected at once. V8 looks at one object in so many bytes, and says what all of them
// have taken; to whom they belong does not matter here.

import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import type { HeapProfiler } from 'node:inspector';
import { parseArgs } from 'node:util';

const BYTES_BETWEEN = 16_384;

const { values } = parseArgs({
  options: { program: { type: 'string' }, to: { type: 'string' } },
  strict: false,
});
const { program, to } = values;
if (typeof program !== 'string' || typeof to !== 'string') throw new Error('--program, --to');

const session = new Session();
session.connect();

const madeIn = ({ selfSize, children }: HeapProfiler.SamplingHeapProfileNode): number =>
  children.reduce((sum, child) => sum + madeIn(child), selfSize);

const begin = async (): Promise<void> => {
  await session.post('HeapProfiler.startSampling', {
    samplingInterval: BYTES_BETWEEN,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  process.once('SIGUSR2', () => void end());
};

const end = async (): Promise<void> => {
  const { profile } = await session.post('HeapProfiler.stopSampling');
  writeFileSync(to, JSON.stringify(madeIn(profile.head)));
};

process.once('SIGUSR2', () => void begin());
await import(`./${program}`);
