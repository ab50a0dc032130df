// The first page: what runs here, and where to go on. A program gets the same as links.

import { businessLabel, contextLabel, labelOf, preferredType } from '@dure/access';
import type { Language, ViewEntry } from '@dure/access';
import type { Published } from '../published.ts';
import type { BoundedContext, Words } from '@dure/domain';
import { listHref } from '../hal/paths.ts';
import { halType, jsonType, languageIn, originIn, send } from '../server/exchange.ts';
import type { Exchange, Handle } from '../server/exchange.ts';
import { get } from '../server/endpoint.ts';
import type { Endpoint } from '../server/endpoint.ts';
import { curlLines } from './curl.ts';
import { html, page, pageHeaders, pageType } from './html.ts';
import type { Html } from './html.ts';

const words: { readonly [name: string]: Words } = {
  motto: { ko: '한 벽에 붙인 쪽지가 그대로 도는 가게', en: 'The notes on the wall, running' },
  people: { ko: '사람들', en: 'People' },
  wall: { ko: '벽', en: 'The wall' },
  views: { ko: '보기', en: 'Look' },
  try: { ko: '해 보기', en: 'Try' },
  more: { ko: '더', en: 'More' },
  ops: { ko: '운영', en: 'Operations' },
};

const word = (name: string, language: Language): string => words[name]?.[language] ?? name;

const viewNote = (business: Published, view: ViewEntry, language: Language): Html => {
  const href = listHref({ prefix: business.home, base: business.home }, view.view.path);
  const of = { system: business.system, context: view.context };
  return html`<li>
    <a class="note view" href="${href}"
      >${labelOf(of, 'views', view.name)[language]}<small>${view.view.path}</small></a
    >
  </li>`;
};

const contextViews = (business: Published, context: BoundedContext, language: Language): Html => {
  const views = [...business.views.values()].filter((view) => view.context === context);
  if (views.length === 0) return html``;
  return html`<h3 class="faint">${contextLabel(context)[language]}</h3>
    <ul class="notes">
      ${views.map((view) => viewNote(business, view, language))}
    </ul>`;
};

const peopleOf = (business: Published, language: Language): Html => {
  const personas = business.personas;
  if (personas.length === 0) return html``;
  const notes = personas.map(({ actor, subject, label }) => {
    const name = language === 'ko' ? label[0] : label[1];
    const acts = labelOf({ system: business.system }, 'actors', actor)[language];
    return html`<li class="note actor">
      ${name} · ${acts}<small><code>Dure-Persona: ${actor}:${subject}</code></small>
    </li>`;
  });
  return html`<h2>${word('people', language)}</h2>
    <ul class="notes">
      ${notes}
    </ul>`;
};

type Link = readonly [href: string, text: string];

const more = (language: Language, base: string, own: readonly Link[] = []): Html => {
  const links: readonly Link[] = [
    [`${base}/docs`, 'OpenAPI'],
    [`${base}/docs/events`, language === 'ko' ? '이벤트' : 'Events'],
    [`${base}/docs/problems`, language === 'ko' ? '거절' : 'Problems'],
    ...own,
    [`${base}/health/ready`, 'Health'],
    [`${base}/metrics`, 'Metrics'],
  ];
  return html`<h2>${word('more', language)}</h2>
    <ul class="notes">
      ${links.map(
        ([href, text]) => html`<li><a class="note sheet" href="${href}">${text}</a></li>`,
      )}
    </ul>`;
};

const moreOf = (business: Published, language: Language, base: string): Html =>
  more(language, base, [[`${business.home}/ops`, word('ops', language)]]);

const wallPicture = (business: Published, language: Language): Html => {
  const href = `${business.home}/wall.svg`;
  const title = word('wall', language);
  return html`<h2>${title}</h2>
    <a class="sheet window" href="${href}"
      ><img class="wall" src="${href}" alt="${title}" loading="lazy"
    /></a>`;
};

type Place = { readonly origin: string; readonly base: string };

