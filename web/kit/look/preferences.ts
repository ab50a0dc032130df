// What people choose for their own eyes: a language, and light or dark. Kept on the device.

import { useSyncExternalStore } from 'react';

export type Language = 'ko' | 'en';
export type Scheme = 'light' | 'dark' | 'auto';

type Preferences = { readonly language: Language; readonly scheme: Scheme };

const KEY = 'dure.preferences';

/** A device that keeps nothing (a private window) still shows the page. */
const kept = (): Partial<Preferences> => {
  try {
    // Written by us, and looked at before it is used.
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>;
  } catch {
    return {};
  }
};

const keep = (preferences: Preferences): void => {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // The choice holds until the page is closed.
  }
};

const languageOf = (text: string | null | undefined): Language | undefined =>
  text === 'ko' || text === 'en' ? text : undefined;

const first = (): Preferences => {
  const { language, scheme } = kept();
  const asked = languageOf(new URLSearchParams(location.search).get('lang'));
  const spoken = navigator.languages.some((tag) => tag.startsWith('ko')) ? 'ko' : 'en';
  return {
    language: asked ?? languageOf(language) ?? spoken,
    scheme: scheme === 'light' || scheme === 'dark' ? scheme : 'auto',
  };
};

let now = first();
const listeners = new Set<() => void>();

const show = ({ language, scheme }: Preferences): void => {
  document.documentElement.lang = language;
  document.documentElement.dataset['scheme'] = scheme;
};
show(now);

export const prefer = (changed: Partial<Preferences>): void => {
  now = { ...now, ...changed };
  keep(now);
  show(now);
  for (const listener of listeners) listener();
};

const listen = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const language = (): Language => now.language;
export const useLanguage = (): Language => useSyncExternalStore(listen, () => now.language);
export const useScheme = (): Scheme => useSyncExternalStore(listen, () => now.scheme);
