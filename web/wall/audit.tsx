// Who did what, when, and what came of it: found by actor and case, and taken along as a file.

import { phonesHidden } from '../kit/look/formats.ts';
import { useState } from 'react';
import { useInAddress } from '../kit/look/route.ts';
import { useWords } from '../kit/look/words.ts';
import { Button } from '../kit/parts/button.tsx';
import { Link } from '../kit/parts/link.tsx';
import { Page } from '../kit/parts/page.tsx';
import { Empty, Read } from '../kit/parts/states.tsx';
import { Badge } from '../kit/parts/status.tsx';
import { Instant } from '../kit/parts/values.tsx';
import { hrefOf } from '../kit/requests/live.ts';
import { useVisit } from '../kit/requests/who.tsx';
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
  readonly context: string;
  readonly caseId?: string;
  readonly outcome: string;
  readonly reason?: string;
  readonly at: string;
};

type Audit = {
  readonly entries: readonly Entry[];
  readonly _links: { readonly next?: { readonly href: string } };
};

const SIZE = 50;

const EntryLine = ({ entry }: { readonly entry: Entry }) => {
  const { business } = useVisit();
  const labelOf = useRecordLabel();
  const actorOf = useActorLabel();
  const contextOf = useContextLabel();
  const { caseId, outcome, reason } = entry;
  const who = [entry.actor, entry.subject ?? ''].join(':');
  return (
    <div className="row-line">
      <div className="row-title">
        <b>{labelOf({ type: entry.what })}</b>
        <Badge tone={outcome === 'done' ? 'good' : 'warn'}>{outcome}</Badge>
      </div>
      <span className="faint">
        {actorOf(who)} · {contextOf(entry.context)} · <Instant at={entry.at} />
        {caseId === undefined ? null : (
          <>
            {' · '}
            <Link to={`/${business.name}/cases/${encodeURIComponent(caseId)}`}>
              {phonesHidden(caseId)}
            </Link>
          </>
        )}
      </span>
      {reason === undefined ? null : <span>{reason}</span>}
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
            <EntryLine entry={entry} />
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
