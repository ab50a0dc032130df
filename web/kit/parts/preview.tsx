// What will happen, said before it does: what it costs or gives back, and what changes.

import type { UseQueryResult } from '@tanstack/react-query';
import { kitWords } from '../look/kit-words.ts';
import { moneyIn } from '../look/formats.ts';
import { useLanguage } from '../look/preferences.ts';
import { useWords } from '../look/words.ts';
import { refusalIn } from '../requests/preview.ts';
import type { Preview } from '../requests/preview.ts';
import { problemOf } from '../requests/problem.ts';
import { ProblemNotice } from './answer.tsx';
import { Loading } from './states.tsx';

type Of = { readonly of: UseQueryResult<Preview> };

/** The same sum may stand in several events: it is said once. */
const sums = ({ amounts }: Preview): Preview['amounts'] =>
  amounts.filter(
    (one, at) =>
      amounts.findIndex(({ field, amount }) => field === one.field && amount === one.amount) === at,
  );

const Shown = ({ preview }: { readonly preview: Preview }) => {
  const say = useWords(kitWords);
  const language = useLanguage();
  return (
    <section className="preview" aria-label={say('whatHappens')}>
      <h3>{say('whatHappens')}</h3>
      <ul>
        {preview.events.map(({ name, label }) => (
          <li key={name}>{label[language]}</li>
        ))}
      </ul>
      {preview.amounts.length === 0 ? null : (
        <dl className="facts">
          {sums(preview).map(({ field, label, amount }) => (
            <div key={field}>
              <dt>{label[language]}</dt>
              <dd>{moneyIn(language, amount)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
};

export const PreviewShown = ({ of }: Of) => {
  if (of.isError && of.data === undefined) {
    return <ProblemNotice problem={problemOf(of.error)} onRetry={() => void of.refetch()} />;
  }
  if (!of.data) return <Loading lines={1} />;
  const refusal = refusalIn(of.data);
  return refusal ? <ProblemNotice problem={refusal} /> : <Shown preview={of.data} />;
};
