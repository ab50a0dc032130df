// What becomes of five times too many orders, beside what was promised of it.

import type { Flood, Overload, Overloaded } from './overload.ts';
import type { Line } from './report.ts';

const GOODPUT_MIN = 0.9;
const P99_TIMES_MAX = 3;
const MEMORY_TIMES_MAX = 2;

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const fine = (value: number): string => value.toFixed(2);

const told = ({ perSecond, p50Ms, p99Ms }: Flood): string =>
  `${whole(perSecond)}/s, ${whole(p50Ms)} ms, ${whole(p99Ms)} ms`;

const ratiosOf = (of: Overloaded) => {
  const { best, flood, bestCpuMs, floodCpuMs, memoryBeforeMiB, memoryAfterMiB } = of;
  return {
    goodput: flood.perSecond / best.perSecond,
    p99: flood.p99Ms / best.p99Ms,
    memory: memoryAfterMiB / memoryBeforeMiB,
    byCpu: bestCpuMs / floodCpuMs,
  };
};

const sentOf = (of: Flood): string => {
  const { sentPerSecond, refused, unavailable, broken, waiting, unsent } = of;
  const counts = [refused, unavailable, waiting + unsent].map(whole);
  return [`${whole(sentPerSecond)}/s`, ...counts, JSON.stringify(broken)].join(', ');
};

const figuresOf = (name: string, of: Overloaded): readonly Line[] => [
  { what: `${name}: taken at capacity, p50, p99`, measured: told(of.best), budget: '' },
  { what: `${name}: taken at 5 × as many, p50, p99`, measured: told(of.flood), budget: '' },
  {
    what: `${name}: sent, too much, out of reach, unanswered, broken off`,
    measured: sentOf(of.flood),
    budget: '',
  },
];

/** The limited gateway has promised something; the other one shows what it is good for. */
export const overloadLines = ({ limited, unlimited }: Overload): readonly Line[] => {
  const kept = ratiosOf(limited);
  const beside = ratiosOf(unlimited);
  return [
    ...figuresOf('limited', limited),
    ...figuresOf('unlimited', unlimited),
    {
      what: 'taken at 5 × capacity to the most there was; without a limit',
      measured: `${fine(kept.goodput)}, ${fine(beside.goodput)}`,
      budget: `≥ ${GOODPUT_MIN}`,
      isKept: kept.goodput >= GOODPUT_MIN,
    },
    {
      what: 'the same by the processor time of the server; without a limit',
      measured: `${fine(kept.byCpu)}, ${fine(beside.byCpu)}`,
      budget: '',
    },
    {
      what: 'p99 of what was taken to that at capacity; without a limit',
      measured: `${fine(kept.p99)}, ${fine(beside.p99)}`,
      budget: `≤ ${P99_TIMES_MAX}`,
      isKept: kept.p99 <= P99_TIMES_MAX,
    },
    {
      what: 'memory after to before; without a limit',
      measured: `${fine(kept.memory)}, ${fine(beside.memory)}`,
      budget: `≤ ${MEMORY_TIMES_MAX}`,
      isKept: kept.memory <= MEMORY_TIMES_MAX,
    },
  ];
};