const businessPage = (business: Published, language: Language, { origin, base }: Place): Html => {
  const lines = curlLines(business, origin);
  return html`<h1>${businessLabel(business.system)[language]}</h1>
    <p class="faint">${word('motto', language)}</p>
    <h2>${word('views', language)}</h2>
    ${business.system.contexts.map((context) => contextViews(business, context, language))}
    ${peopleOf(business, language)}
    <h2>${word('try', language)}</h2>
    ${lines.map(
      ({ title, line }) =>
        html`<h3>${title[language]}</h3>
          <pre><code>${line}</code></pre>`,
    )}
    ${wallPicture(business, language)} ${moreOf(business, language, base)}`;
};

const topOf = (base: string): Html =>
  html`<div class="top"><a class="name" href="${base}/">두레 Dure</a></div>`;

const card = (business: Published, language: Language): Html => {
  const home = business.home;
  const { contexts } = business.system;
  return html`<li class="sheet">
    <h2><a href="${home}">${businessLabel(business.system)[language]}</a></h2>
    <p class="faint">${contexts.map((of) => contextLabel(of)[language]).join(' · ')}</p>
    <a class="window" href="${home}"
      ><img class="wall" src="${home}/wall.svg" alt="${word('wall', language)}" loading="lazy"
    /></a>
  </li>`;
};

const listPage = (businesses: readonly Published[], language: Language, base: string): Html =>
  html`<h1>두레 Dure</h1>
    <p class="faint">${word('motto', language)}</p>
    <ul class="cards">
      ${businesses.map((business) => card(business, language))}
    </ul>
    ${more(language, base)}`;

const linksOf = (business: Published): object => {
  const home = business.home;
  const views = [...business.views.values()].map(({ view }) => [
    view.path,
    { href: `${home}/${encodeURI(view.path)}` },
  ]);
  return {
    self: { href: home },
    ...Object.fromEntries(views),
    openapi: { href: `${home}/openapi.json` },
    'openapi-operations': { href: `${home}/openapi-operations.json` },
    asyncapi: { href: `${home}/asyncapi.json` },
    described: { href: `${home}/described` },
    wall: { href: `${home}/wall` },
    board: { href: `${home}/wall/board` },
    picture: { href: `${home}/wall.svg`, type: 'image/svg+xml' },
    events: { href: `${home}/wall/events` },
    case: { href: `${home}/cases/{caseId}`, templated: true },
    operations: { href: `${home}/ops` },
  };
};

const homeTypes = [halType, jsonType, 'text/html'] as const;

const sendHome = (exchange: Exchange, write: (language: Language) => Html) => {
  const language = languageIn(exchange);
  const body = page(
    { language, title: '두레 Dure' },
    html`${topOf(exchange.gateway.public.base)} ${write(language)}`,
  );
  return send(exchange, { http: 200, body, type: pageType, headers: pageHeaders });
};

const typeIn = ({ request }: Exchange) => preferredType(request.headers.accept, homeTypes);

const businessHandler =
  (business: Published): Handle =>
  async (exchange) => {
    const type = typeIn(exchange);
    if (type === 'text/html') {
      const place = { origin: originIn(exchange), base: exchange.gateway.public.base };
      return sendHome(exchange, (language) => businessPage(business, language, place));
    }
    const { ko, en } = businessLabel(business.system);
    const body = { name: business.name, ko, en, _links: linksOf(business) };
    return send(exchange, { http: 200, body: JSON.stringify(body), type });
  };

const listHandler =
  (businesses: readonly Published[]): Handle =>
  async (exchange) => {
    const type = typeIn(exchange);
    const { base } = exchange.gateway.public;
    if (type === 'text/html') return sendHome(exchange, (of) => listPage(businesses, of, base));
    const links = businesses.map((business) => [business.name, { href: business.home }]);
    const shared = {
      self: { href: `${base}/` },
      docs: { href: `${base}/docs` },
      health: { href: `${base}/health/ready` },
    };
    const body = { _links: { ...shared, ...Object.fromEntries(links) } };
    return send(exchange, { http: 200, body: JSON.stringify(body), type });
  };

export const homeEndpoints = (businesses: readonly Published[]): readonly Endpoint[] => {
  const [only, another] = businesses;
  const isAlone = only !== undefined && another === undefined;
  return [
    get('/', isAlone ? businessHandler(only) : listHandler(businesses)),
    ...businesses.map((business) => get(`/${business.name}`, businessHandler(business))),
  ];
};
