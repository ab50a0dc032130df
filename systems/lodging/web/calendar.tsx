// Nights and rooms of an owner's places: what is free, what is taken, and changing it in place.

import {
  addDays,
  Button,
  dayIn,
  Dialog,
  Empty,
  Form,
  numberIn,
  Page,
  Read,
  textIn,
  useDraft,
  useInAddress,
  useLanguage,
  useList,
  useRow,
  useWish,
  useWords,
  weekdayIn,
} from '@dure/web/kit';
import type { Row } from '@dure/web/kit';
import { useToday } from './asked.ts';
import { lodgingWords } from './words.ts';

const DAYS = 14;
const PLACES_MAX = 14;

type Night = { readonly placeId: string; readonly day: string; readonly row: Row | undefined };

const noNight = { placeId: '', day: '' };

const toneOf = (row: Row | undefined): string => {
  if (!row) return 'none';
  const [free, stock] = [numberIn(row, 'free') ?? 0, numberIn(row, 'stock') ?? 0];
  if (free <= 0) return 'full';
  return free < stock ? 'few' : 'free';
};

type CellOf = {
  readonly night: Night;
  readonly place: string;
  readonly onOpen: () => void;
};

const Cell = ({ night, place, onOpen }: CellOf) => {
  const say = useWords(lodgingWords);
  const language = useLanguage();
  const { row, day } = night;
  const rooms = { free: row ? (numberIn(row, 'free') ?? 0) : 0 };
  const counts = { ...rooms, stock: row ? (numberIn(row, 'stock') ?? 0) : 0 };
  return (
    <td data-tone={toneOf(row)}>
      <button type="button" onClick={onOpen}>
        <span className="unseen">{say('cell', { place, day: dayIn(language, day) })} </span>
        {row ? say('freeOf', counts) : '–'}
      </button>
    </td>
  );
};

const SetRooms = ({ night, onClose }: { readonly night: Night; readonly onClose: () => void }) => {
  const say = useWords(lodgingWords);
  const wish = useWish();
  const managed = useRow(`reservationManagements/${night.placeId}`);
  const given = {
    fromDt: night.day,
    toDt: addDays(night.day, 1),
    stock: String(night.row ? (numberIn(night.row, 'stock') ?? 0) : 0),
  };
  return (
    <Dialog title={say('setStock')} onClose={onClose}>
      <Read of={managed} lines={3}>
        {(row) => {
          const template = row._templates?.['set-night-stock'] ?? row._templates?.['open-stock'];
          if (!template) return <Empty title={say('noStock')} />;
          return <Form template={template} wish={wish} given={given} onDone={onClose} />;
        }}
      </Read>
    </Dialog>
  );
};

const Head = ({ days }: { readonly days: readonly string[] }) => {
  const say = useWords(lodgingWords);
  const language = useLanguage();
  const today = useToday();
  return (
    <thead>
      <tr>
        <th scope="col">{say('place')}</th>
        {days.map((day) => (
          <th key={day} scope="col" data-today={day === today ? '' : undefined}>
            <span>{weekdayIn(language, day)}</span>
            <b>{Number(day.slice(8))}</b>
          </th>
        ))}
      </tr>
    </thead>
  );
};

type TableOf = { readonly places: readonly Row[]; readonly from: string };

const useNights = (from: string) => {
  const query = { 'night.from': from, 'night.to': addDays(from, DAYS - 1), size: 200 };
  const nights = useList('nightStocks', query);
  const rowOf = (placeId: string, day: string): Row | undefined =>
    nights.data?.rows.find(
      (row) => textIn(row, 'placeId') === placeId && textIn(row, 'night') === day,
    );
  return { nights, rowOf };
};

const Nights = ({ places, from }: TableOf) => {
  const [opened, setOpened] = useDraft({ name: 'night', start: noNight });
  const days = Array.from({ length: DAYS }, (_, at) => addDays(from, at));
  const { nights, rowOf } = useNights(from);
  const night = { ...opened, row: rowOf(opened.placeId, opened.day) };
  const isOpen = opened.day !== '' && nights.data !== undefined;
  return (
    <div className="nights" tabIndex={0} role="region" aria-label={days[0] ?? ''}>
      <table>
        <Head days={days} />
        <tbody>
          {places.slice(0, PLACES_MAX).map((place) => {
            const placeId = textIn(place, 'placeId');
            const name = textIn(place, 'placeNm');
            return (
              <tr key={placeId}>
                <th scope="row">{name}</th>
                {days.map((day) => (
                  <Cell
                    key={day}
                    place={name}
                    night={{ placeId, day, row: rowOf(placeId, day) }}
                    onOpen={() => setOpened({ placeId, day })}
                  />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {isOpen ? <SetRooms night={night} onClose={() => setOpened(noNight)} /> : null}
    </div>
  );
};

const Legend = () => {
  const say = useWords(lodgingWords);
  return (
    <ul className="nights-legend faint">
      <li data-tone="free">{say('legendFree')}</li>
      <li data-tone="few">{say('legendFew')}</li>
      <li data-tone="full">{say('legendFull')}</li>
    </ul>
  );
};

export const Calendar = () => {
  const say = useWords(lodgingWords);
  const today = useToday();
  const [from, setFrom] = useInAddress('from', today);
  const places = useList('reservationManagements', { sort: 'placeId', size: 200 });
  return (
    <Page title={say('calendar')} lead={say('calendarLead')}>
      <div className="nights-tools">
        <Button onPress={() => setFrom(addDays(from, -DAYS))} isDisabled={from <= today}>
          {say('earlier')}
        </Button>
        <Button onPress={() => setFrom(today)}>{say('today')}</Button>
        <Button onPress={() => setFrom(addDays(from, DAYS))}>{say('later')}</Button>
        <Legend />
      </div>
      <Read of={places} lines={5}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={say('placesEmpty')} icon="bed" />
          ) : (
            <Nights places={rows} from={from} />
          )
        }
      </Read>
    </Page>
  );
};
