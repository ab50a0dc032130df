// The board of the shop: what is new, what is in repair, what is to be decided, and what is done.

import {
  ActionButton,
  Answer,
  Board,
  Button,
  Dialog,
  LiveColumn,
  Money,
  moneyIn,
  numberIn,
  Page,
  RowActions,
  selfOf,
  shortId,
  Since,
  textIn,
  Ticket,
  useDraft,
  useLanguage,
  useList,
  useWish,
  useWords,
} from '@dure/web/kit';
import type { Row, Template, Tone } from '@dure/web/kit';
import { Plate, usualRepairs } from './plate.tsx';
import { ToDisplay } from './to-display.tsx';
import { repairWords } from './words.ts';
import './repair.css';

const CARS_MAX = 60;
const DONE_MAX = 12;
/** A car that waits for half a day is in somebody's way. */
const LATE_MINUTES = 12 * 60;

type OfCar = { readonly row: Row };

/** The usual amount of the symptom that the desk wrote, so that most are one press away. */
const usualOf = (row: Row): number | undefined =>
  usualRepairs.find(([symptom]) => symptom === textIn(row, 'symptom'))?.[1];

const amountIn = (text: string): number | undefined => {
  const amount = Number(text.replaceAll(/[,\s원]/g, ''));
  return text.trim() === '' || !Number.isInteger(amount) || amount < 1 ? undefined : amount;
};

type UsualsOf = { readonly onChoose: (amount: number) => void };

const Usuals = ({ onChoose }: UsualsOf) => {
  const say = useWords(repairWords);
  const language = useLanguage();
  return (
    <fieldset className="usuals">
      <legend>{say('usuals')}</legend>
      {usualRepairs.map(([symptom, won]) => (
        <Button key={symptom} onPress={() => onChoose(won)}>
          {say('usual', { symptom, price: moneyIn(language, won) })}
        </Button>
      ))}
    </fieldset>
  );
};

type CompleteOf = OfCar & { readonly template: Template; readonly onClose: () => void };

type AmountOf = { readonly text: string; readonly onChange: (text: string) => void };

const Amount = ({ text, onChange }: AmountOf) => {
  const say = useWords(repairWords);
  return (
    <>
      <label className="field">
        <b>{say('amount')}</b>
        <input
          autoFocus
          inputMode="numeric"
          autoComplete="off"
          value={text}
          onChange={({ target }) => onChange(target.value)}
        />
      </label>
      <Usuals onChoose={(won) => onChange(String(won))} />
    </>
  );
};

const CompleteForm = ({ row, template, onClose }: CompleteOf) => {
  const say = useWords(repairWords);
  const language = useLanguage();
  const wish = useWish();
  const start = String(usualOf(row) ?? '');
  const [text, setText] = useDraft({ name: template.target, start });
  const repairAmt = amountIn(text);
  const price = repairAmt === undefined ? '' : ` · ${moneyIn(language, repairAmt)}`;
  const send = async (): Promise<void> => {
    if (repairAmt === undefined) return;
    if (await wish.send({ target: template.target, body: { repairAmt } })) onClose();
  };
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Amount text={text} onChange={setText} />
      <Answer state={wish.state} onRetry={() => void send()} />
      <Button
        type="submit"
        tone="main"
        isWide
        isDisabled={repairAmt === undefined}
        isBusy={wish.state.is === 'underWay'}
      >
        {say('complete') + price}
      </Button>
    </form>
  );
};

const Complete = ({ row }: OfCar) => {
  const say = useWords(repairWords);
  const template = row._templates?.['complete-repair'];
  const [isOpen, setOpen] = useDraft({ name: `complete ${selfOf(row)}`, start: false });
  if (!template) return null;
  return (
    <div className="action">
      <Button tone="main" onPress={() => setOpen(true)}>
        {say('complete')}
      </Button>
      {isOpen ? (
        <Dialog title={textIn(row, 'vehiNo')} onClose={() => setOpen(false)}>
          <CompleteForm row={row} template={template} onClose={() => setOpen(false)} />
        </Dialog>
      ) : null}
    </div>
  );
};

