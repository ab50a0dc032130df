// Why a case is as it is: what brought each part of it there, whom it waits for, and what is
// closed.

import type { Why, WhyInstance } from '../kit/described.ts';
import { useLabel, useWords } from '../kit/look/words.ts';
import { Notice } from '../kit/parts/answer.tsx';
import { Countdown } from '../kit/parts/countdown.tsx';
import { Link } from '../kit/parts/link.tsx';
import { Read } from '../kit/parts/states.tsx';
import { Badge } from '../kit/parts/status.tsx';
import { Instant } from '../kit/parts/values.tsx';
import { useVisit } from '../kit/requests/who.tsx';
import { CodeNames } from './code-names.tsx';
import { useActorLabel, useContextLabel } from './label.ts';
import { useAnswer } from './ops.ts';
import { wallWords } from './words.ts';

const AGAIN_MS = 5_000;

const useWhy = (caseId: string) => {
  const { home } = useVisit();
  const href = `${home}/cases/${encodeURIComponent(caseId)}/why`;
  return useAnswer<Why>(href, { againMs: AGAIN_MS });
};

const Waits = ({ of }: { readonly of: WhyInstance['waitsFor'] }) => {
  const say = useWords(wallWords);
  const label = useLabel();
  const actorOf = useActorLabel();
  return (
    <>
      {of.actors.map(({ actor, commands }) => (
        <p key={actor}>
          {say('waitsFor', { who: actorOf(actor) })}{' '}
          <span className="faint">{commands.map((one) => label(one.label)).join(', ')}</span>
        </p>
      ))}
      {of.deadlines.map((deadline) => (
        <p key={deadline.name}>
          {label(deadline.label)} <Countdown until={deadline.at} />
        </p>
      ))}
    </>
  );
};

const Closed = ({ of }: { readonly of: WhyInstance['closed'] }) => {
  const say = useWords(wallWords);
  const label = useLabel();
  if (of.length === 0) return null;
  return (
    <details>
      <summary>{say('closedNow')}</summary>
      <ul className="counts">
        {of.map((command) => (
          <li key={command.name}>
            <span>{label(command.label)}</span>
            <span className="faint">{label(command.reason)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
};

const Instance = ({ of }: { readonly of: WhyInstance }) => {
  const say = useWords(wallWords);
  const label = useLabel();
  const contextOf = useContextLabel();
  const actorOf = useActorLabel();
  return (
    <section className="card why">
      <div className="row-title">
        <h2>
          {label(of.label)} <span className="faint">{of.entry ?? of.key}</span>
        </h2>
        <Badge tone={of.state.kind === 'open' ? 'open' : 'rest'}>{label(of.state.label)}</Badge>
      </div>
      <p className="faint">
        {contextOf(of.context)} · <Instant at={of.since} />
      </p>
      {of.because.map((because) => (
        <p key={because.id}>
          {say('becauseOf', { event: label(because.label) })}{' '}
          <span className="faint">{actorOf(because.actor)}</span>
        </p>
      ))}
      <Waits of={of.waitsFor} />
      <Closed of={of.closed} />
    </section>
  );
};

const Parked = ({ of }: { readonly of: Why['parked'][number] }) => {
  const say = useWords(wallWords);
  const label = useLabel();
  const contextOf = useContextLabel();
  const { business } = useVisit();
  return (
    <section className="card why">
      <div className="row-title">
        <h2>{label(of.label)}</h2>
        <Badge tone="bad">{say('parkedMessage')}</Badge>
      </div>
      <p className="faint">
        {contextOf(of.context)} · <Instant at={of.since} />
      </p>
      <p className="parked-cause">{label(of.why)}</p>
      <CodeNames of={of} />
      <Link to={`/${business.name}/parked`}>{say('parked')}</Link>
    </section>
  );
};

const Away = ({ of }: { readonly of: Why['away'] }) => {
  const say = useWords(wallWords);
  const contextOf = useContextLabel();
  if (of.length === 0) return null;
  return <Notice tone="warn" title={say('notAsked', { who: of.map(contextOf).join(', ') })} />;
};

export const WhyOf = ({ caseId }: { readonly caseId: string }) => {
  const read = useWhy(caseId);
  return (
    <Read of={read}>
      {({ instances, parked, away }) => (
        <div className="tasks">
          <Away of={away} />
          {parked.map((one) => (
            <Parked key={one.id} of={one} />
          ))}
          {instances.map((one) => (
            <Instance key={[one.context, one.aggregate, one.key, one.entry].join(' ')} of={one} />
          ))}
        </div>
      )}
    </Read>
  );
};
