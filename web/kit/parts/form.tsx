// A form made from a template: it asks for what the server needs, and says at each field what is
// wrong with it, by its own look first and by the server's word after.

import { useState } from 'react';
import type { ReactNode } from 'react';
import { kitWords } from '../look/kit-words.ts';
import { useLanguage } from '../look/preferences.ts';
import type { Language } from '../look/preferences.ts';
import { useWords } from '../look/words.ts';
import type { Say } from '../look/words.ts';
import type { Property, Template } from '../requests/hal.ts';
import { useDraft } from '../requests/draft.ts';
import { claimIn, useVisit } from '../requests/who.tsx';
import type { Visit } from '../requests/who.tsx';
import type { Wish } from '../requests/wish.ts';
import type { Answered } from '../requests/request.ts';
import { instantWithOffset } from '../look/instants.ts';
import { Answer } from './answer.tsx';
import { Button } from './button.tsx';
import type { ButtonTone } from './button.tsx';
import { usePreview } from '../requests/preview.ts';
import type { Preview } from '../requests/preview.ts';
import { Field } from './field.tsx';
import { PreviewShown } from './preview.tsx';

export type Values = { readonly [name: string]: string };

type Of = {
  readonly template: Template;
  readonly wish: Wish;
  /** What is known already; a field that is given and `hidden` is not asked for. */
  readonly given?: Values;
  readonly hidden?: readonly string[];
  readonly submit?: string;
  readonly tone?: ButtonTone;
  readonly onDone?: (answer: Answered) => void;
  /** Shows first what it would do; what is done then is what was shown. */
  readonly isShownFirst?: boolean;
  /** The fields of the sums that are shown of it; all unless given. */
  readonly amounts?: readonly string[] | undefined;
  /** Between the fields and the button, by what was written and what it would do. */
  readonly children?: (values: Values, preview: Preview | undefined) => ReactNode;
};

export const written = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';

/** What is written in the fields at first: what the template says, or whose it is. */
const startOf = (template: Template, given: Values, visit: Visit): Values =>
  Object.fromEntries(
    template.properties.map(({ name, value }) => [
      name,
      given[name] ?? claimIn(visit, name) ?? written(value),
    ]),
  );

type KitSay = Say<keyof (typeof kitWords)['ko']>;

const mistakeIn = (property: Property, value: string, say: KitSay): string | undefined => {
  if (value.trim() === '') return property.required ? say('required') : undefined;
  if (property.type !== 'number') return undefined;
  return numberMistake(property, Number(value.replaceAll(',', '')), say);
};

const numberMistake = ({ min, max }: Property, number: number, say: KitSay) => {
  if (Number.isNaN(number)) return say('noNumber');
  if (min !== undefined && number < min) return say('atLeast', { min });
  return max !== undefined && number > max ? say('atMost', { max }) : undefined;
};

const valueOf = ({ type }: Property, text: string, timeZone: string): unknown => {
  if (type === 'number') return Number(text.replaceAll(',', ''));
  if (type === 'datetime-local') return instantWithOffset(text, timeZone);
  return text;
};

/** The body: fields that were left empty are not in it. */
export const bodyOf = (template: Template, values: Values, timeZone: string) =>
  Object.fromEntries(
    template.properties.flatMap((property) => {
      const text = (values[property.name] ?? '').trim();
      return text === '' ? [] : [[property.name, valueOf(property, text, timeZone)] as const];
    }),
  );

/** Claims prove whose it is, so that there is nothing to ask. */
const isAsked = (property: Property, hidden: readonly string[], visit: Visit): boolean =>
  !hidden.includes(property.name) && claimIn(visit, property.name) === undefined;

const fromServer = (wish: Wish, language: Language): { readonly [path: string]: string } => {
  if (wish.state.is !== 'refused') return {};
  const { mistakes = [] } = wish.state.problem;
  return Object.fromEntries(mistakes.map((mistake) => [mistake.path, mistake[language]]));
};

/** What would be done with what is written now: that may have changed a moment ago. */
const settledPreview = async (preview: ReturnType<typeof usePreview>) =>
  preview.isPlaceholderData ? (await preview.refetch()).data : preview.data;

const isSameSum = (one: Preview | undefined, other: Preview | undefined): boolean =>
  JSON.stringify(one?.amounts) === JSON.stringify(other?.amounts);

const mistakesIn = (template: Template, values: Values, say: KitSay): Values =>
  Object.fromEntries(
    template.properties.flatMap((property) => {
      const mistake = mistakeIn(property, values[property.name] ?? '', say);
      return mistake === undefined ? [] : [[property.name, mistake] as const];
    }),
  );

const secretsOf = ({ properties }: Template): readonly string[] =>
  properties.flatMap(({ name, type }) => (type === 'password' ? [name] : []));

const useForm = (of: Of) => {
  const { template, wish, given = {}, hidden = [], onDone } = of;
  const say = useWords(kitWords);
  const visit = useVisit();
  const language = useLanguage();
  const [written, setWritten] = useDraft({
    name: template.target,
    start: startOf(template, given, visit),
    secrets: secretsOf(template),
  });
  const [mistakes, setMistakes] = useState<Values>({});
  const fixed = Object.fromEntries(hidden.map((name) => [name, given[name] ?? '']));
  const values = { ...written, ...fixed };
  const found = mistakesIn(template, values, say);
  const isWhole = Object.keys(found).length === 0;
  const body = bodyOf(template, values, visit.business.timeZone);
  const wanted = { target: template.target, method: template.method, body };
  const preview = usePreview(of.isShownFirst && isWhole ? wanted : undefined);
  const send = async (): Promise<void> => {
    setMistakes(found);
    if (!isWhole) return;
    const settled = await settledPreview(preview);
    // It would cost something else than what is read above: that is to be read first.
    if (!isSameSum(settled, preview.data)) return;
    const answer = await wish.send({ ...wanted, shown: settled?.digest });
    if (answer) onDone?.(answer);
  };
  return {
    values,
    preview,
    asked: template.properties.filter((property) => isAsked(property, hidden, visit)),
    mistakes: { ...fromServer(wish, language), ...mistakes },
    set: (name: string, value: string): void => setWritten((old) => ({ ...old, [name]: value })),
    send,
  };
};

export const Form = (of: Of) => {
  const { template, wish, submit, tone = 'main', children } = of;
  const say = useWords(kitWords);
  const { values, preview, asked, mistakes, set, send } = useForm(of);
  const isBusy = wish.state.is === 'underWay' || wish.state.is === 'waiting';
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {asked.map((property) => (
        <Field
          key={property.name}
          property={property}
          value={values[property.name] ?? ''}
          mistake={mistakes[property.name]}
          onChange={(value) => set(property.name, value)}
        />
      ))}
      {of.isShownFirst ? <PreviewShown of={preview} amounts={of.amounts} /> : null}
      {children?.(values, preview.data)}
      <Answer state={wish.state} onRetry={() => void send()} />
      <div className="form-end">
        <Button type="submit" tone={tone} isBusy={isBusy} isWide>
          {isBusy ? say('sending') : (submit ?? template.title)}
        </Button>
      </div>
    </form>
  );
};
