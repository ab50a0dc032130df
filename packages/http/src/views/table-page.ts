// A view as a table, for who looks with a browser.

import { businessLabel, labelOf, shownText, valueLabels } from '@dure/access';
import type { FoundPage, ListQuery, ViewEntry } from '@dure/access';
import type { Shape, Words } from '@dure/domain';
import type { Page, ViewRow } from '@dure/kernel';
import type { Offered, Shown } from '../hal/templates.ts';
import { rowHref } from '../hal/paths.ts';
import { html, page } from '../pages/html.ts';
import type { Html } from '../pages/html.ts';
import { isoIn, pageBefore, pageHrefs } from './represent.ts';

export type Showing = Shown & { readonly view: ViewEntry; readonly isOpenHouse: boolean };

const labelled = ({ business, view }: Showing) => ({
  system: business.system,
  context: view.context,
});

const words: { readonly [name: string]: Words } = {
  rows: { ko: '건', en: 'in all' },
  last: { ko: '마지막 변경', en: 'Last change' },
  previous: { ko: '이전', en: 'Previous' },
  next: { ko: '다음', en: 'Next' },
  possible: { ko: '지금 할 수 있는 일', en: 'Possible now' },
  closed: { ko: '지금은 할 수 없는 일', en: 'Not possible now' },
  everybody: { ko: '모두', en: 'Everybody' },
  look: { ko: '보기', en: 'Look' },
  empty: { ko: '아직 아무것도 없습니다', en: 'Nothing here yet' },
};

const word = (name: string, { language }: Showing): string => words[name]?.[language] ?? name;

const viewTitle = (of: Showing): string =>
  labelOf(labelled(of), 'views', of.view.name)[of.language];

/** In the open house a page is looked at as one persona or another. */
const personasOf = (of: Showing): Html => {
  const personas = of.isOpenHouse ? of.business.personas : [];
  if (personas.length === 0) return html``;
  const options = personas.map(({ actor, subject, label: [ko, en] }) => {
    const name = of.language === 'ko' ? ko : en;
    const isHere = of.caller.actor === actor && of.caller.subject === subject;
    const chosen = isHere ? { markup: ' selected' } : undefined;
    return html`<option value="${actor}:${subject}" ${chosen}>${name} (${actor})</option>`;
  });
  return html`<form>
    <select name="as">
      <option value="">${word('everybody', of)}</option>
      ${options}
    </select>
    <button>${word('look', of)}</button>
  </form>`;
};

const headOf = (of: Showing): Html => {
  const { business, language, scope } = of;
  return html`<div class="top">
    <a class="name" href="${scope.base ?? '/'}">${businessLabel(business.system)[language]}</a>
    ${personasOf(of)}
  </div>`;
};

/** Who looks goes along with a link. */
const linkTo = ({ scope, view, caller }: Showing, row: ViewRow['row']): string => {
  const { actor, subject } = caller;
  const as = actor === undefined ? '' : `?as=${encodeURIComponent(`${actor}:${subject ?? ''}`)}`;
  return `${rowHref(scope, view, row)}${as}`;
};

const LONG = 40;
const FRACTION_DIGITS_MAX = 9;

const cell = (value: unknown, label: string | undefined): Html => {
  if (label !== undefined) return html`<td title="${shownText(value)}">${label}</td>`;
  if (typeof value === 'number') {
    const digits = { maximumFractionDigits: FRACTION_DIGITS_MAX };
    return html`<td class="number">${value.toLocaleString('ko-KR', digits)}</td>`;
  }
  const text = shownText(value);
  return html`<td class="${text.length > LONG ? 'long' : ''}">${text}</td>`;
};

/** What people call a value in the language of the page, where it is a word of another. */
const labelIn = (of: Showing, row: ViewRow['row'], field: string): string | undefined =>
  valueLabels(of.business.system, of.view, row)[field]?.[of.language];

const linkedCell = (of: Showing, field: string, row: ViewRow['row']): Html =>
  of.view.view.key.includes(field)
    ? html`<td><a href="${linkTo(of, row)}">${shownText(row[field])}</a></td>`
    : cell(row[field], labelIn(of, row, field));

const fieldsOf = ({ view }: Showing): readonly [string, Shape][] =>
  Object.entries(view.view.fields);

const tableOf = (of: Showing, found: Page): Html => {
  const fields = fieldsOf(of);
  const titles = fields.map(([name]) => {
    const title = labelOf(labelled(of), 'fields', name)[of.language];
    return html`<th title="${name}">${title}</th>`;
  });
  const rows = found.rows.map(
    ({ row, lastEventAt }) =>
      html`<tr>
        ${fields.map(([name]) => linkedCell(of, name, row))}
        <td class="faint">${isoIn(of.business, lastEventAt).slice(0, 19).replace('T', ' ')}</td>
      </tr>`,
  );
  return html`<div class="sheet">
    <table>
      <thead>
        <tr>
          ${titles}
          <th>${word('last', of)}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${found.rows.length === 0 ? html`<p class="faint">${word('empty', of)}</p>` : undefined}
  </div>`;
};

/** Such as `1,000+` where rows were not counted to their end. */
const countOf = ({ total, hasMore }: Page): string =>
  `${total.toLocaleString('en-US')}${hasMore ? '+' : ''}`;

export const listPage = (
  of: Showing,
  found: FoundPage,
  asked: { readonly list: ListQuery; readonly query: string },
): string => {
  const { page: number } = asked.list;
  const hrefOf = pageHrefs(of, asked.query);
  const to = (name: string, at: Parameters<typeof hrefOf>[0]) =>
    html`<a href="${hrefOf(at)}">${word(name, of)}</a>`;
  const title = viewTitle(of);
  return page(
    { language: of.language, title },
    html`${headOf(of)}
      <h1>${title}</h1>
      <p class="faint">${countOf(found)} ${word('rows', of)}</p>
      ${tableOf(of, found)}
      <nav class="pages">
        ${number > 0 ? to('previous', { page: pageBefore(found, asked.list) }) : undefined}
        ${found.hasNext ? to('next', { page: number + 1, cursor: found.cursor }) : undefined}
      </nav>`,
  );
};

const commandsOf = (of: Showing, offered: Offered): Html => {
  const open = Object.values(offered.open);
  const closed = Object.values(offered.closed);
  return html`${open.length > 0 ? html`<h2>${word('possible', of)}</h2>` : undefined}
    <ul class="notes">
      ${open.map(
        ({ title, target }) =>
          html`<li class="note command">${title}<small>POST ${target}</small></li>`,
      )}
    </ul>
    ${closed.length > 0 ? html`<h2>${word('closed', of)}</h2>` : undefined}
    <ul class="notes">
      ${closed.map(
        ({ title, reason }) =>
          html`<li class="note">${title}<small>${reason[of.language]}</small></li>`,
      )}
    </ul>`;
};

export const rowPage = (of: Showing, found: ViewRow, offered: Offered): string => {
  const title = viewTitle(of);
  const facts = fieldsOf(of).map(
    ([name]) =>
      html`<dt>${labelOf(labelled(of), 'fields', name)[of.language]}</dt>
        <dd>${labelIn(of, found.row, name) ?? shownText(found.row[name])}</dd>`,
  );
  return page(
    { language: of.language, title },
    html`${headOf(of)}
      <h1>${title}</h1>
      <p class="faint">${word('last', of)} ${isoIn(of.business, found.lastEventAt)}</p>
      <div class="sheet"><dl>${facts}</dl></div>
      ${commandsOf(of, offered)}`,
  );
};
