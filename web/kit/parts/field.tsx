// One field of a form, by what the template says of it.

import type { ChangeEvent } from 'react';
import { useId } from 'react';
import type { Option, Property } from '../requests/hal.ts';
import { kitWords } from '../look/kit-words.ts';
import { useWords } from '../look/words.ts';
import { shortId } from '../look/formats.ts';
import { useInstances } from './instances.ts';

type Changed = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What may be longer than this is written in several lines. */
const ONE_LINE_MAX = 200;
const LINES = 5;

const isLong = ({ type, maxLength = 0 }: Property): boolean =>
  type === 'text' && maxLength > ONE_LINE_MAX;

type Of = {
  readonly property: Property;
  readonly value: string;
  readonly mistake?: string | undefined;
  readonly onChange: (value: string) => void;
};

export const Field = ({ property, value, mistake, onChange }: Of) => {
  const say = useWords(kitWords);
  const id = useId();
  const instances = useInstances(property);
  const options = property.options?.inline ?? instances;
  const change = (event: ChangeEvent<Changed>): void => onChange(event.target.value);
  const described = mistake === undefined ? undefined : `${id}-mistake`;
  return (
    <div className="field">
      <label htmlFor={id}>
        {property.prompt}
        {property.required ? null : <span className="faint"> ({say('optional')})</span>}
      </label>
      <Entry {...{ id, property, value, options, change, described }} />
      {mistake === undefined ? null : (
        <p className="mistake" id={`${id}-mistake`}>
          {mistake}
        </p>
      )}
    </div>
  );
};

type EntryOf = {
  readonly id: string;
  readonly property: Property;
  readonly value: string;
  readonly options: readonly Option[] | undefined;
  readonly change: (event: ChangeEvent<Changed>) => void;
  readonly described: string | undefined;
};

const Entry = ({ id, property, value, options, change, described }: EntryOf) => {
  const say = useWords(kitWords);
  const shared = {
    id,
    value,
    onChange: change,
    'aria-required': property.required,
    'aria-invalid': described === undefined ? undefined : true,
    'aria-describedby': described,
  };
  if (property.readOnly) return <output id={id}>{shortId(value)}</output>;
  if (options === undefined && isLong(property)) {
    return <textarea {...shared} rows={LINES} maxLength={property.maxLength} />;
  }
  if (options === undefined) return <input {...shared} {...inputOf(property)} />;
  return (
    <select {...shared} aria-busy={options.length === 0 ? true : undefined}>
      <option value="">{say('choose')}</option>
      {options.map((option) => {
        const [one, prompt] =
          typeof option === 'string' ? [option, option] : [option.value, option.prompt];
        return (
          <option key={one} value={one}>
            {prompt}
          </option>
        );
      })}
    </select>
  );
};

const modes: { readonly [type: string]: 'numeric' | 'tel' } = { number: 'numeric', tel: 'tel' };

const inputOf = ({ type, min, max, step, maxLength }: Property) => ({
  // A number is written as text, so that a wheel or an arrow does not change it unseen.
  type: type === 'number' ? 'text' : type,
  inputMode: modes[type],
  autoComplete: 'off',
  ...(type === 'date' ? { min, max, step } : {}),
  ...(maxLength === undefined ? {} : { maxLength }),
});
