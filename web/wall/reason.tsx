// What an operator says when they act: why. It is kept in the log of the case.

import { useId } from 'react';
import type { ReactNode } from 'react';
import { useLabel, useWords } from '../kit/look/words.ts';
import { Answer, Notice } from '../kit/parts/answer.tsx';
import { Button } from '../kit/parts/button.tsx';
import type { ButtonTone } from '../kit/parts/button.tsx';
import { Dialog } from '../kit/parts/dialog.tsx';
import { useDraft } from '../kit/requests/draft.ts';
import type { Operation, Outcome } from './ops.ts';
import { wallWords } from './words.ts';

const NOTE_MAX = 500;

export const OutcomeNotice = ({ outcome }: { readonly outcome: Outcome | undefined }) => {
  const say = useWords(wallWords);
  const label = useLabel();
  if (!outcome) return null;
  const { done, underWay, why, parked = 0 } = outcome;
  if (typeof done === 'number') {
    return <Notice tone="info" title={say('oneGroup', { count: done, left: parked })} />;
  }
  if (underWay) return <Notice tone="info" title={say('underWay')} />;
  return done ? (
    <Notice tone="good" title={say('done')} />
  ) : (
    <Notice tone="warn" title={say('again', { cause: why ? label(why) : '' })} />
  );
};

type Of = {
  readonly title: string;
  readonly help?: string;
  readonly tone: ButtonTone;
  readonly operation: Operation;
  readonly onSend: (note: string) => Promise<void>;
  readonly onClose: () => void;
  readonly children?: ReactNode;
};

export const ReasonDialog = (of: Of) => {
  const say = useWords(wallWords);
  const id = useId();
  const [note, setNote] = useDraft({ name: `reason ${of.title}`, start: '' });
  const { state } = of.operation.wish;
  return (
    <Dialog title={of.title} onClose={of.onClose}>
      {of.help === undefined ? null : <p>{of.help}</p>}
      {of.children}
      <div className="field">
        <label htmlFor={id}>{say('note')}</label>
        <textarea
          id={id}
          rows={2}
          maxLength={NOTE_MAX}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
        <p className="faint">{say('noteHelp')}</p>
      </div>
      <Answer state={state} />
      <OutcomeNotice outcome={of.operation.outcome} />
      <Button tone={of.tone} isBusy={state.is === 'underWay'} onPress={() => void of.onSend(note)}>
        {of.title}
      </Button>
    </Dialog>
  );
};
