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

type Of = {
  readonly of: UseQueryResult<Preview>;
  /** The fields of the sums that matter to whoever looks; all of them unless given. */
  readonly amounts?: readonly string[] | undefined;
};

/** The same sum may stand in several events: it is said once. */
const sums = ({ amounts }: Preview, wanted: Of['amounts']): Preview['amounts'] =>
  amounts.filter(
    (one, at) =>
      (wanted === undefined || wanted.includes(one.field)) &&
      amounts.findIndex(({ field, amount }) => field === one.field && amount === one.amount) === at,
  );

const Shown = ({ preview, amounts }: Omit<Of, 'of'> & { readonly preview: Preview }) => {
  const say = useWords(kitWords);
  const language = useLanguage();
  const shown = sums(preview, amounts);
  return (
    <section className="preview" aria-label={say('whatHappens')}>
      <h3>{say('whatHappens')}</h3>
      <ul>
        {preview.events.map(({ name, label }) => (
          <li key={name}>{label[language]}</li>
        ))}
      </ul>
      {shown.length === 0 ? null : (
        <dl className="facts">
          {shown.map(({ field, label, amount }) => (
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

export const PreviewShown = ({ of, amounts }: Of) => {
  if (of.isError && of.data === undefined) {
    return <ProblemNotice problem={problemOf(of.error)} onRetry={() => void of.refetch()} />;
  }
  if (!of.data) return <Loading lines={1} />;
  const refusal = refusalIn(of.data);
  return refusal ? (
    <ProblemNotice problem={refusal} />
  ) : (
    <Shown preview={of.data} amounts={amounts} />
  );
};
