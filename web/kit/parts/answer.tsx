// An answer or an error as people read it: what happened, why, and what to do next.

import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { kitWords } from '../look/kit-words.ts';
import { useLanguage } from '../look/preferences.ts';
import { useWords } from '../look/words.ts';
import { AWAY, isPassing } from '../requests/problem.ts';
import type { Problem } from '../requests/problem.ts';
import type { WishState } from '../requests/wish.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

type NoteOf = {
  readonly tone: 'good' | 'bad' | 'warn' | 'info';
  readonly title: string;
  readonly children?: ReactNode;
  readonly onRetry?: (() => void) | undefined;
};

const icons: { readonly [tone in NoteOf['tone']]: IconName } = {
  good: 'check',
  bad: 'warn',
  warn: 'clock',
  info: 'bell',
};

/** Says something important where it belongs; it stays until it is no longer so. */
export const Notice = ({ tone, title, children, onRetry }: NoteOf) => {
  const say = useWords(kitWords);
  return (
    <div className="notice" data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={icons[tone]} />
      <div>
        <b>{title}</b>
        {children === undefined ? null : <div className="notice-text">{children}</div>}
      </div>
      {onRetry ? <Button onPress={onRetry}>{say('retry')}</Button> : null}
    </div>
  );
};

const SECOND_MS = 1_000;

/** Counts down to when it is worth trying again. */
const TryAfter = ({ seconds }: { readonly seconds: number }) => {
  const say = useWords(kitWords);
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    setLeft(seconds);
    const timer = setInterval(() => setLeft((now) => Math.max(0, now - 1)), SECOND_MS);
    return () => clearInterval(timer);
  }, [seconds]);
  // A screen reader hears it once, and not each second.
  return <p aria-live="off">{left > 0 ? say('tryAfter', { seconds: left }) : say('tryNow')}</p>;
};

type ProblemOf = { readonly problem: Problem; readonly onRetry?: (() => void) | undefined };

/** Mistakes stand at their fields where there is a form; without one, they are listed here. */
export const ProblemNotice = ({ problem, onRetry }: ProblemOf) => {
  const language = useLanguage();
  const { mistakes = [], retryAfter } = problem;
  return (
    <Notice tone={isPassing(problem) ? 'warn' : 'bad'} title={problem[language]} onRetry={onRetry}>
      {retryAfter === undefined ? null : <TryAfter seconds={retryAfter} />}
      {mistakes.length === 0 ? null : (
        <ul>
          {mistakes.map((mistake) => (
            <li key={mistake.path + mistake.en}>
              {mistake.path}: {mistake[language]}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
};

type AnswerOf = {
  readonly state: WishState;
  /** What to say when it is done; nothing, where the page itself shows it. */
  readonly done?: string;
  readonly onRetry?: () => void;
};

/** What became of a wish. */
export const Answer = ({ state, done, onRetry }: AnswerOf) => {
  const say = useWords(kitWords);
  if (state.is === 'waiting') return <Notice tone="warn" title={say('waiting')} />;
  if (state.is === 'done') {
    return done === undefined ? null : <Notice tone="good" title={done} />;
  }
  if (state.is !== 'refused') return null;
  const { problem } = state;
  if (problem.rejection !== AWAY) {
    return <ProblemNotice problem={problem} onRetry={isPassing(problem) ? onRetry : undefined} />;
  }
  return (
    <Notice tone="warn" title={say('unknown')} onRetry={onRetry}>
      {say('unknownHelp')}
    </Notice>
  );
};
