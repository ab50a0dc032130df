// What no machine could finish: a person looks, settles it, and says so.

import { phonesHidden } from '../kit/look/formats.ts';
import { useLanguage } from '../kit/look/preferences.ts';
import { useWords } from '../kit/look/words.ts';
import { Answer } from '../kit/parts/answer.tsx';
import { Button } from '../kit/parts/button.tsx';
import { Link } from '../kit/parts/link.tsx';
import { Page } from '../kit/parts/page.tsx';
import { Empty, Read } from '../kit/parts/states.tsx';
import { Instant } from '../kit/parts/values.tsx';
import { useVisit } from '../kit/requests/who.tsx';
import { useDraft } from '../kit/requests/draft.ts';
import { CodeNames } from './code-names.tsx';
import { useContextLabel } from './label.ts';
import { useOperation, useOps } from './ops.ts';
import { OutcomeNotice, ReasonDialog } from './reason.tsx';
import { wallWords } from './words.ts';
import './wall.css';

type Work = {
  readonly id: string;
  readonly context: string;
  readonly kind: string;
  readonly caseId: string;
  readonly since: string;
  readonly note?: string;
  readonly canResend: boolean;
  readonly type?: string;
  readonly cause?: string;
  readonly ko: string;
  readonly en: string;
};

const Acts = ({ work }: { readonly work: Work }) => {
  const say = useWords(wallWords);
  const operation = useOperation();
  const path = `work/${work.context}/${encodeURIComponent(work.id)}`;
  const [isAsking, setAsking] = useDraft({ name: path, start: false });
  return (
    <>
      <div className="actions">
        {work.canResend ? (
          <Button
            tone="main"
            isBusy={operation.wish.state.is === 'underWay'}
            onPress={() => void operation.act(`${path}/resend`)}
          >
            {say('resend')}
          </Button>
        ) : null}
        <Button onPress={() => setAsking(true)}>{say('close')}</Button>
      </div>
      {isAsking ? null : <Answer state={operation.wish.state} />}
      {isAsking ? null : <OutcomeNotice outcome={operation.outcome} />}
      {isAsking ? (
        <ReasonDialog
          title={say('close')}
          tone="main"
          operation={operation}
          onSend={(note) => operation.act(`${path}/close`, { note })}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
};

const Entry = ({ work }: { readonly work: Work }) => {
  const language = useLanguage();
  const contextOf = useContextLabel();
  const { business } = useVisit();
  return (
    <article className="task">
      <header>
        <h2 className="task-title">{phonesHidden(work[language])}</h2>
        <span className="faint">{contextOf(work.context)}</span>
      </header>
      <CodeNames of={work} />
      {work.note === undefined ? null : <p>{work.note}</p>}
      <p className="faint">
        {work.caseId === '' ? null : (
          <Link to={`/${business.name}/cases/${encodeURIComponent(work.caseId)}`}>
            {phonesHidden(work.caseId)}
          </Link>
        )}{' '}
        <Instant at={work.since} />
      </p>
      <footer>
        <Acts work={work} />
      </footer>
    </article>
  );
};

export const WorkPage = () => {
  const say = useWords(wallWords);
  const read = useOps<{ readonly work: readonly Work[] }>('work');
  return (
    <Page title={say('work')} lead={say('workLead')}>
      <Read of={read}>
        {({ work }) =>
          work.length === 0 ? (
            <Empty title={say('noWork')} icon="check" />
          ) : (
            <div className="tasks">
              {work.map((one) => (
                <Entry key={one.context + one.id} work={one} />
              ))}
            </div>
          )
        }
      </Read>
    </Page>
  );
};
