// A case between contexts: a column for each, and an arrow for whatever goes from one to another.

import { phonesHidden } from '../kit/look/formats.ts';
import { useMemo } from 'react';
import { useContextLabel, useRecordLabel } from './label.ts';
import type { CaseRecord } from './ops.ts';

const COLUMN = 170;
const LEFT = 90;
const HEAD = 46;
const ROW = 40;

type Drawn = { readonly record: CaseRecord; readonly from: number; readonly to: number };

const columnsOf = (records: readonly CaseRecord[]): readonly string[] => [
  ...new Set(records.flatMap(({ context, target }) => [context, ...(target ? [target] : [])])),
];

/** A command goes to its target; an event comes from whatever had caused it. */
const endsOf = (record: CaseRecord, causes: ReadonlyMap<string, CaseRecord>) => {
  if (record.target !== undefined) return [record.context, record.target] as const;
  const cause = causes.get(record.causedBy ?? '');
  // What was sent here has its arrow already.
  const isSent = cause?.target === record.context;
  return [isSent ? record.context : (cause?.context ?? record.context), record.context] as const;
};

const drawnOf = (records: readonly CaseRecord[], columns: readonly string[]): readonly Drawn[] => {
  const byId = new Map(records.map((record) => [record.id, record]));
  return records.map((record) => {
    const [from, to] = endsOf(record, byId);
    return { record, from: columns.indexOf(from), to: columns.indexOf(to) };
  });
};

const xOf = (column: number): number => LEFT + column * COLUMN;

const Arrow = ({
  of,
  y,
  label,
}: {
  readonly of: Drawn;
  readonly y: number;
  readonly label: string;
}) => {
  const [from, to] = [xOf(of.from), xOf(of.to)];
  const isHere = of.from === of.to;
  return (
    <g className="sequence-step" data-kind={of.record.kind}>
      {isHere ? (
        <rect x={to - 6} y={y - 6} width={12} height={12} rx={2} />
      ) : (
        <path d={`M${from} ${y}H${to + (to > from ? -4 : 4)}`} markerEnd="url(#sequence-head)" />
      )}
      <text
        x={isHere ? to + 12 : (from + to) / 2}
        y={isHere ? y + 4 : y - 6}
        textAnchor={isHere ? 'start' : 'middle'}
      >
        {label}
      </text>
    </g>
  );
};

const Columns = ({ columns, height }: ColumnsOf) => {
  const contextOf = useContextLabel();
  return (
    <>
      {columns.map((context, at) => (
        <g key={context} className="sequence-column">
          <text x={xOf(at)} y={20}>
            {contextOf(context)}
          </text>
          <path d={`M${xOf(at)} ${HEAD - 14}V${height}`} />
        </g>
      ))}
    </>
  );
};

type ColumnsOf = { readonly columns: readonly string[]; readonly height: number };

const Head = () => (
  <defs>
    <marker
      id="sequence-head"
      viewBox="0 0 8 8"
      refX="7"
      refY="4"
      markerWidth="8"
      markerHeight="8"
      orient="auto"
    >
      <path d="M1 1l6 3-6 3z" />
    </marker>
  </defs>
);

export const Sequence = ({ records }: { readonly records: readonly CaseRecord[] }) => {
  const labelOf = useRecordLabel();
  const columns = useMemo(() => columnsOf(records), [records]);
  const drawn = useMemo(() => drawnOf(records, columns), [records, columns]);
  const height = HEAD + records.length * ROW + ROW / 2;
  const width = xOf(columns.length - 1) + COLUMN;
  const words = drawn.map(({ record }) => labelOf(record));
  return (
    <div
      className="sequence"
      tabIndex={0}
      role="region"
      aria-label={phonesHidden(records[0]?.caseId ?? '')}
    >
      <svg width={width} height={height} role="img" aria-label={words.join(', ')}>
        <Head />
        <Columns columns={columns} height={height} />
        {drawn.map((of, at) => (
          <Arrow
            key={of.record.id}
            of={of}
            y={HEAD + at * ROW + ROW / 2}
            label={labelOf(of.record)}
          />
        ))}
      </svg>
    </div>
  );
};
