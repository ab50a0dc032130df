// Values as people read them, by their kind on the wall.

import type { DescribedField } from '../described.ts';
import type { Row } from '../requests/hal.ts';
import { useVisit } from '../requests/who.tsx';
import {
  countIn,
  dayIn,
  dayWithYearIn,
  instantIn,
  moneyIn,
  phoneOf,
  shortId,
} from '../look/formats.ts';
import { useLanguage } from '../look/preferences.ts';
import { Status } from './status.tsx';

export const Money = ({ won }: { readonly won: number }) => (
  <span className="money">{moneyIn(useLanguage(), won)}</span>
);

export const Day = (of: { readonly day: string; readonly withYear?: boolean }) => {
  const language = useLanguage();
  const text = of.withYear ? dayWithYearIn(language, of.day) : dayIn(language, of.day);
  return <time dateTime={of.day}>{text}</time>;
};

export const Instant = ({ at }: { readonly at: string }) => {
  const { timeZone } = useVisit().business;
  return <time dateTime={at}>{instantIn(useLanguage(), at, timeZone)}</time>;
};

/** A link to call; masked, where the server has hidden its middle. */
export const Phone = ({ number }: { readonly number: string }) =>
  number.includes('*') ? (
    <span className="phone">{phoneOf(number)}</span>
  ) : (
    <a className="phone" href={`tel:${number}`}>
      {phoneOf(number)}
    </a>
  );

/** A place of a city, by district and street. */
export const Place = (of: { readonly district?: string; readonly street: string }) => (
  <address className="place">
    {of.district === undefined ? null : <b>{of.district}</b>} {of.street}
  </address>
);

type Shown = { readonly field: DescribedField; readonly row: Row };

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/** Any field of any row. */
export const Value = ({ field, row }: Shown) => {
  const value = row[field.name];
  if (isEmpty(value)) return <span className="faint">–</span>;
  const label = row._labels?.[field.name];
  if (field.kind === 'status' || label) return <Status row={row} field={field.name} />;
  return <Plain field={field} value={value} />;
};

const Plain = ({ field, value }: { readonly field: DescribedField; readonly value: unknown }) => {
  const language = useLanguage();
  if (typeof value === 'number') {
    return <>{field.kind === 'money' ? moneyIn(language, value) : countIn(language, value)}</>;
  }
  if (typeof value === 'boolean') return <Truth is={value} />;
  if (typeof value === 'object' && value !== null) return <Parts field={field} value={value} />;
  return <Text field={field} text={String(value)} />;
};

const Truth = ({ is }: { readonly is: boolean }) => {
  const [yes, no] = useLanguage() === 'ko' ? ['예', '아니요'] : ['Yes', 'No'];
  return <>{is ? yes : no}</>;
};

const Text = ({ field, text }: { readonly field: DescribedField; readonly text: string }) => {
  const language = useLanguage();
  if (field.kind === 'day') return <Day day={text} />;
  if (field.kind === 'instant') return <Instant at={text} />;
  if (field.kind === 'phone') return <Phone number={text} />;
  if (field.kind === 'id') return <>{shortId(text)}</>;
  const choice = field.choices?.find(({ value }) => value === text);
  return <>{choice ? choice.label[language] : text}</>;
};

const Parts = ({ field, value }: { readonly field: DescribedField; readonly value: object }) => {
  if (Array.isArray(value)) return <>{value.map((one) => textOfPart(one)).join(', ')}</>;
  const shown = Object.entries(value).filter(([, part]) => !isEmpty(part));
  const labelOf = (name: string): DescribedField | undefined =>
    field.fields?.find((inner) => inner.name === name);
  const language = useLanguage();
  return (
    <span className="parts">
      {shown.map(([name, part]) => (
        <span key={name}>
          <span className="faint">{labelOf(name)?.label[language] ?? name}</span> {textOfPart(part)}
        </span>
      ))}
    </span>
  );
};

const textOfPart = (part: unknown): string =>
  typeof part === 'object' && part !== null ? Object.values(part).join(' ') : String(part);
