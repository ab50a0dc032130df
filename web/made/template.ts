// The form of a command as the wall describes it, where no row offers one.

import type { DescribedCommand, DescribedField } from '../kit/described.ts';
import type { Language } from '../kit/look/preferences.ts';
import type { Property, Template } from '../kit/requests/hal.ts';

type Named = { readonly name: string; readonly prompt: string; readonly field: DescribedField };

const inputTypes: { readonly [kind in DescribedField['kind']]?: string } = {
  money: 'number',
  count: 'number',
  number: 'number',
  day: 'date',
  instant: 'datetime-local',
  phone: 'tel',
};

/** A form asks for each field of a value object by itself. */
const parts = (named: Named, language: Language): readonly Named[] => {
  const { field, name, prompt } = named;
  if (!field.fields) return [named];
  return field.fields.flatMap((inner) =>
    parts(
      {
        name: `${name}.${inner.name}`,
        prompt: `${prompt}: ${inner.label[language]}`,
        field: { ...inner, isOptional: inner.isOptional || field.isOptional },
      },
      language,
    ),
  );
};

const truths = {
  ko: [
    { prompt: '예', value: 'true' },
    { prompt: '아니요', value: 'false' },
  ],
  en: [
    { prompt: 'Yes', value: 'true' },
    { prompt: 'No', value: 'false' },
  ],
};

const optionsOf = ({ kind, choices }: DescribedField, language: Language) => {
  if (kind === 'truth') return truths[language];
  return choices?.map(({ value, label }) => ({ value, prompt: label[language] }));
};

const numberIn = (schema: DescribedField['schema'], keyword: string): number | undefined => {
  const value = schema[keyword];
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;
};

const propertyOf = ({ name, prompt, field }: Named, language: Language): Property => {
  const options = optionsOf(field, language);
  const [min, max] = [numberIn(field.schema, 'minimum'), numberIn(field.schema, 'maximum')];
  return {
    name,
    prompt,
    type: field.isSecret ? 'password' : (inputTypes[field.kind] ?? 'text'),
    required: !field.isOptional,
    ...(options ? { options: { inline: options } } : {}),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
};

type Of = {
  readonly language: Language;
  /** Where the command is sent. */
  readonly target: string;
  /** The field that names what the command makes, where a person chooses its name. */
  readonly named?: string | undefined;
  /** The field that says in what it is made. */
  readonly within?: DescribedField | undefined;
};

export const templateOf = (command: DescribedCommand, of: Of): Template => ({
  title: command.label[of.language],
  method: command.method,
  target: of.target,
  properties: [...(of.within ? [of.within] : []), ...command.fields]
    .map((field) => ({ name: field.name, prompt: field.label[of.language], field }))
    .flatMap((named) => parts(named, of.language))
    .map((named) => propertyOf(named, of.language))
    .map((property) => (property.name === of.named ? { ...property, isNew: true } : property)),
});
