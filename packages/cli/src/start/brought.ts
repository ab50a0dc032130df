// What businesses bring to the gateway: what their documents promise, and their demos.

import type { Documents } from '@dure/http/documents';
import type { Demo, Rehearsed } from '@dure/rehearsal';
import type { Business } from '../project.ts';

/** A business that was chosen, as it is rehearsed. */
export type Chosen = { readonly business: Business; readonly system: Rehearsed };

/** What the businesses bring to the gateway, each by its name. */
export type Brought = {
  readonly documents: { readonly [business: string]: Documents };
  readonly demos: { readonly [business: string]: Demo };
};

export const broughtBy = async (chosen: readonly Chosen[]): Promise<Brought> => {
  const documents = await Promise.all(
    chosen.map(async ({ business }) => [business.name, await business.documents()] as const),
  );
  const demos = chosen.flatMap(({ system: { name, demo } }) =>
    demo ? [[name, demo] as const] : [],
  );
  return {
    documents: Object.fromEntries(documents.flatMap(([name, of]) => (of ? [[name, of]] : []))),
    demos: Object.fromEntries(demos),
  };
};
