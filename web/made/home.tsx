// The first page of any business: what waits for the person, what they may begin, and what they
// may see.

import { useLabel, useWords } from '../kit/look/words.ts';
import { Icon } from '../kit/parts/icon.tsx';
import { Link } from '../kit/parts/link.tsx';
import { Page, Section } from '../kit/parts/page.tsx';
import { Empty, Read } from '../kit/parts/states.tsx';
import { useNewRows } from '../kit/parts/rows.tsx';
import { selfOf } from '../kit/requests/hal.ts';
import type { List } from '../kit/requests/hal.ts';
import { useList } from '../kit/requests/live.ts';
import { useVisit } from '../kit/requests/who.tsx';
import { RowTask } from './row.tsx';
import { beginnings, pathOfView, tasksOf, viewsOf } from './wall.ts';
import type { Task } from './wall.ts';
import { madeWords } from './words.ts';

const TASKS_MAX = 20;

const Tasks = ({ task }: { readonly task: Task }) => {
  const label = useLabel();
  const list = useList(pathOfView(task.view), {
    status: task.status,
    sort: task.view.key[0],
    size: TASKS_MAX,
  });
  return (
    <Read of={list}>
      {(data) =>
        data.rows.length === 0 ? null : (
          <Section title={label(task.view.label)}>
            <TaskRows task={task} data={data} />
          </Section>
        )
      }
    </Read>
  );
};

const TaskRows = ({ task, data }: { readonly task: Task; readonly data: List }) => {
  const fresh = useNewRows(data.rows);
  return (
    <ul className="tasks">
      {data.rows.map((row) => (
        <li key={selfOf(row)}>
          <RowTask view={task.view} row={row} isNew={fresh.has(selfOf(row))} />
        </li>
      ))}
    </ul>
  );
};

const Beginnings = () => {
  const visit = useVisit();
  const say = useWords(madeWords);
  const label = useLabel();
  const commands = beginnings(visit);
  if (commands.length === 0) return null;
  return (
    <Section title={say('begin')}>
      <ul className="tiles">
        {commands.map(({ slug, label: title }) => (
          <li key={slug}>
            <Link to={`/${visit.business.name}/begin/${slug}`} className="tile">
              <Icon name="plus" /> {label(title)}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
};

const Views = () => {
  const visit = useVisit();
  const say = useWords(madeWords);
  const label = useLabel();
  const views = viewsOf(visit);
  if (views.length === 0) return null;
  return (
    <Section title={say('look')}>
      <ul className="tiles">
        {views.map((view) => (
          <li key={view.name}>
            <Link to={`/${visit.business.name}/${pathOfView(view)}`} className="tile">
              <Icon name="list" /> {label(view.label)}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
};

export const Home = () => {
  const visit = useVisit();
  const say = useWords(madeWords);
  const label = useLabel();
  const { business, role } = visit;
  const acts = role ? label(role.acts) : '';
  const isEmpty = viewsOf(visit).length === 0 && beginnings(visit).length === 0;
  return (
    <Page title={label(business.label)} lead={role ? `${label(role.name)} · ${acts}` : undefined}>
      {tasksOf(visit).map((task) => (
        <Tasks key={task.view.name} task={task} />
      ))}
      <Beginnings />
      <Views />
      {isEmpty ? <Empty title={say('nothing', { acts })} /> : null}
    </Page>
  );
};
