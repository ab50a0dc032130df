// What is published, for the catalogues of others: EventCatalog, and Backstage.

import type { Label } from '@dure/domain';
import type { ContractRecord, Party, RecordedContext } from './record.ts';
import type { Schema } from './schema.ts';

type Files = ReadonlyMap<string, string>;

/** YAML has JSON in it: a text in quotes is read the same by both. */
const quoted = (text: string): string => JSON.stringify(text);

const idOf = (business: string, context: string): string => `${business}-${context}`;

/** Several businesses may be in one catalogue, and have events of one name. */
const messageId = (business: string, name: string): string => `${business}.${name}`;

type Message = { readonly id: string; readonly version: string };

/** Shapes are numbered; EventCatalog wants three numbers. */
const semantic = (version: number): string => `${version}.0.0`;

const messagesText = (name: string, all: readonly Message[]): string => {
  const lines = all.map(({ id, version }) => `  - id: ${quoted(id)}\n    version: ${version}\n`);
  return lines.length === 0 ? '' : `${name}:\n${lines.join('')}`;
};

const summaryOf = (contexts: readonly RecordedContext[]): string =>
  contexts.map(({ label }) => label.join(' / ')).join(', ');

const ownedBy = (owner: string): string => `owners:\n  - ${quoted(owner)}`;

const page = (front: readonly string[], words: string): string =>
  `---\n${front.filter((line) => line !== '').join('\n')}\n---\n\n${words}\n`;

const isIn = (parties: readonly Party[], context: string): boolean =>
  parties.some((party) => party.context === context && party.kind !== 'actor');

/** What a context sends and receives: its own events go out, and what it follows comes in. */
const servicePage = (record: ContractRecord, context: RecordedContext, owner: string): string => {
  const all = record.contexts.filter((one) => one !== context);
  const followed = record.contexts.flatMap((of) =>
    Object.entries(eventsIn(of)).filter(([, of]) => isIn(of.followedBy, context.context)),
  );
  const sent = all.flatMap(({ commands }) =>
    Object.entries(commands).filter(([, of]) => isIn(of.sentBy, context.context)),
  );
  const messages = (of: readonly (readonly [string, { readonly version: number }])[]) =>
    of.map(([name, { version }]) => ({
      id: messageId(record.business, name),
      version: semantic(version),
    }));
  const own = Object.entries(eventsIn(context));
  const sends = messagesText('sends', messages([...own, ...sent]));
  const receives = messagesText(
    'receives',
    messages([...Object.entries(context.commands), ...followed]),
  );
  const front = [
    `id: ${quoted(idOf(record.business, context.context))}`,
    `name: ${quoted(context.label[1])}`,
    `version: ${record.version}`,
    `summary: ${quoted(context.label.join(' / '))}`,
    ownedBy(owner),
    sends.trimEnd(),
    receives.trimEnd(),
  ];
  return page(front, '<NodeGraph />');
};

const teamPage = (owner: string): string => {
  const words = `Whoever answers for ${owner}.`;
  const named = [`id: ${quoted(owner)}`, `name: ${quoted(owner)}`];
  return page([...named, `summary: ${quoted(words)}`], words);
};

type Versioned = {
  readonly label: Label;
  readonly version: number;
  readonly schemas: { readonly [version: string]: Schema };
};

type Owned = { readonly business: string; readonly owner: string };

/** A message in one of its versions: those before lie beside that of now. */
const messagePage = (
  { business, owner }: Owned,
  [name, of]: readonly [string, Versioned],
  version: number,
): string => {
  const front = [
    `id: ${quoted(messageId(business, name))}`,
    `name: ${quoted(name)}`,
    `version: ${semantic(version)}`,
    `summary: ${quoted(of.label.join(' / '))}`,
    ownedBy(owner),
    'schemaPath: schema.json',
  ];
  return page(front, '<NodeGraph />\n\n<SchemaViewer />');
};

