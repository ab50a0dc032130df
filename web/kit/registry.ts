// How a business, or the console, adds pages: what `systems/<business>/web/index.tsx` exports.

import type { ComponentType } from 'react';
import type { InBoth } from './described.ts';
import type { IconName } from './parts/icon.tsx';

/** The parts of the address that a path names: `stays/:orderId` gives `{ orderId }`. */
export type PageOf = { readonly params: { readonly [name: string]: string } };

export type BusinessPage = {
  /** Below the business: '' is the first page, `stays/:orderId` one with a part that varies. */
  readonly path: string;
  /** The actors whose page it is; everyone's without it. */
  readonly actors?: readonly string[];
  /** With a label it stands in the navigation, in the order of the list. */
  readonly label?: InBoth;
  readonly icon?: IconName;
  /** As wide as the window: boards, calendars, the wall. */
  readonly isWide?: boolean;
  /** Without the frame around it: a display on a wall. */
  readonly isBare?: boolean;
  /** `lazy(() => import('./owner.tsx'))` keeps it out of what others load first. */
  readonly Page: ComponentType<PageOf>;
};

export type BusinessPages = {
  /** The hue of its colour, in degrees of OKLCH. */
  readonly hue: number;
  readonly icon: IconName;
  readonly pages: readonly BusinessPage[];
};

export type FoundPage = { readonly page: BusinessPage; readonly params: PageOf['params'] };

const paramsOf = (pattern: string, path: string): PageOf['params'] | undefined => {
  const [wanted, parts] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, name] of wanted.entries()) {
    const part = parts[at] ?? '';
    if (name.startsWith(':')) params[name.slice(1)] = decodeURIComponent(part);
    else if (name !== part) return undefined;
  }
  return params;
};

export const isFor = ({ actors }: BusinessPage, actor: string): boolean =>
  actors === undefined || actors.includes(actor);

/** The first page of the list that fits the path and the actor. */
export const findPage = (
  pages: readonly BusinessPage[],
  of: { readonly path: string; readonly actor: string },
): FoundPage | undefined => {
  for (const page of pages) {
    const params = isFor(page, of.actor) ? paramsOf(page.path, of.path) : undefined;
    if (params) return { page, params };
  }
  return undefined;
};
