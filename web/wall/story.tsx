// A case from top to bottom, as it went; where nothing happened for long, it says for how long.

import { useState } from 'react';
import { instantIn } from '../kit/look/formats.ts';
import type { Language } from '../kit/look/preferences.ts';
import { useLanguage } from '../kit/look/preferences.ts';
import { useWords } from '../kit/look/words.ts';
import { useVisit } from '../kit/requests/who.tsx';
import { useActorLabel, useContextLabel, useRecordLabel } from './label.ts';
import type { CaseRecord } from './ops.ts';
import { wallWords } from './words.ts';

const GAP_MS = 60_000;
const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `3시간`, `3 hours`: the largest unit that fits. */
export const spanIn = (language: Language, ms: number): string => {
  const [unit, length] = UNITS.find(([, of]) => ms >= of) ?? UNITS[2];
  const count = Math.round(ms / length);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(
    count,
  );
};

const gapBefore = (records: readonly CaseRecord[], at: number): number => {
  const [before, now] = [records[at - 1], records[at]];
  return before && now ? Date.parse(now.at) - Date.parse(before.at) : 0;
};

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

export const Content = ({ data }: Pick<CaseRecord, 'data'>) => (
  <dl className="record-data">
    {Object.entries(data).map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{textOf(value)}</dd>
      </div>
    ))}
  </dl>
);

const Entry = ({ record }: { readonly record: CaseRecord }) => {
  const say = useWords(wallWords);
  const language = useLanguage();
  const labelOf = useRecordLabel();
  const actorOf = useActorLabel();
  const contextOf = useContextLabel();
  const [isOpen, setOpen] = useState(false);
  const { timeZone } = useVisit().business;
  return (
    <div className="record" data-kind={record.kind}>
      <div className="record-head">
        <b>{labelOf(record)}</b>
        <span className="faint">
          {contextOf(record.context)}
          {record.target === undefined ? '' : ` → ${contextOf(record.target)}`}
        </span>
      </div>
      <p className="faint">
        {actorOf(record.actor)} · {instantIn(language, record.at, timeZone)}
      </p>
      <button type="button" className="text-button" onClick={() => setOpen(!isOpen)}>
        {say(isOpen ? 'hideRecords' : 'showRecords')}
      </button>
      {isOpen ? <Content data={record.data} /> : null}
    </div>
  );
};

export const Story = ({ records }: { readonly records: readonly CaseRecord[] }) => {
  const say = useWords(wallWords);
  const language = useLanguage();
  return (
    <ol className="case-story">
      {records.map((record, at) => {
        const gap = gapBefore(records, at);
        return (
          <li key={record.id}>
            {gap >= GAP_MS ? (
              <p className="case-gap">{say('later', { time: spanIn(language, gap) })}</p>
            ) : null}
            <Entry record={record} />
          </li>
        );
      })}
    </ol>
  );
};
