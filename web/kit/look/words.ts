// Words in both languages, with what is counted and filled in by the rules of each language.

import { createTranslator } from 'use-intl/core';
import type { InBoth } from '../described.ts';
import { useLanguage } from './preferences.ts';
import type { Language } from './preferences.ts';

type Texts<Key extends string> = { readonly [key in Key]: string };

/** ICU messages by key: `{count, plural, one {# room} other {# rooms}}`, `{name}님`. */
export type Words<Key extends string = string> = {
  readonly ko: Texts<Key>;
  readonly en: Texts<Key>;
};

/** Both languages have the same keys: the compiler sees to it. */
export const words = <Key extends string>(ko: Texts<Key>, en: Texts<NoInfer<Key>>): Words<Key> => ({
  ko,
  en,
});

export type Values = { readonly [name: string]: string | number | Date };
export type Say<Key extends string> = (key: Key, values?: Values) => string;

const known = new WeakMap<object, { readonly [spoken in Language]?: Say<string> }>();

export const sayIn = <Key extends string>(of: Words<Key>, language: Language): Say<Key> => {
  const made = known.get(of)?.[language];
  if (made) return made;
  const translate = createTranslator({ locale: language, messages: of[language] });
  const say: Say<string> = (key, values) =>
    // Keys are checked by our own type, which the translator's does not know.
    (translate as unknown as Say<string>)(key, values);
  known.set(of, { ...known.get(of), [language]: say });
  return say;
};

/** `const say = useWords(words); say('nights', { count: 2 })` */
export const useWords = <Key extends string>(of: Words<Key>): Say<Key> => sayIn(of, useLanguage());

/** What the wall calls things, in the reader's language. */
export const useLabel = (): ((label: InBoth) => string) => {
  const language = useLanguage();
  return (label) => label[language];
};

/** A word as the navigation of a business takes it: `inBothOf(words)('start')`. */
export const inBothOf =
  <Key extends string>({ ko, en }: Words<Key>) =>
  (key: Key): InBoth => ({ ko: ko[key], en: en[key] });
