// One row of any view: what it is, where it stands, what can be done with it, and what happened.

import type { Described, DescribedView } from '../kit/described.ts';
import { useLabel, useWords } from '../kit/look/words.ts';
import { kitWords } from '../kit/look/kit-words.ts';
import { Actions } from '../kit/parts/action.tsx';
import { Card, Page, Section } from '../kit/parts/page.tsx';
import { Empty, Read } from '../kit/parts/states.tsx';
import { Status } from '../kit/parts/status.tsx';
import { Steps } from '../kit/parts/steps.tsx';
import type { Step } from '../kit/parts/steps.tsx';
import { Instant, Value } from '../kit/parts/values.tsx';
import type { Row } from '../kit/requests/hal.ts';
import { useRow } from '../kit/requests/live.ts';
import { useTrail } from '../kit/requests/trail.ts';
import { useVisit } from '../kit/requests/who.tsx';
import type { PageOf } from '../kit/registry.ts';
import { pathOfView, stateOf, statusField, titleOf } from './wall.ts';
import { madeWords } from './words.ts';

type Of = { readonly view: DescribedView; readonly row: Row };

const AllFields = ({ view, row }: Of) => {
  const label = useLabel();
  const status = statusField(view);
  return (
    <dl className="facts">
      {view.fields
        .filter((field) => field !== status)
        .map((field) => (
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

/** Whose turn it is, where a step is owed. */
const Turn = ({ view, row }: Of) => {
  const { business } = useVisit();
  const say = useWords(madeWords);
  const label = useLabel();
  const state = stateOf(business, view, row);
  if (state?.kind !== 'open') return null;
  const names = state.movedBy.map(
    ({ actor }) => business.actors.find(({ name }) => name === actor)?.label,
  );
  const who = names.flatMap((name) => (name ? [label(name)] : [])).join(', ');
  return <p className="faint">{who === '' ? say('byMachine') : say('waiting', { who })}</p>;
};

const eventLabel = (business: Described, type: string) =>
  business.commands.flatMap(({ events }) => events).find(({ name }) => name === type)?.label;

const Story = ({ row }: { readonly row: Row }) => {
  const { business } = useVisit();
  const label = useLabel();
  const say = useWords(madeWords);
  const story = useTrail(row);
  const events = story.data?.filter(({ kind }) => kind === 'event') ?? [];
  if (events.length === 0) return null;
  const steps = events.map((record, at): Step => {
    const title = eventLabel(business, record.type);
    return {
      key: record.id,
      title: title ? label(title) : record.type,
      is: at === events.length - 1 ? 'now' : 'done',
      note: <Instant at={record.at} />,
    };
  });
  return (
    <Section title={say('story')}>
      <Steps steps={steps} />
    </Section>
  );
};

const CaseOf = ({ view, row }: Of) => {
  const say = useWords(madeWords);
  const status = statusField(view);
  return (
    <>
      <Card>
        <div className="row-title">
          {status ? <Status row={row} field={status.name} /> : null}
          <Turn view={view} row={row} />
        </div>
        <AllFields view={view} row={row} />
      </Card>
      {row._templates || row._closed ? (
        <Section title={say('actions')}>
          <Actions row={row} />
        </Section>
      ) : null}
      <Story row={row} />
    </>
  );
};

export const CasePage = ({ params }: PageOf) => {
  const { business } = useVisit();
  const say = useWords(kitWords);
  const view = business.views.find((one) => pathOfView(one) === params['view']);
  const keys = [params['key'], params['second']].flatMap((key) => key ?? []);
  const path = view && [pathOfView(view), ...keys.map(encodeURIComponent)].join('/');
  const read = useRow(path);
  if (!view) return <Empty title={say('noMatch')} icon="search" />;
  return (
    <Page
      title={read.data ? titleOf(view, read.data) : '…'}
      backTo={`/${business.name}/${pathOfView(view)}`}
    >
      <Read of={read} lines={6}>
        {(row) => <CaseOf view={view} row={row} />}
      </Read>
    </Page>
  );
};
