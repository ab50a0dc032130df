// The applications that wait for a trainer: each can be dragged away, or picked by a button.

import {
  Button,
  Instant,
  TaskBoard,
  TaskCard,
  selfOf,
  textIn,
  useLanguage,
  useLinked,
  useWords,
} from '@dure/web/kit';
import type { Row, useList } from '@dure/web/kit';
import { classNameIn } from './classes.ts';
import { ptWords } from './words.ts';

export type Picked = {
  readonly ptOrderId: string;
  readonly who: string;
  /** Where its trainer is to be said. */
  readonly target: string;
  /** What is dragged is dropped; otherwise each trainer has a button. */
  readonly isDragged: boolean;
};

type Choosing = {
  readonly picked: Picked | undefined;
  readonly onPick: (picked: Picked | undefined) => void;
};

/** A list has no forms: the row itself says whether, and where, a trainer may be assigned. */
const usePickable = (row: Row): Picked | undefined => {
  const whole = useLinked(selfOf(row));
  const template = whole.data?._templates?.['assign-trainer'];
  if (!template) return undefined;
  const ptOrderId = textIn(row, 'ptOrderId');
  return { ptOrderId, who: textIn(row, 'customerName'), target: template.target, isDragged: false };
};

type OneOf = Choosing & { readonly row: Row; readonly isNew: boolean };

/** What the wall writes where no one decided in time; trainers write in their own words. */
const SILENT = '결정 기한 경과';

/** Since when it waits, or why a trainer has declined it. */
const Waiting = ({ row }: { readonly row: Row }) => {
  const say = useWords(ptWords);
  const [reason, trainer] = [textIn(row, 'reason'), textIn(row, 'trainerName')];
  if (reason === SILENT) return <p className="pt-declined">{say('silent', { trainer })}</p>;
  if (reason !== '') return <p className="pt-declined">{say('declined', { trainer, reason })}</p>;
  return (
    <span className="faint">
      <Instant at={row.lastEventAt} />
    </span>
  );
};

type CardOf = OneOf & { readonly own: Picked | undefined; readonly isPicked: boolean };

const Card = ({ row, isNew, own, isPicked, onPick }: CardOf) => {
  const say = useWords(ptWords);
  const language = useLanguage();
  return (
    <TaskCard
      isNew={isNew}
      title={textIn(row, 'customerName')}
      aside={<span className="faint">{classNameIn(language, textIn(row, 'ptClassName'))}</span>}
      actions={
        <Button
          tone={isPicked ? 'plain' : 'main'}
          isDisabled={own === undefined}
          onPress={() => onPick(isPicked ? undefined : own)}
        >
          {say(isPicked ? 'putBack' : 'pick')}
        </Button>
      }
    >
      <Waiting row={row} />
    </TaskCard>
  );
};

const Application = (of: OneOf) => {
  const { row, picked, onPick } = of;
  const own = usePickable(row);
  const isPicked = picked !== undefined && picked.ptOrderId === own?.ptOrderId;
  return (
    <div
      className="pt-application"
      data-picked={isPicked ? '' : undefined}
      draggable={own !== undefined}
      onDragStart={(event) => {
        // Firefox drags only what carries something.
        event.dataTransfer.setData('text/plain', own?.ptOrderId ?? '');
        event.dataTransfer.effectAllowed = 'move';
        onPick(own && { ...own, isDragged: true });
      }}
      onDragEnd={() => onPick(undefined)}
    >
      <Card {...of} own={own} isPicked={isPicked} />
    </div>
  );
};

type Of = Choosing & { readonly of: ReturnType<typeof useList> };

export const Applications = ({ of, ...choosing }: Of) => {
  const say = useWords(ptWords);
  return (
    <TaskBoard of={of} empty={say('noneWaiting')}>
      {(row, isNew) => <Application row={row} isNew={isNew} {...choosing} />}
    </TaskBoard>
  );
};
