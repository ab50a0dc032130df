// What is parked: grouped by its cause, each message with its content, and what can be done.

import { useInAddress } from '../kit/look/route.ts';
import { useLabel, useWords } from '../kit/look/words.ts';
import { Button } from '../kit/parts/button.tsx';
import { Page } from '../kit/parts/page.tsx';
import { Empty, Read } from '../kit/parts/states.tsx';
import { Instant } from '../kit/parts/values.tsx';
import { useDraft } from '../kit/requests/draft.ts';
import { CodeNames } from './code-names.tsx';
import { useContextLabel } from './label.ts';
import { ParkedMessages } from './message.tsx';
import { useOperation, useOps } from './ops.ts';
import type { Group } from './parked.ts';
import { OutcomeNotice, ReasonDialog } from './reason.tsx';
import { wallWords } from './words.ts';
import './wall.css';

const keyOf = ({ context, type, cause }: Group): string => [context, type, cause].join(' ');

type ActionsOf = { readonly group: Group };

const GroupActions = ({ group }: ActionsOf) => {
  const say = useWords(wallWords);
  const operation = useOperation();
  const [isAsking, setAsking] = useDraft({ name: `skip ${keyOf(group)}`, start: false });
  const { context, type, cause } = group;
  /** One step takes a hundred; the next goes on where it ended. */
  const act = (act: 'retry' | 'skip', note?: string): Promise<void> =>
    operation.act(`parked-groups/${act}`, { context, type, cause, ...(note ? { note } : {}) });
  return (
    <>
      <div className="actions">
        <Button
          tone="main"
          isBusy={operation.wish.state.is === 'underWay'}
          onPress={() => void act('retry')}
        >
          {say('retryAll')}
        </Button>
        <Button tone="danger" onPress={() => setAsking(true)}>
          {say('skipAll')}
        </Button>
      </div>
      {isAsking ? null : <OutcomeNotice outcome={operation.outcome} />}
      {isAsking ? (
        <ReasonDialog
          title={say('skipAll')}
          help={say('skipHelp')}
          tone="danger"
          operation={operation}
          onSend={(note) => act('skip', note)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
};

const GroupCard = ({ group }: { readonly group: Group }) => {
  const say = useWords(wallWords);
  const label = useLabel();
  const contextOf = useContextLabel();
  const [chosen, setChosen] = useInAddress('group');
  const isOpen = chosen === keyOf(group);
  return (
    <section className="card parked-group">
      <div className="row-title">
        <h2>{label(group.label)}</h2>
        <span className="faint">{contextOf(group.context)}</span>
      </div>
      <p className="parked-cause">{label(group.why)}</p>
      <CodeNames of={group} />
      <p className="faint">
        {say('group', { count: group.count, stopped: group.stopped })} ·{' '}
        <Instant at={group.since} />
      </p>
      <GroupActions group={group} />
      <button
        type="button"
        className="text-button"
        aria-expanded={isOpen}
        onClick={() => setChosen(isOpen ? '' : keyOf(group))}
      >
        {say(isOpen ? 'hideRecords' : 'showRecords')}
      </button>
      {isOpen ? <ParkedMessages group={group} /> : null}
    </section>
  );
};

export const ParkedPage = () => {
  const say = useWords(wallWords);
  const read = useOps<{ readonly groups: readonly Group[] }>('parked-groups');
  return (
    <Page title={say('parked')} lead={say('parkedLead')}>
      <Read of={read}>
        {({ groups }) =>
          groups.length === 0 ? (
            <Empty title={say('noParked')} icon="check" />
          ) : (
            groups.map((group) => <GroupCard key={keyOf(group)} group={group} />)
          )
        }
      </Read>
    </Page>
  );
};
