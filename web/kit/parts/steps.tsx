// Where a case stands: what was, what is, and what is to come; and whose turn it is.

import type { ReactNode } from 'react';
import { kitWords } from '../look/kit-words.ts';
import { useWords } from '../look/words.ts';
import { Icon } from './icon.tsx';

export type Step = {
  readonly key: string;
  readonly title: string;
  readonly is: 'done' | 'now' | 'todo' | 'failed';
  /** Who and when, or what it waits for. */
  readonly note?: ReactNode;
};

const names = { done: 'stepDone', now: 'stepNow', todo: 'stepTodo', failed: 'stepDone' } as const;

export const Steps = ({ steps }: { readonly steps: readonly Step[] }) => {
  const say = useWords(kitWords);
  return (
    <ol className="steps" aria-label={say('stepsOf')}>
      {steps.map((step) => (
        <li key={step.key} data-is={step.is} aria-current={step.is === 'now' ? 'step' : undefined}>
          <span className="steps-mark">
            {step.is === 'done' ? <Icon name="check" /> : null}
            {step.is === 'failed' ? <Icon name="cross" /> : null}
          </span>
          <div>
            <b>{step.title}</b>
            <span className="unseen"> {say(names[step.is])}</span>
            {step.note === undefined ? null : <div className="faint">{step.note}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
};
