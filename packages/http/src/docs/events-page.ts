// The events of every context on one page: what they carry, and who follows them.

import { businessLabel, contextLabel, labelOf } from '@dure/access';
import type { Business, Language } from '@dure/access';
import type { AnyNote, BoundedContext } from '@dure/domain';
import { html, page } from '../pages/html.ts';
import type { Html, PagePlace } from '../pages/html.ts';
import { eventsOf } from './asyncapi.ts';

type Follows = { readonly follower: string; readonly events: readonly string[] };

const typesOf = (notes: readonly { readonly type: string }[]): readonly string[] =>
  notes.map(({ type }) => type);

const followersIn = (context: BoundedContext): readonly Follows[] => [
  ...Object.entries(context.policies).map(([name, { whenever }]) => ({
    follower: `${context.name} · ${name}`,
    events: typesOf(whenever),
  })),
  ...Object.entries(context.sagas).map(([name, { startedBy, steps }]) => ({
    follower: `${context.name} · ${name}`,
    events: typesOf([startedBy, ...steps.flatMap(({ until, unless = [] }) => [until, ...unless])]),
  })),
  ...Object.entries(context.views).map(([name, { follows }]) => ({
    follower: `${context.name} · ${name}`,
    events: typesOf(follows),
  })),
];

const followersOf = (business: Business, event: AnyNote): readonly string[] => [
  ...new Set(
    business.system.contexts
      .flatMap(followersIn)
      .filter(({ events }) => events.includes(event.type))
      .map(({ follower }) => follower),
  ),
];

const eventSheet = (
  business: Business,
  { context, note }: { readonly context: BoundedContext; readonly note: AnyNote },
  language: Language,
): Html => {
  const of = { system: business.system, context };
  const fields = Object.keys(note.fields).map(
    (name) =>
      html`<dt><code>${name}</code></dt>
        <dd>${labelOf(of, 'fields', name)[language]}</dd>`,
  );
  const followers = followersOf(business, note);
  return html`<article class="sheet" id="${note.type}">
    <h3>
      <span class="note event" style="display: inline-block">${note.type}</span>
      ${labelOf(of, 'events', note.type)[language]}
    </h3>
    <dl>${fields}</dl>
    ${followers.length > 0 ? html`<p class="faint">→ ${followers.join(', ')}</p>` : undefined}
  </article>`;
};

const contextSection = (business: Business, context: BoundedContext, language: Language): Html => {
  const events = eventsOf(context);
  if (events.length === 0) return html``;
  return html`<h2>
      ${contextLabel(context)[language]} <small class="faint">${context.name}</small>
    </h2>
    ${events.map((note) => eventSheet(business, { context, note }, language))}`;
};

const title = { ko: '이벤트', en: 'Events' };

export const eventsPage = (
  businesses: readonly Business[],
  { language, base }: PagePlace,
): string =>
  page(
    { language, title: title[language] },
    html`<div class="top">
        <a class="name" href="${base}/">두레 Dure</a>
        <a href="${base}/docs">OpenAPI</a>
        <a href="${base}/asyncapi.json">AsyncAPI</a>
      </div>
      <h1>${title[language]}</h1>
      ${businesses.map(
        (business) =>
          html`<h1>${businessLabel(business.system)[language]}</h1>
            ${business.system.contexts.map((context) =>
              contextSection(business, context, language),
            )}`,
      )}`,
  );
