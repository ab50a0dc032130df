// A problem as a person in front of a browser reads it.

import type { Language } from '@dure/access';
import { html, page } from '../pages/html.ts';
import type { Html } from '../pages/html.ts';
import type { Problem } from './problem.ts';

type Mistake = { readonly path: string; readonly ko: string; readonly en: string };

/** What every refusal of input has among its facts. */
const mistakesIn = ({ facts }: Problem): readonly Mistake[] =>
  // The platform writes this fact itself; see `invalid`.
  (facts?.['mistakes'] as readonly Mistake[] | undefined) ?? [];

const nearIn = ({ facts }: Problem): readonly string[] =>
  // As above; see the refusal of a path that is not served.
  (facts?.['near'] as readonly string[] | undefined) ?? [];

const mistakesOf = (problem: Problem, language: Language): readonly Html[] =>
  mistakesIn(problem).map(
    (mistake) => html`<li><code>${mistake.path}</code> ${mistake[language]}</li>`,
  );

/** An address with parameters can be shown, and not be followed. */
const nearOf = (problem: Problem): readonly Html[] =>
  nearIn(problem).map((path) =>
    path.includes('{')
      ? html`<li><code>${path}</code></li>`
      : html`<li><a href="${encodeURI(path)}">${path}</a></li>`,
  );

export const problemPage = (problem: Problem, language: Language, base: string): string => {
  const words = (problem.words ?? problem.title)[language];
  return page(
    { language, title: problem.title[language] },
    html`<div class="top"><a class="name" href="${base}/">두레 Dure</a></div>
      <h1>${words}</h1>
      <ul>
        ${mistakesOf(problem, language)} ${nearOf(problem)}
      </ul>
      <p class="faint">
        ${problem.http} ·
        <a href="${base}/docs/problems#${problem.rejection}">${problem.rejection}</a>
      </p>`,
  );
};
