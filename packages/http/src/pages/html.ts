// Pages written on the server: small, without scripts, and safe by how they are written.

import type { Language } from '@dure/access';
import { styleSheet } from './style.ts';

/** Markup that needs no escaping any more. */
export type Html = { readonly markup: string };

const escapes: { readonly [letter: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => escapes[letter] ?? '');

type Part = Html | string | number | undefined | readonly Html[];

const markupOf = (part: Part): string => {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
};

/** Everything that is put in is text, unless it is markup already. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  markup: texts.map((text, at) => `${text}${markupOf(parts[at])}`).join(''),
});

/** For whom a page is, and where all links on it begin. */
export type PagePlace = { readonly language: Language; readonly base: string };

/** Nothing is loaded from elsewhere, and no script runs. */
export const pageHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; " +
    "base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
} as const;

export const pageType = 'text/html; charset=utf-8';

export const page = (
  of: { readonly language: Language; readonly title: string },
  body: Html,
): string =>
  html`<!doctype html>
    <html lang="${of.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${of.title}</title>
        <style>
          ${{ markup: styleSheet }}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `.markup;
