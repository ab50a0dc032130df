// One case as it walks over the wall, forwards and backwards in time.

import { useEffect, useMemo, useState } from 'react';
import { instantIn, phonesHidden } from '../kit/look/formats.ts';
import { useLanguage } from '../kit/look/preferences.ts';
import { useInAddress } from '../kit/look/route.ts';
import { useWords } from '../kit/look/words.ts';
import { Button } from '../kit/parts/button.tsx';
import { ProblemNotice } from '../kit/parts/answer.tsx';
import { problemOf } from '../kit/requests/problem.ts';
import type { Problem } from '../kit/requests/problem.ts';
import { useVisit } from '../kit/requests/who.tsx';
import { useActorLabel, useRecordLabel } from './label.ts';
import { notesOf } from './notes.ts';
import { useTrace } from './ops.ts';
import type { CaseRecord } from './ops.ts';
import { wallWords } from './words.ts';

/** The notes on which the case is, and those where it has been. */
export type Walk = { readonly now: readonly string[]; readonly past: ReadonlySet<string> };

export type Walking = {
  readonly caseId: string;
  readonly records: readonly CaseRecord[];
  readonly problem: Problem | undefined;
  readonly at: number;
  readonly goTo: (at: number) => void;
  readonly end: () => void;
  readonly shown: Walk;
};

const none: readonly CaseRecord[] = [];

const stepIn = (written: string, last: number): number =>
  written === '' ? last : Math.min(last, Math.max(0, Number(written) || 0));

/** The case that the address names, if it names one; at its end, unless a step is named. */
export const useWalk = (): Walking | undefined => {
  const [caseId, setCase] = useInAddress('case');
  const [step, setStep] = useInAddress('step');
  const read = useTrace(caseId);
  const records = read.data?.records ?? none;
  const last = Math.max(0, records.length - 1);
  const at = stepIn(step, last);
  const shown = useMemo((): Walk => {
    const now = records[at];
    return {
      now: now ? notesOf(now) : [],
      past: new Set(records.slice(0, at).flatMap(notesOf)),
    };
  }, [records, at]);
  if (caseId === '') return undefined;
  const end = (): void => {
    setStep('');
    setCase('');
  };
  const problem = read.isError && !read.data ? problemOf(read.error) : undefined;
  return { caseId, records, problem, at, goTo: (to) => setStep(String(to)), end, shown };
};

const PLAY_MS = 900;

/** Step by step by itself, until the end. */
const usePlay = ({ at, records, goTo }: Walking) => {
  const [isPlaying, setPlaying] = useState(false);
  const isOver = at >= records.length - 1;
  useEffect(() => {
    if (!isPlaying || isOver) return undefined;
    const timer = setTimeout(() => goTo(at + 1), PLAY_MS);
    return () => clearTimeout(timer);
  }, [isPlaying, isOver, at, goTo]);
  const press = (): void => {
    if (!isPlaying && isOver) goTo(0);
    setPlaying(!isPlaying || isOver);
  };
  return { isPlaying: isPlaying && !isOver, press };
};

export const WalkBar = ({ walk }: { readonly walk: Walking }) => {
  const say = useWords(wallWords);
  const { caseId, problem, end } = walk;
  return (
    <div className="walk" role="group" aria-label={say('walking', { id: phonesHidden(caseId) })}>
      <div className="walk-head">
        <b>{say('walking', { id: phonesHidden(caseId) })}</b>
        <Button tone="quiet" onPress={end}>
          {say('stopWalk')}
        </Button>
      </div>
      {problem ? <ProblemNotice problem={problem} /> : <Steps walk={walk} />}
    </div>
  );
};

const Steps = ({ walk }: { readonly walk: Walking }) => {
  const say = useWords(wallWords);
  const play = usePlay(walk);
  const { at, records, goTo } = walk;
  const last = records.length - 1;
  if (last < 0) return null;
  return (
    <>
      <div className="walk-steps">
        <Button isDisabled={at === 0} onPress={() => goTo(at - 1)}>
          {say('before')}
        </Button>
        <input
          type="range"
          min={0}
          max={last}
          value={at}
          aria-label={say('step', { at: at + 1, count: records.length })}
          onChange={({ target }) => goTo(Number(target.value))}
        />
        <Button isDisabled={at === last} onPress={() => goTo(at + 1)}>
          {say('after')}
        </Button>
        <Button tone="main" onPress={play.press}>
          {say(play.isPlaying ? 'pause' : 'play')}
        </Button>
      </div>
      <Now walk={walk} />
    </>
  );
};

const Now = ({ walk: { records, at } }: { readonly walk: Walking }) => {
  const say = useWords(wallWords);
  const language = useLanguage();
  const labelOf = useRecordLabel();
  const actorOf = useActorLabel();
  const { timeZone } = useVisit().business;
  const record = records[at];
  if (!record) return null;
  return (
    <p className="walk-now" aria-live="polite">
      <span className="faint">{say('step', { at: at + 1, count: records.length })}</span>{' '}
      <b>{labelOf(record)}</b>{' '}
      <span className="faint">
        {actorOf(record.actor)} · {instantIn(language, record.at, timeZone)}
      </span>
    </p>
  );
};
