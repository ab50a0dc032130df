// Korean or English, as the client prefers.

import type { Language } from '@dure/access';

const KEPT_MAX = 1_000;

const qualityOf = (parameters: string): number => {
  const [, quality] = /;\s*q=([\d.]+)/.exec(parameters) ?? [];
  return quality === undefined ? 1 : Number(quality);
};

const preferred = (header: string, standard: Language): Language => {
  let best: { language: Language; quality: number } = { language: standard, quality: 0 };
  for (const range of header.split(',')) {
    const language = range.trim().slice(0, 2).toLowerCase();
    if (language !== 'ko' && language !== 'en') continue;
    const quality = qualityOf(range);
    if (quality > best.quality) best = { language, quality };
  }
  return best.language;
};

/** Reads `Accept-Language`. Browsers repeat few different headers, so each is read once. */
export const languageReader = (standard: Language): ((header?: string) => Language) => {
  const known = new Map<string, Language>();
  return (header) => {
    if (header === undefined) return standard;
    const seen = known.get(header);
    if (seen) return seen;
    const language = preferred(header, standard);
    if (known.size < KEPT_MAX) known.set(header, language);
    return language;
  };
};
