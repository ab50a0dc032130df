// One case: as a story, between contexts, and as causes and effects.

import { phonesHidden } from '../kit/look/formats.ts';
import { useState } from 'react';
import { useInAddress } from '../kit/look/route.ts';
import { useWords } from '../kit/look/words.ts';
import { Button } from '../kit/parts/button.tsx';
import { Link } from '../kit/parts/link.tsx';
import { Page } from '../kit/parts/page.tsx';
import { Empty, Read } from '../kit/parts/states.tsx';
import { useVisit } from '../kit/requests/who.tsx';
import type { PageOf } from '../kit/registry.ts';
import { Causes } from './causes.tsx';
import { useCase } from './ops.ts';
import type { CaseRecords } from './ops.ts';
import { Sequence } from './sequence.tsx';
import { Story } from './story.tsx';
import { WhyOf } from './why.tsx';
import { wallWords } from './words.ts';
import './wall.css';

const ways = ['story', 'sequence', 'causes', 'why'] as const;

type Way = (typeof ways)[number];

const isWay = (text: string): text is Way => ways.some((way) => way === text);

const Ways = ({ way, onWay }: { readonly way: Way; readonly onWay: (way: Way) => void }) => {
  const say = useWords(wallWords);
  return (
    <div className="ways" role="group" aria-label={say('tabs')}>
      {ways.map((one) => (
        <button key={one} type="button" aria-pressed={one === way} onClick={() => onWay(one)}>
          {say(one)}
        </button>
      ))}
    </div>
  );
};

const Whole = ({ records }: { readonly records: CaseRecords['records'] }) => (
  <WhyOf caseId={records[0]?.caseId ?? ''} />
);

const shown = { story: Story, sequence: Sequence, causes: Causes, why: Whole };

/** The links that led to the part which is shown: none, where it is the first. */
type Parts = readonly string[];

type OneOf = {
  readonly data: CaseRecords;
  readonly parts: Parts;
  readonly onTurn: (parts: Parts) => void;
};

/** A long case is read in parts, one after the other and back: so it stays as quick as a short. */
const Turning = ({ data, parts, onTurn }: OneOf) => {
  const say = useWords(wallWords);
  const next = data._links?.next?.href;
  if (next === undefined && parts.length === 0) return null;
  return (
    <nav className="pager" aria-label={say('parts')}>
      <Button isDisabled={parts.length === 0} onPress={() => onTurn(parts.slice(0, -1))}>
        {say('earlierPart')}
      </Button>
      <span className="faint" role="status">
        {say('part', { number: parts.length + 1, count: data.records.length })}
      </span>
      <Button
        isDisabled={next === undefined}
        onPress={() => onTurn(next === undefined ? parts : [...parts, next])}
      >
        {say('laterPart')}
      </Button>
    </nav>
  );
};

const One = (of: OneOf) => {
  const say = useWords(wallWords);
  const [written, setWay] = useInAddress('way', 'story');
  const way = isWay(written) ? written : 'story';
  const Shown = shown[way];
  const { records } = of.data;
  if (records.length === 0) return <Empty title={say('noSuchCase')} icon="search" />;
  return (
    <>
      <Ways way={way} onWay={setWay} />
      <Turning {...of} />
      <Shown records={records} />
    </>
  );
};

export const CasePage = ({ params }: PageOf) => {
  const say = useWords(wallWords);
  const { business } = useVisit();
  const caseId = params['caseId'] ?? '';
  const [parts, setParts] = useState<Parts>([]);
  const read = useCase(caseId, parts.at(-1));
  return (
    <Page
      title={phonesHidden(caseId)}
      backTo={`/${business.name}/cases`}
      actions={
        <Link to={`/${business.name}/wall?case=${encodeURIComponent(caseId)}`} className="button">
          {say('follow')}
        </Link>
      }
    >
      <Read of={read} lines={6}>
        {(data) => <One data={data} parts={parts} onTurn={setParts} />}
      </Read>
    </Page>
  );
};
