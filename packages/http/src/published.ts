// A business as the gateway serves it: with what its documents promise, and its demo.

import { businessOf } from '@dure/access';
import type { Business } from '@dure/access';
import type { Host } from '@dure/kernel';
import type { Demo } from '@dure/rehearsal';
import { documents } from './documents.ts';
import type { Documents } from './documents.ts';

export type Published = Business & {
  /** Where all of it is served: `/lodging`, below the base path of the gateway. */
  readonly home: string;
  readonly documents: Documents;
  readonly demo?: Demo | undefined;
};

/** What businesses bring to the gateway, each by the name of the business. */
export type Bringing = {
  readonly documents?: { readonly [business: string]: Documents };
  readonly demos?: { readonly [business: string]: Demo };
};

export const published = (running: Host, bringing: Bringing = {}, base = ''): Published => {
  const { name } = running.system;
  const promised = bringing.documents?.[name] ?? documents({});
  const demo = bringing.demos?.[name];
  const { fieldAliases } = promised;
  const business = businessOf(running, { personas: demo?.personas ?? [], fieldAliases });
  return { ...business, home: `${base}/${name}`, documents: promised, demo };
};
