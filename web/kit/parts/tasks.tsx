// What waits for a person: the most urgent first, with what they may do on each card.

import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { kitWords } from '../look/kit-words.ts';
import { useWords } from '../look/words.ts';
import { selfOf } from '../requests/hal.ts';
import type { List, Row } from '../requests/hal.ts';
import { useLinked } from '../requests/live.ts';
import { ActionButton, Actions } from './action.tsx';
import type { ButtonTone } from './button.tsx';
import { Icon } from './icon.tsx';
import { useHere } from './one-place.tsx';
import { useNewRows } from './rows.tsx';
import { chime } from './sound.ts';
import { Empty, Read } from './states.tsx';

type CardOf = {
  readonly title: ReactNode;
  /** At the right of the title: a countdown, a time, a price. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly isNew?: boolean;
};

export const TaskCard = ({ title, aside, children, actions, isNew = false }: CardOf) => (
  <article className="task" data-new={isNew ? '' : undefined}>
    <header>
      <h2 className="task-title">{title}</h2>
      {aside}
    </header>
    {children}
    {actions === undefined ? null : <footer>{actions}</footer>}
  </article>
);

/** Lists have no forms: the row itself is read for what may be done with it now. */
export const RowActions = (of: {
  readonly row: Row;
  readonly children?: (row: Row) => ReactNode;
}) => {
  const read = useLinked(selfOf(of.row));
  const row = read.data ?? of.row;
  return <>{of.children ? of.children(row) : <Actions row={row} />}</>;
};

type OpenActionsOf = {
  readonly row: Row;
  /** Commands by their slugs, in the order of their buttons. */
  readonly of: readonly (readonly [slug: string, label: string, tone: ButtonTone])[];
};

/** The buttons of those commands that are open now; what is closed takes no place on a card. */
export const OpenActions = ({ row, of }: OpenActionsOf) => (
  <RowActions row={row}>
    {(whole) =>
      of.map(([slug, label, tone]) =>
        whole._templates?.[slug] ? (
          <ActionButton key={slug} row={whole} slug={slug} label={label} tone={tone} />
        ) : null,
      )
    }
  </RowActions>
);

type BoardOf = {
  readonly of: UseQueryResult<List>;
  readonly empty: string;
  readonly children: (row: Row, isNew: boolean) => ReactNode;
};

/**
 * Says a new task aloud to screen readers, and by a sound where that was wished. A task stands in
 * one of the boards of a page.
 */
export const TaskBoard = ({ of, empty, children }: BoardOf) => (
  <Read of={of} lines={6}>
    {() => (
      <Tasks of={of} empty={empty}>
        {children}
      </Tasks>
    )}
  </Read>
);

const Tasks = ({ of, empty, children }: BoardOf) => {
  const say = useWords(kitWords);
  const rows = useHere(of);
  const fresh = useNewRows(rows);
  const count = fresh.size;
  const [sound, setSound] = useState(false);
  useEffect(() => {
    if (count > 0 && sound) chime();
  }, [count, sound]);
  if (rows.length === 0) return <Empty title={empty} icon="check" />;
  return (
    <>
      <div className="task-tools">
        <p role="status" className="unseen">
          {count > 0 ? say('newTask') : ''}
        </p>
        <button type="button" className="icon-button" onClick={() => setSound(!sound)}>
          <Icon name={sound ? 'sound' : 'mute'} label={say(sound ? 'soundOff' : 'soundOn')} />
        </button>
      </div>
      <ul className="tasks">
        {rows.map((row) => (
          <li key={selfOf(row)}>{children(row, fresh.has(selfOf(row)))}</li>
        ))}
      </ul>
    </>
  );
};
