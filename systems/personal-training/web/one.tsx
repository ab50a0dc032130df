// One application: where it stands and who moves it next, its date and result, and cancelling it.

import {
  ActionButton,
  Card,
  Facts,
  Instant,
  Notice,
  Page,
  ReadMeanwhile,
  Section,
  Status,
  Steps,
  shortId,
  textIn,
  useCurrentRow,
  useLanguage,
  useTrail,
  useVisit,
  useWhyNot,
  useWords,
} from '@dure/web/kit';
import type { CaseRecord, Current, PageOf, Row, Step } from '@dure/web/kit';
import { classNameIn } from './classes.ts';
import { ptWords } from './words.ts';
import type { PtSay } from './words.ts';
import './personal-training.css';

/** How many steps are behind, by what care has come to. */
const reached: { readonly [status: string]: number } = {
  ORDER_RECEIVED: 1,
  ORDER_ACCEPTED: 2,
  ORDER_CONFIRMED: 3,
  ORDER_CANCEL_PENDING: 3,
};

const RESULT_REACHED = 4;

const titles = ['stepApplied', 'stepAssigned', 'stepDated', 'stepHeld'] as const;
const notes = [undefined, 'waitsClerk', 'waitsTrainer', 'waitsClass'] as const;

const reachedIn = (row: Row): number => {
  if (textIn(row, 'ptOrderStatus') === 'RESULT_READY') return RESULT_REACHED;
  return reached[textIn(row, 'ptManagerStatus')] ?? 1;
};

const forward = (row: Row, say: PtSay): readonly Step[] => {
  const at = reachedIn(row);
  const trainer = textIn(row, 'trainerName');
  return titles.map((key, index): Step => {
    const is = index < at ? 'done' : index === at ? 'now' : 'todo';
    const note = notes[index];
    const said = is === 'now' && note ? { note: say(note, { trainer }) } : {};
    return { key, title: say(key), is, ...said };
  });
};

/** What was reached before it was called off, and then the end of it. */
const stepsOf = (row: Row, say: PtSay): readonly Step[] => {
  const status = textIn(row, 'ptOrderStatus');
  const isOut = status === 'ORDER_CANCELED';
  if (!isOut && status !== 'CANCEL_ORDERED') return forward(row, say);
  const applied: Step = { key: 'stepApplied', title: say('stepApplied'), is: 'done' };
  const end: Step = isOut
    ? { key: 'end', title: say('stepCanceled'), is: 'failed' }
    : { key: 'end', title: say('stepCanceling'), is: 'now', note: say('waitsCancel') };
  return [applied, end];
};

const About = ({ row }: { readonly row: Row }) => {
  const say = useWords(ptWords);
  const [at, trainer] = [textIn(row, 'ptClassDate'), textIn(row, 'trainerName')];
  const facts: (readonly [string, React.ReactNode])[] = [];
  if (trainer !== '') facts.push([say('trainer'), trainer]);
  if (at !== '') facts.push([say('date'), <Instant key="date" at={at} />]);
  if (facts.length === 0) return null;
  return (
    <Card>
      <Facts of={facts} />
    </Card>
  );
};

const Result = ({ row }: { readonly row: Row }) => {
  const say = useWords(ptWords);
  const result = textIn(row, 'ptResult');
  if (result === '') return null;
  return (
    <Section title={say('result')}>
      <Card tone="accent">
        <p className="pt-result">{result}</p>
      </Card>
    </Section>
  );
};

/** A result that came first keeps its class, whatever was wished meanwhile. */
const wasRefused = (records: readonly CaseRecord[]): boolean =>
  records.some(({ type, kind }) => kind === 'event' && type === 'PtCancelRefused');

type OneOf = Pick<Current, 'own' | 'isPlain'> & { readonly row: Row };

const OneClass = ({ row, own, isPlain }: OneOf) => {
  const say = useWords(ptWords);
  const records = useTrail(own).data ?? [];
  const whyNot = useWhyNot(own, 'cancel-pt-order');
  return (
    <>
      {isPlain ? <Notice tone="info" title={say('lessKnown')} /> : null}
      {wasRefused(records) ? <Notice tone="warn" title={say('cancelRefused')} /> : null}
      <Card>
        <div className="row-title">
          <h2>{say('applicationOf', { number: shortId(textIn(row, 'ptOrderId')) })}</h2>
          <Status row={row} field="ptOrderStatus" />
        </div>
        <Steps steps={stepsOf(row, say)} />
      </Card>
      <About row={row} />
      <Result row={row} />
      {own ? (
        <ActionButton
          row={own}
          slug="cancel-pt-order"
          label={say('cancel')}
          whyNot={whyNot}
          about={() => <p>{say('cancelKept')}</p>}
        />
      ) : null}
    </>
  );
};

export const OnePage = ({ params }: PageOf) => {
  const say = useWords(ptWords);
  const language = useLanguage();
  const { business } = useVisit();
  const ptOrderId = params['ptOrderId'] ?? '';
  // Trainer and date are known to the status page alone.
  const order = useCurrentRow(ptOrderId, {
    view: 'ptstatuses',
    own: 'ptorders',
    status: 'ptOrderStatus',
  });
  const { data: known } = order;
  const number = say('applicationOf', { number: shortId(ptOrderId) });
  return (
    <Page
      title={known ? classNameIn(language, textIn(known, 'ptClassName')) : number}
      backTo={`/${business.name}/my`}
    >
      <ReadMeanwhile of={order} lines={5}>
        {(row) => <OneClass row={row} own={order.own} isPlain={order.isPlain} />}
      </ReadMeanwhile>
    </Page>
  );
};