const messagePages = (
  of: Owned,
  folder: 'events' | 'commands',
  group: { readonly [name: string]: Versioned },
): readonly (readonly [string, string])[] =>
  Object.entries(group).flatMap(([name, message]) => {
    const home = `${folder}/${messageId(of.business, name)}`;
    return Object.entries(message.schemas).flatMap(([written, schema]) => {
      const version = Number(written);
      const isNow = version === message.version;
      const at = isNow ? home : `${home}/versioned/${semantic(version)}`;
      return [
        [`${at}/index.mdx`, messagePage(of, [name, message], version)] as const,
        [`${at}/schema.json`, `${JSON.stringify(schema, undefined, 2)}\n`] as const,
      ];
    });
  });

const eventsIn = ({ events, reminders }: RecordedContext): RecordedContext['events'] => ({
  ...events,
  ...reminders,
});

/** The folders that EventCatalog reads: a domain, its services, their events and commands. */
export const eventCatalogFiles = (record: ContractRecord, owner: string): Files => {
  const of: Owned = { business: record.business, owner };
  const services = record.contexts.map(({ context }) => ({
    id: idOf(record.business, context),
    version: record.version,
  }));
  const domain = [
    `id: ${quoted(record.business)}`,
    `name: ${quoted(record.business)}`,
    `version: ${record.version}`,
    `summary: ${quoted(summaryOf(record.contexts))}`,
    ownedBy(owner),
    messagesText('services', services).trimEnd(),
  ];
  return new Map([
    [`teams/${owner}.mdx`, teamPage(owner)],
    [`domains/${record.business}/index.mdx`, page(domain, '<NodeGraph />')],
    ...record.contexts.flatMap((context) => [
      [
        `services/${idOf(record.business, context.context)}/index.mdx`,
        servicePage(record, context, owner),
      ] as const,
      ...messagePages(of, 'events', eventsIn(context)),
      ...messagePages(of, 'commands', context.commands),
    ]),
  ]);
};

const asyncApiOf = (record: ContractRecord, context: RecordedContext): object => {
  const channel = `${record.business}.${context.context}`;
  const messages = Object.fromEntries(
    Object.entries(context.events).map(([name, { label, version, schemas }]) => [
      name,
      { name, title: label.join(' / '), payload: schemas[version] },
    ]),
  );
  return {
    asyncapi: '3.0.0',
    info: { title: context.label[1], version: record.version },
    channels: { [channel]: { address: channel, messages } },
    operations: { send: { action: 'send', channel: { $ref: `#/channels/${channel}` } } },
  };
};

const entity = (
  kind: string,
  [name, title]: readonly [string, string],
  spec: readonly (readonly [string, unknown])[],
): string =>
  [
    'apiVersion: backstage.io/v1alpha1',
    `kind: ${kind}`,
    'metadata:',
    `  name: ${quoted(name)}`,
    `  title: ${quoted(title)}`,
    'spec:',
    ...spec.map(([key, of]) => `  ${key}: ${JSON.stringify(of)}`),
    '',
  ].join('\n');

/** Which contexts a context follows. */
const followedBy = (record: ContractRecord, { context }: RecordedContext): readonly string[] =>
  record.contexts
    .filter((one) => one.context !== context)
    .filter(({ events }) => Object.values(events).some((of) => isIn(of.followedBy, context)))
    .map((one) => idOf(record.business, one.context));

/** `catalog-info.yaml`: the business as a system, each context as a component with its events. */
export const backstageFile = (record: ContractRecord, owner: string): string => {
  const { business } = record;
  const parts = record.contexts.flatMap((context) => {
    const name = idOf(business, context.context);
    const [, title] = context.label;
    const known = [
      ['lifecycle', 'production'],
      ['owner', owner],
      ['system', business],
    ] as const;
    return [
      entity(
        'Component',
        [name, title],
        [
          ['type', 'service'],
          ...known,
          ['providesApis', [name]],
          ['consumesApis', followedBy(record, context)],
        ],
      ),
      entity(
        'API',
        [name, title],
        [
          ['type', 'asyncapi'],
          ...known,
          ['definition', JSON.stringify(asyncApiOf(record, context))],
        ],
      ),
    ];
  });
  return [entity('System', [business, business], [['owner', owner]]), ...parts].join('---\n');
};
