// The routes of a business, and the names of its schemas, in the OpenAPI document.

import type { Business, ViewEntry } from '@dure/access';
import type { Route } from '../routes/route.ts';

/** The routes of a business, and where they are served. */
export type Described = {
  readonly business: Business;
  readonly routes: readonly Route[];
  readonly prefix: string;
};

export const rowSchemaName = ({ name }: Business, view: ViewEntry): string =>
  `${name}.${view.name}`;

export const bodySchemaName = ({ name }: Business, command: string): string => `${name}.${command}`;
