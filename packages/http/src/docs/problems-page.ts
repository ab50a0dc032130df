// Every way in which a request can be refused, on one page.

import type { Words } from '@dure/domain';
import { refusals } from '../answers/refusals.ts';
import type { Business } from '../business/business.ts';
import { labelOf } from '../business/labels.ts';
import type { Language } from '../business/labels.ts';
import { html, page } from '../pages/html.ts';
import type { Html } from '../pages/html.ts';

const title: Words = { ko: '거절', en: 'Problems' };
const STANDARD_HTTP = 409;

const row = (name: string, http: number, words: Words): Html =>
  html`<tr id="${name}">
    <td>${http}</td>
    <td><code>${name}</code></td>
    <td>${words.ko}</td>
    <td>${words.en}</td>
  </tr>`;

const rejectionsOf = ({ rejections, system }: Business): readonly Html[] =>
  [...rejections].map(([name, { note, context }]) =>
    row(name, note.http ?? STANDARD_HTTP, labelOf({ system, context }, 'rejections', name)),
  );

export const problemsPage = (businesses: readonly Business[], language: Language): string => {
  const platform = Object.entries(refusals).map(([name, refusal]) =>
    row(name, refusal.http, refusal.title),
  );
  return page(
    { language, title: title[language] },
    html`<div class="top"><a class="name" href="/">두레 Dure</a><a href="/docs">OpenAPI</a></div>
      <h1>${title[language]}</h1>
      <div class="sheet">
        <table>
          <tbody>
            ${platform} ${businesses.flatMap(rejectionsOf)}
          </tbody>
        </table>
      </div>`,
  );
};
