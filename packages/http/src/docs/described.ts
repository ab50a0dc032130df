// The routes of a business, and the names of its schemas, in the OpenAPI document.

import type { CommandEntry, ViewEntry } from '@dure/access';
import type { Published } from '../published.ts';
import type { Route } from '../routes/route.ts';
import type { Samples } from './samples.ts';
import type { Choices } from './choices.ts';

/** The routes of a business, and where they are served. */
export type Described = {
  readonly business: Published;
  readonly routes: readonly Route[];
  readonly prefix: string;
  readonly samples: Samples;
  readonly choices: Choices;
};

type Named = { readonly name: string };

export const rowSchemaName = ({ name }: Named, view: ViewEntry): string => `${name}.${view.name}`;

/** One row of a list, which offers nothing yet. */
export const listedSchemaName = ({ name }: Named, view: ViewEntry): string =>
  `${name}.${view.name}Listed`;

export const listSchemaName = ({ name }: Named, view: ViewEntry): string =>
  `${name}.${view.name}List`;

export const bodySchemaName = ({ name }: Named, command: string): string => `${name}.${command}`;

/** What a command on an aggregate answers. */
export const answerSchemaName = ({ name }: Named, { aggregate }: CommandEntry): string =>
  `${name}.${aggregate.name}Answer`;
