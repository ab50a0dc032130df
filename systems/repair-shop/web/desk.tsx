// The desk: a car is received by keyboard alone, in seconds, and what waits for the desk stands
// below it.

import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import {
  Answer,
  Button,
  Card,
  Link,
  LiveList,
  Notice,
  Page,
  RowActions,
  Section,
  shortId,
  Since,
  Split,
  Status,
  TaskBoard,
  TaskCard,
  textIn,
  useDraft,
  useList,
  useVisit,
  useWish,
  useWords,
} from '@dure/web/kit';
import type { Answered, Row, Wish } from '@dure/web/kit';
import { DeskButtons } from './desk-buttons.tsx';
import { Plate, plateOf, usualRepairs } from './plate.tsx';
import { ReceiptLine } from './receipts.tsx';
import { openStats } from './stats.ts';
import { ToDisplay } from './to-display.tsx';
import { repairWords } from './words.ts';
import './repair.css';

const waitsForDesk = ['REPAIRCOMPLETED', 'PAYAPPROVED', 'CANCELFEEREQUESTED'];
const TASKS_MAX = 30;
const STANDING_MAX = 30;
const KEY = 'F2';

type Typed = { readonly vehiNo: string; readonly symptom: string; readonly customerTel: string };

const nothing: Typed = { vehiNo: '', symptom: '', customerTel: '' };

/** What was left empty is not sent. */
const bodyOf = (typed: Typed): Partial<Typed> =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([name, text]) =>
      text.trim() === '' ? [] : [[name, text.trim()] as const],
    ),
  );

type Received = { readonly receiptId: string; readonly vehiNo: string };

const receivedIn = (answer: Answered, vehiNo: string): Received => ({
  receiptId: answer.location?.split('/').at(-1) ?? '',
  vehiNo,
});

const useReceiving = (vehicle: RefObject<HTMLInputElement | null>) => {
  const { home } = useVisit();
  const wish = useWish();
  const [typed, setTyped] = useDraft({ name: 'receive', start: nothing });
  const [received, setReceived] = useState<Received | undefined>(undefined);
  const [isMissing, setMissing] = useState(false);
  const send = async (): Promise<void> => {
    const body = bodyOf(typed);
    setMissing(body.vehiNo === undefined);
    setReceived(undefined);
    if (body.vehiNo === undefined) return vehicle.current?.focus();
    const answer = await wish.send({ target: `${home}/receipts`, body });
    if (answer) {
      setReceived(receivedIn(answer, body.vehiNo));
      setTyped(nothing);
    }
    // The next car comes at once; a refused number is to be looked at.
    vehicle.current?.focus();
    if (!answer) vehicle.current?.select();
  };
  const set = (changed: Partial<Typed>): void => setTyped((old) => ({ ...old, ...changed }));
  return { wish, typed, set, send, received, isMissing };
};

