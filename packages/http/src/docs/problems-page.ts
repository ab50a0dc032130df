// Every way in which a request can be refused, on one page.

import { kindOf, labelOf } from '@dure/access';
import type { Business } from '@dure/access';
import type { Words } from '@dure/domain';
import { everyRefusal } from '../answers/own-refusals.ts';
import { statusOf } from '../answers/problem.ts';
import { html, page } from '../pages/html.ts';
import type { Html, PagePlace } from '../pages/html.ts';

const title: Words = { ko: '거절', en: 'Problems' };

const row = (name: string, http: number, words: Words): Html =>
  html`<tr id="${name}">
    <td>${http}</td>
    <td><code>${name}</code></td>
    <td class="long">${words.ko}</td>
    <td class="long">${words.en}</td>
  </tr>`;

const rejectionsOf = ({ rejections, system }: Business): readonly Html[] =>
  [...rejections].map(([name, { note, context }]) =>
    row(name, statusOf(kindOf(note)), labelOf({ system, context }, 'rejections', name)),
  );

export const problemsPage = (
  businesses: readonly Business[],
  { language, base }: PagePlace,
): string => {
  const platform = everyRefusal().map(({ name, http, title }) => row(name, http, title));
  return page(
    { language, title: title[language] },
    html`<div class="top">
        <a class="name" href="${base}/">두레 Dure</a><a href="${base}/docs">OpenAPI</a>
      </div>
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
