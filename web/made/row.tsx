// A row of any view: as a line of a list, and as a task.

import type { DescribedView } from '../kit/described.ts';
import { useLabel } from '../kit/look/words.ts';
import { Countdown } from '../kit/parts/countdown.tsx';
import { Link } from '../kit/parts/link.tsx';
import { Status } from '../kit/parts/status.tsx';
import { RowActions, TaskCard } from '../kit/parts/tasks.tsx';
import { Value } from '../kit/parts/values.tsx';
import type { Row } from '../kit/requests/hal.ts';
import { selfOf, textIn } from '../kit/requests/hal.ts';
import { base } from '../kit/requests/place.ts';
import { otherFields, statusField, titleOf } from './wall.ts';

type Of = { readonly view: DescribedView; readonly row: Row };

const FIELDS_MAX = 4;

/** Where its page is: the address of the row itself, without the base of the pages. */
export const pageOf = (row: Row): string => selfOf(row).slice(base.length);

const Few = ({ view, row }: Of) => {
  const label = useLabel();
  const shown = otherFields(view).filter(({ name }) => (row[name] ?? '') !== '');
  return (
    <dl className="few">
      {shown.slice(0, FIELDS_MAX).map((field) => (
        <div key={field.name}>
          <dt>{label(field.label)}</dt>
          <dd>
            <Value field={field} row={row} />
          </dd>
        </div>
      ))}
    </dl>
  );
};

const StatusOf = ({ view, row }: Of) => {
  const field = statusField(view);
  return field ? <Status row={row} field={field.name} /> : null;
};

export const RowLine = ({ view, row }: Of) => (
  <Link to={pageOf(row)} className="row-line">
    <div className="row-title">
      <b>{titleOf(view, row)}</b>
      <StatusOf view={view} row={row} />
    </div>
    <Few view={view} row={row} />
  </Link>
);

/** An instant that is still to come is a deadline. */
const deadlineIn = ({ view, row }: Of): string | undefined =>
  view.fields
    .filter(({ kind }) => kind === 'instant')
    .map(({ name }) => textIn(row, name))
    .find((at) => Date.parse(at) > Date.now());

export const RowTask = ({ view, row, isNew }: Of & { readonly isNew: boolean }) => {
  const until = deadlineIn({ view, row });
  return (
    <TaskCard
      isNew={isNew}
      title={<Link to={pageOf(row)}>{titleOf(view, row)}</Link>}
      aside={until === undefined ? <StatusOf view={view} row={row} /> : <Countdown until={until} />}
      actions={<RowActions row={row} />}
    >
      <Few view={view} row={row} />
    </TaskCard>
  );
};