const Deciding = ({ row }: OfCar) => {
  const say = useWords(repairWords);
  const language = useLanguage();
  const max = numberIn(row, 'repairAmt');
  const help =
    max === undefined ? say('feeHelpPlain') : say('feeHelp', { max: moneyIn(language, max) });
  return (
    <>
      <ActionButton
        row={row}
        slug="accept-cancel"
        label={say('acceptCancel')}
        given={{ feeAmt: '0' }}
        isShownFirst
        about={() => <p className="faint">{help}</p>}
      />
      <ActionButton row={row} slug="refuse-cancel" label={say('refuseCancel')} />
    </>
  );
};

const CarButtons = ({ row }: OfCar) => {
  const say = useWords(repairWords);
  return (
    <RowActions row={row}>
      {(whole) => {
        const stat = textIn(whole, 'stat');
        if (stat === 'REPAIRLISTED') {
          return (
            <>
              <ActionButton row={whole} slug="take-in-repair" label={say('takeIn')} />
              <ActionButton row={whole} slug="reject-repair" label={say('reject')} tone="quiet" />
            </>
          );
        }
        return stat === 'REQUESTREPAIR' ? <Complete row={whole} /> : <Deciding row={whole} />;
      }}
    </RowActions>
  );
};

type CarOf = OfCar & { readonly isNew: boolean; readonly isDone: boolean };

/** What is undecided for a day is decided by itself: unfinished is cancelled, finished goes on. */
const Silent = ({ row }: OfCar) => {
  const say = useWords(repairWords);
  const reason = textIn(row, 'reason');
  const isFinished = numberIn(row, 'repairAmt') !== undefined;
  return (
    <p className="faint">
      {reason === '' ? null : <>{say('because', { reason })} · </>}
      {say('decideBy', { outcome: say(isFinished ? 'silentRefuse' : 'silentCancel') })}
    </p>
  );
};

const Car = ({ row, isNew, isDone }: CarOf) => {
  const say = useWords(repairWords);
  const symptom = textIn(row, 'symptom');
  const won = numberIn(row, 'repairAmt');
  return (
    <Ticket
      isNew={isNew}
      head={
        <>
          <span>{say('receiptOf', { number: shortId(textIn(row, 'receiptId')) })}</span>
          {isDone ? null : <Since at={row.lastEventAt} lateMinutes={LATE_MINUTES} />}
        </>
      }
      title={<Plate number={textIn(row, 'vehiNo')} />}
      actions={isDone ? undefined : <CarButtons row={row} />}
    >
      <p>{symptom === '' ? <span className="faint">{say('noSymptom')}</span> : symptom}</p>
      {won === undefined ? null : <Money won={won} />}
      {textIn(row, 'stat') === 'CANCELREQUESTED' ? <Silent row={row} /> : null}
    </Ticket>
  );
};

type ColumnOf = {
  readonly stat: string;
  readonly title: 'listed' | 'inRepair' | 'toDecide' | 'finished';
  readonly empty: 'noneListed' | 'noneInRepair' | 'noneToDecide' | 'noneFinished';
  readonly tone?: Tone;
};

const columns: readonly ColumnOf[] = [
  { stat: 'REPAIRLISTED', title: 'listed', empty: 'noneListed' },
  { stat: 'REQUESTREPAIR', title: 'inRepair', empty: 'noneInRepair' },
  { stat: 'CANCELREQUESTED', title: 'toDecide', empty: 'noneToDecide', tone: 'warn' },
  { stat: 'REPAIRCOMPLETED', title: 'finished', empty: 'noneFinished', tone: 'good' },
];

const Cars = ({ stat, title, empty, tone }: ColumnOf) => {
  const say = useWords(repairWords);
  const isDone = title === 'finished';
  const list = useList('repairs', {
    stat,
    // Whoever came first is next; what was finished last stands on top.
    ...(isDone ? {} : { sort: 'lastEventAt' }),
    size: isDone ? DONE_MAX : CARS_MAX,
  });
  return (
    <LiveColumn title={say(title)} of={list} empty={say(empty)} tone={tone} isUncounted={isDone}>
      {(row, isNew) => <Car row={row} isNew={isNew} isDone={isDone} />}
    </LiveColumn>
  );
};

export const ShopPage = () => {
  const say = useWords(repairWords);
  return (
    <Page title={say('shop')} lead={say('shopLead')} actions={<ToDisplay />}>
      <Board>
        {columns.map((column) => (
          <Cars key={column.stat} {...column} />
        ))}
      </Board>
    </Page>
  );
};
