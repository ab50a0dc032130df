// What goes through a business: commands and refusals by time, how long they took, what is under
// way, what falls due and how far anything is behind.

import type { InBoth } from '../kit/described.ts';
import { countIn } from '../kit/look/formats.ts';
import { useInAddress } from '../kit/look/route.ts';
import { useLanguage } from '../kit/look/preferences.ts';
import { useLabel, useWords } from '../kit/look/words.ts';
import { Page } from '../kit/parts/page.tsx';
import { Read } from '../kit/parts/states.tsx';
import { useContextLabel, useStepLabel } from './label.ts';
import { useOps } from './ops.ts';
import { wallWords } from './words.ts';
import './wall.css';

type Step = {
  readonly at: string;
  readonly done: number;
  readonly refused: { readonly [name: string]: number };
  readonly latencyMs: { readonly p50?: number; readonly p99?: number };
};

type Traffic = {
  readonly stepS: number;
  /** What each refusal is called. */
  readonly refusals: { readonly [name: string]: InBoth };
  readonly contexts: { readonly [context: string]: readonly Step[] };
};

type Standing = {
  readonly lag?: readonly { readonly behind: number }[];
  readonly sagas?: { readonly [saga: string]: { readonly [step: string]: number } };
  readonly breakersOpen?: readonly string[];
  readonly deadlines?: { readonly [name: string]: { readonly hour: number; readonly day: number } };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const refusedIn = (step: Step): number => sum(Object.values(step.refused));

const WIDTH = 560;
const HEIGHT = 72;

type BarsOf = { readonly steps: readonly Step[]; readonly count: number; readonly label: string };

/** One bar a step, the newest at the right; what was refused stands on top of what was done. */
const Bars = ({ steps, count, label }: BarsOf) => {
  const most = Math.max(1, ...steps.map((step) => step.done + refusedIn(step)));
  const width = WIDTH / count;
  const first = count - steps.length;
  return (
    <svg className="bars" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path className="bars-ground" d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
      {steps.map((step, at) => {
        const done = (step.done / most) * (HEIGHT - 4);
        const refused = (refusedIn(step) / most) * (HEIGHT - 4);
        const x = (first + at) * width;
        const wide = Math.max(1, width - 1);
        return (
          <g key={step.at}>
            <rect x={x} y={HEIGHT - done} width={wide} height={done} />
            <rect
              data-is="refused"
              x={x}
              y={HEIGHT - done - refused}
              width={wide}
              height={refused}
            />
          </g>
        );
      })}
    </svg>
  );
};

/** The names of what was refused, the most frequent first. */
const refusalsOf = (steps: readonly Step[]): readonly (readonly [string, number])[] => {
  const counts = new Map<string, number>();
  for (const { refused } of steps)
    for (const [name, count] of Object.entries(refused))
      counts.set(name, (counts.get(name) ?? 0) + count);
  return [...counts].toSorted(([, a], [, b]) => b - a);
};

type Counted = {
  readonly name: string;
  readonly count: number;
  /** Its name in the program, which stands in its logs. */
  readonly code?: string;
};

const Counts = ({ of }: { readonly of: readonly Counted[] }) => {
  const language = useLanguage();
  return (
    <ul className="counts">
      {of.map(({ name, count, code }) => (
        <li key={code ?? name}>
          <span>
            {name} {code === undefined ? null : <span className="faint code-names">{code}</span>}
          </span>
          <b>{countIn(language, count)}</b>
        </li>
      ))}
    </ul>
  );
};

type CardOf = {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly count: number;
  readonly standing: Standing | undefined;
  readonly names: Traffic['refusals'];
};

const ContextCard = ({ name, steps, count, standing, names }: CardOf) => {
  const say = useWords(wallWords);
  const label = useLabel();
  const context = useContextLabel()(name);
  const [done, refused] = [sum(steps.map((step) => step.done)), sum(steps.map(refusedIn))];
  const refusals = refusalsOf(steps).map(([code, times]): Counted => {
    const words = names[code];
    return { name: words ? label(words) : code, count: times, code };
  });
  const last = steps.findLast(({ latencyMs }) => latencyMs.p50 !== undefined)?.latencyMs;
  return (
    <section className="card traffic">
      <div className="row-title">
        <h2>{context}</h2>
        <span className="faint">
          {say('doneCount', { count: done })} · {say('refusedCount', { count: refused })}
        </span>
      </div>
      <Bars steps={steps} count={count} label={say('bars', { context, done, refused })} />
      {last ? (
        <p className="faint">{say('latency', { p50: last.p50 ?? 0, p99: last.p99 ?? 0 })}</p>
      ) : null}
      {refusals.length === 0 ? null : (
        <>
          <h3>{say('refusals')}</h3>
          <Counts of={refusals} />
        </>
      )}
      {standing ? <Now standing={standing} /> : null}
    </section>
  );
};

const Now = ({ standing }: { readonly standing: Standing }) => {
  const say = useWords(wallWords);
  const stepOf = useStepLabel();
  const calleeOf = useContextLabel();
  const { lag = [], sagas = {}, breakersOpen = [], deadlines = {} } = standing;
  const steps = Object.entries(sagas).flatMap(([saga, of]) =>
    Object.entries(of).map(([step, times]) => ({ name: stepOf(saga, step), count: times })),
  );
  const due = Object.values(deadlines);
  return (
    <>
      <p className="faint">{say('lag', { count: sum(lag.map(({ behind }) => behind)) })}</p>
      {due.length === 0 ? null : (
        <p className="faint">
          {say('due', {
            hour: sum(due.map((one) => one.hour)),
            day: sum(due.map((one) => one.day)),
          })}
        </p>
      )}
      {steps.length === 0 ? null : (
        <>
          <h3>{say('sagas')}</h3>
          <Counts of={steps} />
        </>
      )}
      {breakersOpen.length === 0 ? null : (
        <p className="parked-cause">
          {say('breakers')}: {breakersOpen.map(calleeOf).join(', ')}
        </p>
      )}
    </>
  );
};

const spans = ['hour', 'day'] as const;
const SECONDS = { hour: 3_600, day: 86_400 } as const;

const Spans = ({
  span,
  onSpan,
}: {
  readonly span: string;
  readonly onSpan: (to: string) => void;
}) => {
  const say = useWords(wallWords);
  return (
    <div className="ways" role="group" aria-label={say('span')}>
      {spans.map((one) => (
        <button key={one} type="button" aria-pressed={one === span} onClick={() => onSpan(one)}>
          {say(one === 'hour' ? 'lastHour' : 'lastDay')}
        </button>
      ))}
    </div>
  );
};

export const TrafficPage = () => {
  const say = useWords(wallWords);
  const [written, setSpan] = useInAddress('span', 'hour');
  const span = written === 'day' ? 'day' : 'hour';
  const read = useOps<Traffic>('traffic', { span });
  const now = useOps<{ readonly contexts: { readonly [name: string]: Standing } }>('standing');
  return (
    <Page title={say('traffic')} lead={say('trafficLead')}>
      <Spans span={span} onSpan={setSpan} />
      <Read of={read} lines={5}>
        {({ contexts, stepS, refusals }) => (
          <div className="traffics">
            {Object.entries(contexts).map(([name, steps]) => (
              <ContextCard
                key={name}
                name={name}
                steps={steps}
                names={refusals}
                count={SECONDS[span] / stepS}
                standing={now.data?.contexts[name]}
              />
            ))}
          </div>
        )}
      </Read>
    </Page>
  );
};
