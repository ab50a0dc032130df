// The clock of a demo: hours pass in a moment, and what falls due meanwhile happens.

import { Answer } from '../kit/parts/answer.tsx';
import { Instant } from '../kit/parts/values.tsx';
import { useWords } from '../kit/look/words.ts';
import { useOperation, useOps } from './ops.ts';
import { wallWords } from './words.ts';

const steps = [
  ['tenMinutes', 10],
  ['anHour', 60],
  ['aDay', 24 * 60],
] as const;

type Clock = { readonly now: string; readonly isMovable: boolean };

/** Nothing, where the clock is the machine's own. */
export const ClockMover = () => {
  const say = useWords(wallWords);
  const read = useOps<Clock>('clock');
  const operation = useOperation();
  if (!read.data?.isMovable) return null;
  const isBusy = operation.wish.state.is === 'underWay';
  return (
    <fieldset className="card fault">
      <legend>
        {say('clock')} <Instant at={read.data.now} />
      </legend>
      <p className="faint">{say('clockLead')}</p>
      <div className="ways">
        {steps.map(([name, minutes]) => (
          <button
            key={name}
            type="button"
            disabled={isBusy}
            onClick={() => void operation.act('clock', { minutes })}
          >
            {say(name)}
          </button>
        ))}
      </div>
      <Answer state={operation.wish.state} />
    </fieldset>
  );
};
