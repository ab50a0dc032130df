// The views of a business: which can be drawn anew from the logs, and how far one is.

import { useLabel, useWords } from '../kit/look/words.ts';
import type { DescribedView } from '../kit/described.ts';
import { Answer, Notice } from '../kit/parts/answer.tsx';
import { Button } from '../kit/parts/button.tsx';
import { Link } from '../kit/parts/link.tsx';
import { Page } from '../kit/parts/page.tsx';
import { useVisit } from '../kit/requests/who.tsx';
import { useContextLabel } from './label.ts';
import { useOperation, useOps } from './ops.ts';
import { wallWords } from './words.ts';
import './wall.css';

type Rebuild = {
  readonly view: string;
  readonly done: number;
  readonly of: number;
  readonly state: 'building' | 'switched' | 'failed' | 'called off';
  readonly failure?: { readonly cause: string };
};

const Progress = ({ rebuild }: { readonly rebuild: Rebuild }) => {
  const say = useWords(wallWords);
  const { state, done, of, failure } = rebuild;
  switch (state) {
    case 'building':
      return (
        <div className="rebuild">
          <progress
            max={Math.max(of, 1)}
            value={done}
            aria-label={say('rebuilding', { done, of })}
          />
          <span className="faint">{say('rebuilding', { done, of })}</span>
        </div>
      );
    case 'switched':
      return <Notice tone="good" title={say('rebuilt')} />;
    case 'failed':
      return <Notice tone="bad" title={say('rebuildFailed', { cause: failure?.cause ?? '' })} />;
    default:
      return <Notice tone="info" title={say('calledOff')} />;
  }
};

type Of = { readonly view: DescribedView; readonly rebuild: Rebuild | undefined };

const ViewCard = ({ view, rebuild }: Of) => {
  const say = useWords(wallWords);
  const label = useLabel();
  const contextOf = useContextLabel();
  const { business } = useVisit();
  const operation = useOperation();
  const isBusy = rebuild?.state === 'building' || operation.wish.state.is === 'underWay';
  return (
    <section className="card">
      <div className="row-title">
        <h2>
          <Link to={`/${business.name}${view.path}`}>{label(view.label)}</Link>
        </h2>
        <span className="faint">{contextOf(view.context)}</span>
      </div>
      {rebuild ? <Progress rebuild={rebuild} /> : null}
      <Answer state={operation.wish.state} />
      <Button isBusy={isBusy} onPress={() => void operation.act(`views/${view.name}/rebuild`)}>
        {say('rebuild')}
      </Button>
    </section>
  );
};

export const ViewsPage = () => {
  const say = useWords(wallWords);
  const { business } = useVisit();
  const read = useOps<{ readonly rebuilding: readonly Rebuild[] }>('rebuilds');
  const rebuilds = read.data?.rebuilding ?? [];
  return (
    <Page title={say('views')} lead={say('viewsLead')}>
      <div className="tasks">
        {business.views.map((view) => (
          <ViewCard
            key={view.name}
            view={view}
            rebuild={rebuilds.findLast((one) => one.view === view.name)}
          />
        ))}
      </div>
    </Page>
  );
};
