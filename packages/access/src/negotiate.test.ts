// What a client prefers, as RFC 9110 has it.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { preferredLanguage, preferredType } from './negotiate.ts';

const hal = 'application/hal+json';
const forms = 'application/prs.hal-forms+json';
const json = 'application/json';
const page = 'text/html';
const types = [hal, forms, json, page] as const;

const cases: readonly (readonly [header: string | undefined, type: string, why: string])[] = [
  [undefined, hal, 'nothing is said'],
  ['*/*', hal, 'everything is wanted alike'],
  ['text/html', page, 'a page is named'],
  ['text/html;q=0', hal, 'a page is refused'],
  ['text/html;q=0, */*', hal, 'a page is refused and the rest is not'],
  ['text/html;q=0.000, application/json', json, 'a weight has three places'],
  ['text/html;q=0.9, application/json;q=0.8', page, 'the page weighs more'],
  ['application/json;q=0.9, text/html;q=0.8', json, 'the page weighs less'],
  ['application/hal+json, application/json;q=0.9, text/html;q=0.1', hal, 'a client of HAL asks'],
  ['text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8', page, 'a browser asks'],
  ['application/prs.hal-forms+json, application/hal+json;q=0.9', forms, 'forms are named'],
  ['text/html, application/json', json, 'there is a tie between a page and JSON'],
  ['text/*, application/json', json, 'there is a tie, and JSON is named more exactly'],
  ['text/html, application/*', page, 'there is a tie, and the page is named more exactly'],
  ['application/*;q=0.5, application/json;q=0', hal, 'a range leaves out one of its own'],
  ['*/*;q=0.1, text/*;q=0.5', page, 'the more exact range decides'],
  ['TEXT/HTML', page, 'letters are large'],
  ['text/html;level=1', hal, 'another page is asked for than there is'],
  ['application/json; charset=utf-8', json, 'a charset is named'],
  ['image/png', hal, 'nothing of it is there'],
  ['text/html;q=2', hal, 'a weight cannot be read'],
  ['text/html;a=",application/json";q=0, text/html', page, 'a comma stands within quotes'],
  ['', hal, 'the header is empty'],
  [',,;q=,"', hal, 'the header is nonsense'],
];

describe('a type is chosen', () => {
  for (const [header, type, why] of cases) {
    it(`when ${why}`, () => assert.equal(preferredType(header, types), type));
  }
});

const spoken: readonly (readonly [header: string | undefined, language: string])[] = [
  [undefined, 'ko'],
  ['en', 'en'],
  ['en-US,en;q=0.9,ko;q=0.8', 'en'],
  ['ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
  ['fr', 'ko'],
  ['fr, en;q=0.5', 'en'],
  ['ko;q=0, en;q=0.1', 'en'],
  ['ko;q=0', 'ko'],
  ['ko;q=0, *', 'en'],
  ['en;q=0, *;q=0.1', 'ko'],
  ['en, ko', 'en'],
  ['*', 'ko'],
  ['english', 'ko'],
  ['korean;q=1, en;q=0.2', 'en'],
  ['EN-gb', 'en'],
];

describe('a language is chosen', () => {
  for (const [header, language] of spoken) {
    it(`for ${header ?? 'who says nothing'}`, () => {
      assert.equal(preferredLanguage(header, ['ko', 'en']), language);
    });
  }
});