/** The field of the vehicle has the focus at first, and by one key from anywhere. */
const useVehicleKey = (vehicle: RefObject<HTMLInputElement | null>): void => {
  useEffect(() => {
    vehicle.current?.focus();
    const press = (event: KeyboardEvent): void => {
      if (event.key !== KEY) return;
      event.preventDefault();
      vehicle.current?.focus();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [vehicle]);
};

/** A number that is refused since its car is here already: the way to that receipt. */
const ToOpenReceipt = ({ wish }: { readonly wish: Wish }) => {
  const say = useWords(repairWords);
  const { business } = useVisit();
  if (wish.state.is !== 'refused') return null;
  const { receiptId } = wish.state.problem.facts;
  return typeof receiptId === 'string' ? (
    <Link to={`/${business.name}/receipts/${receiptId}`}>{say('toReceipt')}</Link>
  ) : null;
};

type FieldsOf = {
  readonly typed: Typed;
  readonly set: (changed: Partial<Typed>) => void;
  readonly isMissing: boolean;
  readonly vehicle: RefObject<HTMLInputElement | null>;
};

const VehicleField = ({ typed, set, isMissing, vehicle }: FieldsOf) => {
  const say = useWords(repairWords);
  return (
    <label className="field">
      <b>{say('vehiNo')}</b>
      <input
        ref={vehicle}
        className="vehicle-field"
        value={typed.vehiNo}
        placeholder={say('vehiHint')}
        autoComplete="off"
        maxLength={24}
        aria-required
        aria-invalid={isMissing ? true : undefined}
        aria-keyshortcuts={KEY}
        onChange={({ target }) => set({ vehiNo: target.value })}
      />
      {isMissing ? <span className="mistake">{say('vehicleNeeded')}</span> : null}
    </label>
  );
};

const Fields = (of: FieldsOf) => {
  const { typed, set } = of;
  const say = useWords(repairWords);
  return (
    <div className="receive-fields">
      <VehicleField {...of} />
      <label className="field">
        <b>{say('symptom')}</b>
        <input
          value={typed.symptom}
          list="usual-symptoms"
          autoComplete="off"
          maxLength={500}
          onChange={({ target }) => set({ symptom: target.value })}
        />
        <datalist id="usual-symptoms">
          {usualRepairs.map(([symptom]) => (
            <option key={symptom} value={symptom} />
          ))}
        </datalist>
      </label>
      <label className="field">
        <b>{say('tel')}</b>
        <input
          type="tel"
          value={typed.customerTel}
          placeholder={say('telHint')}
          autoComplete="off"
          onChange={({ target }) => set({ customerTel: target.value })}
        />
      </label>
    </div>
  );
};

const Receive = () => {
  const say = useWords(repairWords);
  const vehicle = useRef<HTMLInputElement>(null);
  const { wish, typed, set, send, received, isMissing } = useReceiving(vehicle);
  useVehicleKey(vehicle);
  return (
    <Card tone="accent">
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Fields {...{ typed, set, isMissing, vehicle }} />
        <Answer state={wish.state} onRetry={() => void send()} />
        <ToOpenReceipt wish={wish} />
        {received ? <ReceivedNotice received={received} /> : null}
        <Button type="submit" tone="main" isWide isBusy={wish.state.is === 'underWay'}>
          {say('receive')}
        </Button>
      </form>
    </Card>
  );
};

const ReceivedNotice = ({ received }: { readonly received: Received }) => {
  const say = useWords(repairWords);
  const number = shortId(received.receiptId);
  return (
    <Notice tone="good" title={say('received', { number, vehicle: plateOf(received.vehiNo) })}>
      {say('receivedHelp')}
    </Notice>
  );
};

const Task = ({ row, isNew }: { readonly row: Row; readonly isNew: boolean }) => {
  const { business } = useVisit();
  return (
    <TaskCard
      isNew={isNew}
      title={
        <Link to={`/${business.name}/receipts/${textIn(row, 'receiptId')}`}>
          <Plate number={textIn(row, 'vehiNo')} />
        </Link>
      }
      aside={<Status row={row} field="stat" />}
      actions={
        <RowActions row={row}>{(whole) => <DeskButtons row={whole} isNextOnly />}</RowActions>
      }
    >
      <span className="faint">
        <Since at={row.lastEventAt} />
      </span>
    </TaskCard>
  );
};

const Standing = () => {
  const say = useWords(repairWords);
  const list = useList('receipts', { stat: openStats, size: STANDING_MAX });
  return (
    <Section title={say('standing')}>
      <LiveList of={list} empty={say('noneStanding')} emptyIcon="car">
        {(row) => <ReceiptLine row={row} />}
      </LiveList>
    </Section>
  );
};

export const DeskPage = () => {
  const say = useWords(repairWords);
  const tasks = useList('receipts', { stat: waitsForDesk, sort: 'lastEventAt', size: TASKS_MAX });
  return (
    <Page title={say('desk')} lead={say('deskLead')} actions={<ToDisplay />}>
      <Receive />
      <Split>
        <Section title={say('toDo')}>
          <TaskBoard of={tasks} empty={say('noneToDo')}>
            {(row, isNew) => <Task row={row} isNew={isNew} />}
          </TaskBoard>
        </Section>
        <Standing />
      </Split>
    </Page>
  );
};
