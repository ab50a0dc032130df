// Who did what, when, and what came of it: found by actor and case, and taken along as a file.

import { phonesHidden } from '../kit/look/formats.ts';
import { useState } from 'react';
import { useInAddress } from '../kit/look/route.ts';
import type { InBoth } from '../kit/described.ts';
import { useLabel, useWords } from '../kit/look/words.ts';
import { Button } from '../kit/parts/button.tsx';
import { Link } from '../kit/parts/link.tsx';
import { Page } from '../kit/parts/page.tsx';
import { Empty, Read } from '../kit/parts/states.tsx';
import { Badge } from '../kit/parts/status.tsx';
import { Instant } from '../kit/parts/values.tsx';
import { hrefOf } from '../kit/requests/live.ts';
import { useVisit } from '../kit/requests/who.tsx';
import { CodeNames } from './code-names.tsx';
import { useActorLabel, useContextLabel, useRecordLabel } from './label.ts';
import { useOps } from './ops.ts';
import { wallWords } from './words.ts';
import './wall.css';

type Entry = {
  readonly sequence: number;
  readonly kind: string;
  readonly actor: string;
  readonly subject?: string;
  readonly what: string;
  readonly context?: string;
  /** The key of the instance, or what an operation was done to. */
  readonly of?: string;
  readonly caseId?: string;
  readonly outcome: string;
  readonly reason?: string;
  readonly at: string;
};

type Audit = {
  readonly entries: readonly Entry[];
  /** What each refusal among them is called. */
  readonly refusals: { readonly [name: string]: InBoth };
  readonly _links: { readonly next?: { readonly href: string } };
};

const SIZE = 50;

/** What operators do, as the buttons for it are called. */
const operations = {
  'parked/retry': 'retry',
  'parked/mend': 'mend',
  'parked/skip': 'skip',
  'parked-groups/retry': 'retryAll',
  'parked-groups/skip': 'skipAll',
  'work/close': 'close',
  'work/resend': 'resend',
  'views/rebuild': 'rebuild',
  faults: 'faults',
  clock: 'clock',
} as const;

const isOperation = (what: string): what is keyof typeof operations =>
  Object.hasOwn(operations, what);

type LineOf = { readonly entry: Entry; readonly refusals: Audit['refusals'] };

/** The names that the program has for it; an operation says what it was done to. */
const codesOf = ({ kind, what, outcome, of }: Entry) => ({
  type: [what, ...(kind === 'operation' && of !== undefined ? [of] : [])].join(' '),
  ...(outcome !== 'done' && { cause: outcome }),
});

const Parts = ({ entry }: Pick<LineOf, 'entry'>) => {
  const { business } = useVisit();
  const actorOf = useActorLabel();
  const contextOf = useContextLabel();
  const { actor, subject = '', context, caseId, at } = entry;
  return (
    <span className="faint">
      {actorOf([actor, subject].join(':'))} ·{' '}
      {context === undefined ? null : `${contextOf(context)} · `}
      <Instant at={at} />
      {caseId === undefined ? null : (
        <>
          {' · '}
          <Link to={`/${business.name}/cases/${encodeURIComponent(caseId)}`}>
            {phonesHidden(caseId)}
          </Link>
        </>
      )}
    </span>
  );
};

const EntryLine = ({ entry, refusals }: LineOf) => {
  const say = useWords(wallWords);
  const label = useLabel();
  const labelOf = useRecordLabel();
  const { what, outcome, reason } = entry;
  const isDone = outcome === 'done';
  const words = refusals[outcome];
  return (
    <div className="row-line">
      <div className="row-title">
        <b>{isOperation(what) ? say(operations[what]) : labelOf({ type: what })}</b>
        <Badge tone={isDone ? 'good' : 'warn'}>{say(isDone ? 'done' : 'refusal')}</Badge>
      </div>
      {words ? <span>{label(words)}</span> : null}
      <Parts entry={entry} />
      {reason === undefined ? null : <span>{reason}</span>}
      <CodeNames of={codesOf(entry)} />
    </div>
  );
};

const Filter = ({ name, label }: { readonly name: string; readonly label: string }) => {
  const [value, setValue] = useInAddress(name);
  return (
    <label className="filter">
      <span>{label}</span>
      <input type="search" value={value} onChange={({ target }) => setValue(target.value.trim())} />
    </label>
  );
};

/** What comes after `ops/` in a link of the gateway. */
const belowOps = (href: string): string => href.slice(href.indexOf('/ops/') + '/ops/'.length);

const Entries = ({
  audit,
  onOlder,
}: {
  readonly audit: Audit;
  readonly onOlder: (to: string) => void;
}) => {
  const say = useWords(wallWords);
  const next = audit._links.next?.href;
  if (audit.entries.length === 0) return <Empty title={say('noAudit')} icon="search" />;
  return (
    <>
      <ul className="rows">
        {audit.entries.map((entry) => (
          <li key={entry.sequence}>
            <EntryLine entry={entry} refusals={audit.refusals} />
          </li>
        ))}
      </ul>
      {next === undefined ? null : (
        <Button onPress={() => onOlder(belowOps(next))}>{say('older')}</Button>
      )}
    </>
  );
};

const useFound = () => {
  const [actor] = useInAddress('actor');
  const [caseId] = useInAddress('caseId');
  return { actor: actor || undefined, caseId: caseId || undefined };
};

export const AuditPage = () => {
  const say = useWords(wallWords);
  const { home, as } = useVisit();
  const found = useFound();
  const [older, setOlder] = useState<string | undefined>(undefined);
  const read = useOps<Audit>(older ?? hrefOf('audit', { ...found, limit: SIZE }));
  const file = hrefOf(`${home}/ops/audit/export`, { ...found, format: 'csv', as });
  return (
    <Page
      title={say('audit')}
      lead={say('auditLead')}
      actions={
        <a className="button" href={file} download>
          {say('export')}
        </a>
      }
    >
      <div className="filters">
        <Filter name="actor" label={say('auditActor')} />
        <Filter name="caseId" label={say('auditCase')} />
      </div>
      {older === undefined ? null : (
        <Button onPress={() => setOlder(undefined)}>{say('newer')}</Button>
      )}
      <Read of={read} lines={6}>
        {(audit) => <Entries audit={audit} onOlder={setOlder} />}
      </Read>
    </Page>
  );
};
