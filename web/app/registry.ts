// The pages that there are: those of the businesses, of the console, and those made from any wall.
// Each lies in a file of its own, and is loaded when it is needed.

import { useQuery } from '@tanstack/react-query';
import type { BusinessPage, BusinessPages } from '../kit/registry.ts';

type Loaded<Name extends string, T> = { readonly [name in Name]: T };

const businesses = import.meta.glob<Loaded<'pages', BusinessPages>>(
  '../../systems/*/web/index.tsx',
);
const consoles = import.meta.glob<Loaded<'consolePages', readonly BusinessPage[]>>(
  '../wall/index.tsx',
);

const OPERATOR = 'Operator';

/** Its pages are on their way before one knows who looks: then they are there at once. */
export const beginPages = (name: string): void => {
  void businesses[`../../systems/${name}/web/index.tsx`]?.().catch(() => undefined);
};

const own = async (name: string): Promise<BusinessPages> => {
  const load = businesses[`../../systems/${name}/web/index.tsx`];
  return load ? (await load()).pages : { hue: hueOf(name), icon: 'list', pages: [] };
};

/** A business without pages of its own has its own colour all the same. */
const hueOf = (name: string): number =>
  Array.from(name).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);

const consoleFor = async (actor: string): Promise<readonly BusinessPage[]> => {
  const [load] = actor === OPERATOR ? Object.values(consoles) : [];
  return load ? (await load()).consolePages : [];
};

/** Its own pages come first, so that they stand in the place of those that are made. */
const pagesFor = async (name: string, actor: string): Promise<BusinessPages> => {
  const [business, forConsole] = await Promise.all([own(name), consoleFor(actor)]);
  return { ...business, pages: [...business.pages, ...forConsole] };
};

export const usePages = (name: string, actor: string) =>
  useQuery({
    queryKey: ['pages', name, actor],
    queryFn: () => pagesFor(name, actor),
    staleTime: Number.POSITIVE_INFINITY,
    retry: 3,
  });
