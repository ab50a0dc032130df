// OpenAPI 3.1, made from the wall and the routes that are really served.

import { contextLabel } from '@dure/access';
import type { Business } from '@dure/access';
import { parametersOf, shapeOf } from '../routes/route.ts';
import { bodySchemaName, rowSchemaName } from './described.ts';
import type { Described } from './described.ts';
import { operationOf } from './operations.ts';
import { inBoth, objectSchema, problemSchema } from './schemas.ts';
import type { Schema } from './schemas.ts';

type Paths = { [path: string]: { [method: string]: object } };

/** Paths that differ in the names of their parameters only are one path of the document. */
const namedAs = (path: string, known: ReadonlyMap<string, string>): string =>
  known.get(shapeOf(path)) ?? path;

const pathsOf = (all: readonly Described[]): Paths => {
  const paths: Paths = {};
  for (const described of all) {
    const names = new Map<string, string>();
    for (const { path } of described.routes) {
      if (!names.has(shapeOf(path))) names.set(shapeOf(path), path);
    }
    for (const route of described.routes) {
      const path = namedAs(route.path, names);
      const served = `${described.prefix}${path}`;
      const item = (paths[served] ??= {});
      item[route.method.toLowerCase()] = operationOf(described, route, parametersOf(path));
    }
  }
  return paths;
};

const schemasOf = (business: Business): { readonly [name: string]: Schema } => {
  const { system } = business;
  const rows = [...business.views.values()].map((view) => {
    const of = { system, context: view.context };
    const schema = objectSchema(of, view.view.fields, { side: 'answered' });
    return [rowSchemaName(business, view), schema] as const;
  });
  const bodies = [...business.commands.values()]
    .filter(({ issuers }) => issuers.size > 0)
    .map((command) => {
      const of = { system, context: command.context };
      const without = [command.aggregate.identifiedBy];
      const schema = objectSchema(of, command.note.fields, { side: 'accepted', without });
      return [bodySchemaName(business, command.name), schema] as const;
    });
  return Object.fromEntries([...rows, ...bodies]);
};

const tagsOf = (all: readonly Described[]): readonly object[] =>
  all.flatMap(({ business }) =>
    business.system.contexts.map((context) => ({
      name: context.name,
      description: inBoth(contextLabel(context)),
    })),
  );

const titleOf = (all: readonly Described[]): string => {
  const [only, another] = all;
  if (!only || another) return 'Dure 두레';
  const [ko, en] = only.business.system.label;
  return inBoth({ ko, en });
};

const securityOf = (isSecured: boolean): object =>
  isSecured
    ? {
        securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      }
    : {
        securitySchemes: {
          persona: {
            type: 'apiKey',
            in: 'header',
            name: 'Dure-Persona',
            description: '열린 집의 배역, 예: Customer:customer-2 / a persona of the open house',
          },
        },
      };

/** The document of one business, or of all. */
export const openApi = (
  all: readonly Described[],
  options: { readonly isSecured: boolean; readonly version: string },
): object => {
  const tags = [...new Map(tagsOf(all).map((tag) => [JSON.stringify(tag), tag])).values()];
  return {
    openapi: '3.1.1',
    info: {
      title: titleOf(all),
      version: options.version,
      description:
        '벽의 모든 명령과 조회 화면입니다. / Every command and every view of the wall. ' +
        'Answers are HAL with HAL-FORMS templates; refusals are problem documents.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: tags.filter((tag, at) => isFirst(tags, tag, at)),
    security: options.isSecured ? [{ token: [] }] : [{}, { persona: [] }],
    paths: pathsOf(all),
    components: {
      schemas: {
        Problem: problemSchema,
        ...Object.assign({}, ...all.map(({ business }) => schemasOf(business))),
      },
      ...securityOf(options.isSecured),
    },
  };
};

/** Businesses may have contexts of the same name; a document has each tag once. */
const isFirst = (tags: readonly object[], tag: object, at: number): boolean =>
  tags.findIndex((other) => nameOf(other) === nameOf(tag)) === at;

const nameOf = (tag: object): unknown => (tag as { readonly name?: unknown }).name;
