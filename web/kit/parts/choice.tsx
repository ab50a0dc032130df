// One of a few, all of them in sight: a class, a card, a kind of parcel.

import type { ReactNode } from 'react';
import { useId } from 'react';

type Of<Value extends string> = {
  readonly legend: string;
  readonly options: readonly (readonly [value: Value, label: ReactNode])[];
  readonly chosen: Value;
  readonly onChange: (value: Value) => void;
  /** One below the other: what they are called is long. */
  readonly isStacked?: boolean;
};

export const Choice = <Value extends string>(of: Of<Value>) => {
  const { legend, options, chosen, onChange, isStacked = false } = of;
  const name = useId();
  return (
    <fieldset className="choice" data-stacked={isStacked ? '' : undefined}>
      <legend>{legend}</legend>
      <div>
        {options.map(([value, label]) => (
          <label key={value}>
            <input
              type="radio"
              name={name}
              checked={value === chosen}
              onChange={() => onChange(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};
