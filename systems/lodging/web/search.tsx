// The first page of a customer: days and rooms, and what each place costs for the whole stay.

import {
  dayIn,
  Empty,
  Icon,
  Link,
  moneyIn,
  numberIn,
  Page,
  Read,
  textIn,
  useLanguage,
  useList,
  useWords,
} from '@dure/web/kit';
import type { Row } from '@dure/web/kit';
import { freeUntil, priceOf, queryOf, useAsked, useToday } from './asked.ts';
import type { Asked } from './asked.ts';
import { lodgingWords } from './words.ts';

const SHOWN_MAX = 100;

const Question = () => {
  const say = useWords(lodgingWords);
  const today = useToday();
  const { asked, setFrom, setTo, setRooms } = useAsked();
  return (
    <form className="stay-question" onSubmit={(event) => event.preventDefault()}>
      <label className="field">
        <span>{say('checkIn')}</span>
        <input
          type="date"
          value={asked.from}
          min={today}
          onChange={({ target }) => setFrom(target.value)}
        />
      </label>
      <label className="field">
        <span>{say('checkOut')}</span>
        <input
          type="date"
          value={asked.to}
          min={asked.from}
          onChange={({ target }) => setTo(target.value)}
        />
      </label>
      <label className="field">
        <span>{say('rooms')}</span>
        <select value={asked.rooms} onChange={({ target }) => setRooms(target.value)}>
          {[1, 2, 3, 4, 5, 6, 8, 10].map((count) => (
            <option key={count} value={count}>
              {say('roomsOf', { count })}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
};

/** A picture of each place by its name: nothing is loaded for it. */
const tint = (name: string): object => {
  const sum = Array.from(name).reduce((all, letter) => all + (letter.codePointAt(0) ?? 0), 0);
  return { '--tint': (sum * 37) % 360 };
};

export const PlacePicture = ({ name }: { readonly name: string }) => (
  <span className="place-picture" style={tint(name)} aria-hidden="true">
    <Icon name="bed" />
  </span>
);

const PlaceCard = ({ row, asked }: { readonly row: Row; readonly asked: Asked }) => {
  const say = useWords(lodgingWords);
  const language = useLanguage();
  const today = useToday();
  const perNight = numberIn(row, 'pricePerNight') ?? 0;
  const until = freeUntil(asked, numberIn(row, 'freeCancelDays') ?? 0, today);
  const name = textIn(row, 'placeNm');
  return (
    <Link
      to={`/lodging/reserve/${textIn(row, 'placeId')}?${queryOf(asked)}`}
      className="place-card"
    >
      <PlacePicture name={name} />
      <div className="place-about">
        <h2>{name}</h2>
        <p className="faint">{say('perNight', { price: moneyIn(language, perNight) })}</p>
        <p className="place-terms" data-free={until === undefined ? undefined : ''}>
          {until === undefined ? say('feeFrom') : say('freeUntil', { day: dayIn(language, until) })}
        </p>
      </div>
      <div className="place-price">
        <b>{moneyIn(language, priceOf(asked, perNight))}</b>
        <span className="faint">{say('nights', { count: asked.nights })}</span>
      </div>
    </Link>
  );
};

export const Search = () => {
  const say = useWords(lodgingWords);
  const { asked } = useAsked();
  const places = useList('places', { sort: 'pricePerNight', size: SHOWN_MAX });
  return (
    <Page title={say('search')} lead={say('searchLead')}>
      <Question />
      {asked.nights === 0 ? (
        <p className="mistake" role="alert">
          {say('badDates')}
        </p>
      ) : (
        <Read of={places} lines={6}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Empty title={say('noPlaces')} icon="bed" />
            ) : (
              <ul className="place-cards">
                {rows.map((row) => (
                  <li key={textIn(row, 'placeId')}>
                    <PlaceCard row={row} asked={asked} />
                  </li>
                ))}
              </ul>
            )
          }
        </Read>
      )}
    </Page>
  );
};
