// A time for a class: the hours of a day, with those that are taken or past closed and saying why;
// or any other time. Whether it is free is decided by the trainer's calendar.

import { useId } from 'react';
import {
  Answer,
  Button,
  Dialog,
  addDays,
  dayIn,
  instantIn,
  instantWithOffset,
  localOf,
  serverNow,
  textIn,
  useDraft,
  useLanguage,
  useList,
  useVisit,
  useWish,
  useWords,
} from '@dure/web/kit';
import type { Row, Template } from '@dure/web/kit';
import { useToday } from './days.ts';
import { ptWords } from './words.ts';

const DAYS = 7;
const [OPENS, CLOSES] = [7, 22];
/** As long as a class lasts unless the gym has set it otherwise. */
const CLASS_MS = 3_600_000;
const LIST_MAX = 200;

const hours = Array.from(
  { length: CLOSES - OPENS },
  (_, at) => `${String(OPENS + at).padStart(2, '0')}:00`,
);

type Slot = { readonly local: string; readonly closed: 'taken' | 'past' | undefined };

/** What the trainer holds, to see which hours are free. */
const useHeld = (): readonly number[] => {
  const list = useList('trainerWeeks', { status: 'SCHEDULE_CONFIRMED', size: LIST_MAX });
  return (list.data?.rows ?? []).map((row) => Date.parse(textIn(row, 'ptClassDate')));
};

const useSlots = (day: string): readonly Slot[] => {
  const { timeZone } = useVisit().business;
  const held = useHeld();
  return hours.map((hour) => {
    const local = `${day}T${hour}`;
    const at = Date.parse(instantWithOffset(local, timeZone));
    const isTaken = held.some((other) => Math.abs(other - at) < CLASS_MS);
    return { local, closed: at <= serverNow() ? 'past' : isTaken ? 'taken' : undefined };
  });
};

type ChoiceOf = { readonly chosen: string; readonly onChange: (to: string) => void };

const DayChoice = ({ chosen, onChange }: ChoiceOf) => {
  const say = useWords(ptWords);
  const language = useLanguage();
  const today = useToday();
  return (
    <fieldset className="pt-days">
      <legend>{say('days')}</legend>
      {Array.from({ length: DAYS }, (_, at) => addDays(today, at)).map((day) => (
        <label key={day}>
          <input type="radio" name="day" checked={day === chosen} onChange={() => onChange(day)} />
          {dayIn(language, day)}
        </label>
      ))}
    </fieldset>
  );
};

const HourChoice = ({ day, chosen, onChange }: ChoiceOf & { readonly day: string }) => {
  const say = useWords(ptWords);
  return (
    <fieldset className="pt-hours">
      <legend>{say('hours')}</legend>
      {useSlots(day).map(({ local, closed }) => (
        <label key={local} data-closed={closed}>
          <input
            type="radio"
            name="hour"
            checked={local === chosen}
            disabled={closed !== undefined}
            onChange={() => onChange(local)}
          />
          {local.slice(11)}
          {closed === undefined ? null : <small>{say(closed)}</small>}
        </label>
      ))}
    </fieldset>
  );
};

const OtherTime = ({ chosen, onChange }: ChoiceOf) => {
  const say = useWords(ptWords);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{say('otherTime')}</label>
      <input
        id={id}
        type="datetime-local"
        value={chosen}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
};

type Of = { readonly row: Row; readonly template: Template; readonly onClose: () => void };

const useConfirm = ({ row, template, onClose }: Of, local: string) => {
  const { timeZone } = useVisit().business;
  const wish = useWish();
  const ptClassDate = local === '' ? undefined : instantWithOffset(local, timeZone);
  const send = async (): Promise<void> => {
    if (ptClassDate === undefined) return;
    const body = { ptTrainerId: textIn(row, 'ptTrainerId'), ptClassDate };
    const { target, method } = template;
    if (await wish.send({ target, method, body })) onClose();
  };
  return { wish, ptClassDate, send };
};

export const ChooseTime = (of: Of) => {
  const say = useWords(ptWords);
  const language = useLanguage();
  const { timeZone } = useVisit().business;
  const today = localOf(serverNow(), timeZone).slice(0, 10);
  const { target } = of.template;
  const [day, setDay] = useDraft({ name: `day ${target}`, start: addDays(today, 1) });
  const [local, setLocal] = useDraft({ name: `time ${target}`, start: '' });
  const { wish, ptClassDate, send } = useConfirm(of, local);
  const who = textIn(of.row, 'customerName');
  return (
    <Dialog title={say('chooseTime', { who })} onClose={of.onClose}>
      <DayChoice chosen={day} onChange={setDay} />
      <HourChoice day={day} chosen={local} onChange={setLocal} />
      <OtherTime chosen={local} onChange={setLocal} />
      <Answer state={wish.state} onRetry={() => void send()} />
      <Button
        tone="main"
        isWide
        isDisabled={ptClassDate === undefined}
        isBusy={wish.state.is === 'underWay'}
        onPress={() => void send()}
      >
        {ptClassDate === undefined
          ? say('chooseFirst')
          : say('confirmAt', { at: instantIn(language, ptClassDate, timeZone) })}
      </Button>
    </Dialog>
  );
};
