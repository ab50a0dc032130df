// What is published, for the catalogues of others: EventCatalog, and Backstage.

import type { ContractRecord, Party, RecordedContext } from './record.ts';

type Files = ReadonlyMap<string, string>;

/** YAML has JSON in it: a text in quotes is read the same by both. */
const quoted = (text: string): string => JSON.stringify(text);

const idOf = (business: string, context: string): string => `${business}-${context}`;

type Message = { readonly id: string; readonly version: string };

/** Shapes are numbered; EventCatalog wants three numbers. */
const semantic = (version: number): string => `${version}.0.0`;

const messagesText = (name: string, all: readonly Message[]): string => {
  const lines = all.map(({ id, version }) => `  - id: ${quoted(id)}\n    version: ${version}\n`);
  return lines.length === 0 ? '' : `${name}:\n${lines.join('')}`;
};

const page = (front: readonly string[], words: string): string =>
  `---\n${front.filter((line) => line !== '').join('\n')}\n---\n\n${words}\n`;

const isIn = (parties: readonly Party[], context: string): boolean =>
  parties.some((party) => party.context === context && party.kind !== 'actor');

/** What a context sends and receives: its own events go out, and what it follows comes in. */
const servicePage = (record: ContractRecord, context: RecordedContext): string => {
  const all = record.contexts.filter((one) => one !== context);
  const followed = record.contexts.flatMap(({ events }) =>
    Object.entries(events).filter(([, of]) => isIn(of.followedBy, context.context)),
  );
  const sent = all.flatMap(({ commands }) =>
    Object.entries(commands).filter(([, of]) => isIn(of.sentBy, context.context)),
  );
  const messages = (of: readonly (readonly [string, { readonly version: number }])[]) =>
    of.map(([id, { version }]) => ({ id, version: semantic(version) }));
  const own = Object.entries(context.events);
  const sends = messagesText('sends', messages([...own, ...sent]));
  const receives = messagesText(
    'receives',
    messages([...Object.entries(context.commands), ...followed]),
  );
  const front = [
    `id: ${quoted(idOf(record.business, context.context))}`,
    `name: ${quoted(context.label[1])}`,
    `version: ${record.version}`,
    `summary: ${quoted(context.label[0])}`,
    sends.trimEnd(),
    receives.trimEnd(),
  ];
  return page(front, '<NodeGraph />');
};

const messagePages = (
  folder: 'events' | 'commands',
  group: RecordedContext['events'] | RecordedContext['commands'],
): readonly (readonly [string, string])[] =>
  Object.entries(group).flatMap(([name, { label, version, schemas }]) => {
    const front = [
      `id: ${quoted(name)}`,
      `name: ${quoted(name)}`,
      `version: ${semantic(version)}`,
      `summary: ${quoted(label.join(' / '))}`,
      'schemaPath: schema.json',
    ];
    const schema = `${JSON.stringify(schemas[version], undefined, 2)}\n`;
    return [
      [`${folder}/${name}/index.mdx`, page(front, '<NodeGraph />\n\n<SchemaViewer />')],
      [`${folder}/${name}/schema.json`, schema],
    ];
  });

/** The folders that EventCatalog reads: a domain, its services, their events and commands. */
export const eventCatalogFiles = (record: ContractRecord): Files => {
  const services = record.contexts.map(({ context }) => ({
    id: idOf(record.business, context),
    version: record.version,
  }));
  const domain = [
    `id: ${quoted(record.business)}`,
    `name: ${quoted(record.business)}`,
    `version: ${record.version}`,
    messagesText('services', services).trimEnd(),
  ];
  return new Map([
    [`domains/${record.business}/index.mdx`, page(domain, '<NodeGraph />')],
    ...record.contexts.flatMap((context) => [
      [
        `services/${idOf(record.business, context.context)}/index.mdx`,
        servicePage(record, context),
      ] as const,
      ...messagePages('events', context.events),
      ...messagePages('commands', context.commands),
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
