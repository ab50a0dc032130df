// The parked messages of a group, and what one does with each.

import { phonesHidden } from '../kit/look/formats.ts';
import { useWords } from '../kit/look/words.ts';
import { Answer } from '../kit/parts/answer.tsx';
import { Button } from '../kit/parts/button.tsx';
import { Link } from '../kit/parts/link.tsx';
import { Read } from '../kit/parts/states.tsx';
import { Instant } from '../kit/parts/values.tsx';
import { useVisit } from '../kit/requests/who.tsx';
import { useDraft } from '../kit/requests/draft.ts';
import { MendDialog } from './mend.tsx';
import { useOperation, useOps } from './ops.ts';
import type { Group, ParkedMessage } from './parked.ts';
import { OutcomeNotice, ReasonDialog } from './reason.tsx';
import { Content } from './story.tsx';
import { wallWords } from './words.ts';

const SIZE = 20;

export const ParkedMessages = ({ group }: { readonly group: Group }) => {
  const { type, cause } = group;
  const query = { type, cause, limit: SIZE };
  const read = useOps<{ readonly parked: readonly ParkedMessage[] }>('parked', query);
  return (
    <Read of={read}>
      {({ parked }) => (
        <ul className="parked-messages">
          {parked
            .filter(({ context }) => context === group.context)
            .map((message) => (
              <li key={message.id}>
                <Message message={message} />
              </li>
            ))}
        </ul>
      )}
    </Read>
  );
};

const Facts = ({ message }: { readonly message: ParkedMessage }) => {
  const say = useWords(wallWords);
  const { business } = useVisit();
  return (
    <>
      <div className="row-title">
        <Link to={`/${business.name}/cases/${encodeURIComponent(message.caseId)}`}>
          {phonesHidden(message.caseId)}
        </Link>
        <span className="badge" data-tone={message.state === 'stopped' ? 'bad' : 'warn'}>
          {say(message.state)}
        </span>
      </div>
      <p className="faint">
        {say('attempts', { count: message.attempts })} · <Instant at={message.since} />
      </p>
      <Content data={message.message} />
    </>
  );
};

const Message = ({ message }: { readonly message: ParkedMessage }) => {
  const say = useWords(wallWords);
  const operation = useOperation();
  const path = `parked/${message.context}/${encodeURIComponent(message.id)}`;
  const [asking, setAsking] = useDraft<'' | 'skip' | 'mend'>({ name: path, start: '' });
  const close = (): void => setAsking('');
  return (
    <div className="record" data-kind="parked">
      <Facts message={message} />
      <div className="actions">
        <Button
          tone="main"
          isBusy={operation.wish.state.is === 'underWay'}
          onPress={() => void operation.act(`${path}/retry`)}
        >
          {say('retry')}
        </Button>
        <Button onPress={() => setAsking('mend')}>{say('mend')}</Button>
        <Button tone="danger" onPress={() => setAsking('skip')}>
          {say('skip')}
        </Button>
      </div>
      {asking ? null : <Answer state={operation.wish.state} />}
      {asking ? null : <OutcomeNotice outcome={operation.outcome} />}
      {asking === 'skip' ? (
        <ReasonDialog
          title={say('skip')}
          help={say('skipHelp')}
          tone="danger"
          operation={operation}
          onSend={(note) => operation.act(`${path}/skip`, { note })}
          onClose={close}
        />
      ) : null}
      {asking === 'mend' ? <MendDialog {...{ message, operation, path }} onClose={close} /> : null}
    </div>
  );
};
