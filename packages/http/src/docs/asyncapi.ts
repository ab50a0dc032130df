// AsyncAPI 3.0: the events of every context, as the live wall sends them.

import { contextLabel, labelOf } from '@dure/access';
import type { AnyNote, BoundedContext, Fields, Shape } from '@dure/domain';
import type { Published } from '../published.ts';
import { choicesOf } from './choices.ts';
import { withAllowedNames } from './component-names.ts';
import { ref } from './json-schema.ts';
import type { Schema } from './json-schema.ts';
import { inBoth, objectSchema } from './schemas.ts';

type Group = { readonly [name: string]: unknown };

export const eventsOf = (context: BoundedContext): readonly AnyNote[] =>
  Object.values(context.aggregates).flatMap(({ emits }) => Object.values(emits));

const text = { type: 'string' } as const;

/** Personal data is masked in streams, so that its own pattern would not hold. */
const maskedShape = (shape: Shape): Shape =>
  shape.isPersonal
    ? { ...shape, schema: { anyOf: [{ type: 'string' }, { type: 'null' }] } }
    : shape;

/** What is secret is never sent. */
const sentFields = ({ fields }: AnyNote): Fields =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, { isSecret }]) => !isSecret)
      .map(([name, shape]) => [name, maskedShape(shape)]),
  );

const pascal = (name: string): string =>
  name
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');

/** What generators call the class of an event. */
const payloadName = (business: Published, note: AnyNote): string =>
  `${pascal(business.name)}${note.type}`;

/** What they call the class of its fields, which is that of no other event. */
const dataName = (business: Published, note: AnyNote): string => {
  const taken = new Set(
    business.system.contexts.flatMap(eventsOf).map((each) => payloadName(business, each)),
  );
  let name = `${payloadName(business, note)}Data`;
  while (taken.has(name)) name = `${name}Data`;
  return name;
};

const payloadOf = (business: Published, context: BoundedContext, note: AnyNote): Schema => ({
  type: 'object',
  properties: {
    id: { ...text, examples: [`${context.name}.0.12`] },
    context: { const: context.name },
    kind: { const: 'event' },
    type: { const: note.type },
    subject: text,
    caseId: text,
    at: { ...text, format: 'date-time' },
    actor: text,
    causedBy: text,
    data: ref(dataName(business, note)),
  },
  required: ['id', 'context', 'kind', 'type', 'subject', 'caseId', 'at', 'actor', 'data'],
});

/** Under names, as generators name their classes after them. */
const schemasOf = (business: Published): Group => {
  const { system } = business;
  const choices = choicesOf(business, pascal(business.name));
  const source = { choices, samples: undefined };
  const events = system.contexts.flatMap((context) =>
    eventsOf(context).flatMap((note) => {
      const fields = { fields: sentFields(note), side: 'answered' } as const;
      const data = objectSchema(source, { system, context }, fields);
      return [
        [payloadName(business, note), payloadOf(business, context, note)] as const,
        [dataName(business, note), data] as const,
      ];
    }),
  );
  return { ...Object.fromEntries(events), ...choices.schemas() };
};

const messageKey = (business: Published, note: AnyNote): string => `${business.name}.${note.type}`;

const channelKey = (business: Published, context: BoundedContext): string =>
  `${business.name}.${context.name}`;

const messagesOf = (business: Published): Group =>
  Object.fromEntries(
    business.system.contexts.flatMap((context) =>
      eventsOf(context).map((note) => {
        const of = { system: business.system, context };
        const message = {
          name: note.type,
          title: inBoth(labelOf(of, 'events', note.type)),
          contentType: 'application/json',
          payload: ref(payloadName(business, note)),
        };
        return [messageKey(business, note), message] as const;
      }),
    ),
  );

const channelsOf = (business: Published): Group =>
  Object.fromEntries(
    business.system.contexts.map((context) => [
      channelKey(business, context),
      {
        address: `${business.home}/wall/events`,
        title: inBoth(contextLabel(context)),
        description: 'Server-sent events; the event field is the kind, the id is the position.',
        messages: Object.fromEntries(
          eventsOf(context).map((note) => [
            note.type,
            { $ref: `#/components/messages/${messageKey(business, note)}` },
          ]),
        ),
      },
    ]),
  );

const operationsOf = (business: Published): Group =>
  Object.fromEntries(
    business.system.contexts
      .filter((context) => eventsOf(context).length > 0)
      .map((context) => {
        const channel = channelKey(business, context);
        const messages = eventsOf(context).map(({ type }) => ({
          $ref: `#/channels/${channel}/messages/${type}`,
        }));
        const summary = inBoth(contextLabel(context));
        const operation = { action: 'send', channel: { $ref: `#/channels/${channel}` } };
        return [`${channel}.send`, { ...operation, summary, messages }] as const;
      }),
  );

export const asyncApi = (
  businesses: readonly Published[],
  options: { readonly host: string; readonly version: string },
): object =>
  withAllowedNames({
    asyncapi: '3.0.0',
    info: {
      title: 'Dure 두레',
      version: options.version,
      description: '벽의 모든 이벤트입니다. / Every event of the wall.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    servers: { gateway: { host: options.host, protocol: 'http' } },
    channels: Object.assign({}, ...businesses.map(channelsOf)),
    operations: Object.assign({}, ...businesses.map(operationsOf)),
    components: {
      schemas: Object.assign({}, ...businesses.map(schemasOf)),
      messages: Object.assign({}, ...businesses.map(messagesOf)),
    },
  });
