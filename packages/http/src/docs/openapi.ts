// OpenAPI 3.1, made from the wall and the routes that are really served.

import { contextLabel, hiddenAtTimes } from '@dure/access';
import type { CommandEntry, ViewEntry } from '@dure/access';
import { optional } from '@dure/domain/shapes';
import type { Fields } from '@dure/domain';
import { parametersOf, shapeOf } from '../routes/route.ts';
import type { Published } from '../published.ts';
import type { Route } from '../routes/route.ts';
import { choicesOf } from './choices.ts';
import { withAllowedNames } from './component-names.ts';
import {
  answerSchemaName,
  bodySchemaName,
  listedSchemaName,
  listSchemaName,
  rowSchemaName,
} from './described.ts';
import type { Described } from './described.ts';
import { operationIds } from './operation-ids.ts';
import { isMachine, operationOf } from './operations.ts';
import { samplesOf } from './samples.ts';
import { ref } from './json-schema.ts';
import type { Schema } from './json-schema.ts';
import { inBoth, objectSchema, sharedSchemas, withMembers } from './schemas.ts';

export type Options = { readonly isSecured: boolean; readonly version: string };

/** A business with its routes, as a document tells of it: those of people, or of the machine. */
export const described = (
  business: Published,
  of: { readonly routes: readonly Route[]; readonly prefix: string; readonly isMachine?: boolean },
): Described => ({
  business,
  prefix: of.prefix,
  routes: of.routes.filter((route) => isMachine(route) === (of.isMachine ?? false)),
  samples: samplesOf(business),
  choices: choicesOf(business, `${business.name}.`),
});

type Paths = { [path: string]: { [method: string]: object } };

/** Paths that differ in the names of their parameters only are one path of the document. */
const namedAs = (path: string, known: ReadonlyMap<string, string>): string =>
  known.get(shapeOf(path)) ?? path;

const pathsOf = (all: readonly Described[], { isSecured }: Options): Paths => {
  const paths: Paths = {};
  for (const of of all) {
    const ids = operationIds(of.business.name, of.routes);
    const names = new Map<string, string>();
    for (const { path } of of.routes) {
      if (!names.has(shapeOf(path))) names.set(shapeOf(path), path);
    }
    for (const route of of.routes) {
      const path = namedAs(route.path, names);
      const item = (paths[`${of.prefix}${path}`] ??= {});
      const id = ids.get(route) ?? '';
      const operated = { route, id, path: parametersOf(path), isSecured };
      item[route.method.toLowerCase()] = operationOf(of, operated);
    }
  }
  return paths;
};

type Group = { readonly [name: string]: Schema };

const halMembers = { _links: ref('Links') } as const;

const rowMembers = {
  lastEventAt: { type: 'string', format: 'date-time' },
  _labels: ref('Labels'),
  ...halMembers,
} as const;

const offers = { _templates: ref('Templates'), _closed: ref('Closings') } as const;

/** What some actor does not see at all times need not be there. */
const shownFields = ({ name, context, view }: ViewEntry): Fields => {
  const hidden = new Set(hiddenAtTimes(context, name));
  const shapes = Object.entries(view.fields);
  return Object.fromEntries(
    shapes.map(([field, shape]) => [field, hidden.has(field) ? optional(shape) : shape]),
  );
};

const rowsOf = (of: Described): Group =>
  Object.fromEntries(
    [...of.business.views.values()].flatMap((view) => {
      const labelled = { system: of.business.system, context: view.context };
      const fields = objectSchema(of, labelled, { fields: shownFields(view), side: 'answered' });
      const always = ['lastEventAt', '_links'];
      const listed = listedSchemaName(of.business, view);
      const list = withMembers(
        { type: 'object' },
        {
          _embedded: {
            type: 'object',
            properties: { [view.view.path]: { type: 'array', items: ref(listed) } },
            required: [view.view.path],
          },
          page: ref('Page'),
          _links: ref('Links'),
          _templates: ref('Templates'),
        },
        ['_embedded', 'page', '_links'],
      );
      return [
        [
          rowSchemaName(of.business, view),
          withMembers(fields, { ...rowMembers, ...offers }, always),
        ],
        [listed, withMembers(fields, rowMembers, always)],
        [listSchemaName(of.business, view), list],
      ];
    }),
  );

const ofPeople = ({ issuers }: CommandEntry): boolean => issuers.size > 0;

const bodiesOf = (of: Described): Group =>
  Object.fromEntries(
    [...of.business.commands.values()].filter(ofPeople).map((command) => {
      const labelled = { system: of.business.system, context: command.context };
      const without = [command.aggregate.identifiedBy];
      const { fields } = command.note;
      const schema = objectSchema(of, labelled, { fields, side: 'accepted', without });
      return [bodySchemaName(of.business, command.name), schema];
    }),
  );

/** All that events of an aggregate say, and that its states remember. */
const answeredBy = ({ aggregate }: CommandEntry): Fields => {
  const states = aggregate.registers.flatMap((of) => Object.values(of.states));
  return Object.assign(
    {},
    ...states.map(({ sketch }) => sketch.fields),
    ...Object.values(aggregate.emits).map(({ fields }) => fields),
  );
};

const status = { type: 'string' } as const;

/** A command answers what its events say and what is known of the instance: any of it, or all. */
const answersOf = (of: Described): Group =>
  Object.fromEntries(
    [...of.business.commands.values()].filter(ofPeople).map((command) => {
      const labelled = { system: of.business.system, context: command.context };
      const fields = answeredBy(command);
      const known = objectSchema(of, labelled, { fields, side: 'answered', isPartial: true });
      // What is not known of the instance any more is null.
      const schema = withMembers(nullableIn(known), { status, ...halMembers }, ['_links']);
      return [answerSchemaName(of.business, command), schema];
    }),
  );

const nullableIn = (schema: Schema): Schema => ({
  ...schema,
  properties: Object.fromEntries(
    // An object schema has its properties by name.
    Object.entries(schema['properties'] as Group).map(([name, { description, ...of }]) => [
      name,
      { description, anyOf: [of, { type: 'null' }] },
    ]),
  ),
});

/** The schemas of choices are known when all others are made. */
const schemasOf = (of: Described): Group => {
  const made = { ...rowsOf(of), ...bodiesOf(of), ...answersOf(of) };
  return { ...made, ...of.choices.schemas() };
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
            description:
              '로그인을 켜지 않았을 때의 배역, 예: Customer:customer-2 / who acts, while there is no sign-in',
          },
        },
      };

/** The document of one business, or of all. */
export const openApi = (all: readonly Described[], options: Options): object => {
  // The operations name choices that the schemas then have.
  const paths = pathsOf(all, options);
  const tags = [...new Map(tagsOf(all).map((tag) => [JSON.stringify(tag), tag])).values()];
  return withAllowedNames({
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
    paths,
    components: {
      schemas: {
        ...sharedSchemas,
        ...Object.assign({}, ...all.map(schemasOf)),
      },
      ...securityOf(options.isSecured),
    },
  });
};

/** Businesses may have contexts of the same name; a document has each tag once. */
const isFirst = (tags: readonly object[], tag: object, at: number): boolean =>
  tags.findIndex((other) => nameOf(other) === nameOf(tag)) === at;

const nameOf = (tag: object): unknown => (tag as { readonly name?: unknown }).name;
