// A catalogue of what is published: a page for each event and command, with who sends it, who
// follows it, its fields, an example, and its versions; and where a field is found.

import type { Label } from '@dure/domain';
import { textIn } from '../json.ts';
import { partyName } from './finding.ts';
import type {
  ContractRecord,
  Party,
  RecordedCommand,
  RecordedContext,
  RecordedEvent,
} from './record.ts';
import { inShort } from './compare-schemas.ts';
import { propertiesOf, requiredIn } from './schema.ts';
import type { Schema } from './schema.ts';

type Files = ReadonlyMap<string, string>;

const titleOf = (name: string, [ko, en]: Label): string =>
  ko === en ? `${name}: ${ko}` : `${name}: ${ko} / ${en}`;

/** A cell of a table: a bar in it would end it. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');

const fieldTable = (schema: Schema): string => {
  const required = requiredIn(schema);
  const rows = Object.entries(propertiesOf(schema)).map(([name, of]) => {
    const flags = [
      ...(required.has(name) ? [] : ['optional']),
      ...(of['x-secret'] === true ? ['secret'] : []),
      ...(of['x-personal'] === true ? ['personal'] : []),
    ];
    const kind = [inShort(of), ...flags].join(', ');
    return `| \`${name}\` | ${cell(kind)} | ${cell(textIn(of['description']))} |`;
  });
  if (rows.length === 0) return 'No fields.';
  return ['| Field | What it holds | |', '| --- | --- | --- |', ...rows].join('\n');
};

const listOf = (parties: readonly Party[]): string =>
  parties.length === 0 ? '- none' : parties.map((one) => `- ${partyName(one)}`).join('\n');

const json = (of: unknown): string => `\`\`\`json\n${JSON.stringify(of, undefined, 2)}\n\`\`\``;

type Versioned = Pick<RecordedEvent, 'label' | 'version' | 'schemas' | 'examples'>;

const versionsText = ({ version, schemas }: Versioned): string =>
  Object.entries(schemas)
    .filter(([one]) => Number(one) !== version)
    .map(([one, schema]) => `### Version ${one}\n\n${fieldTable(schema)}`)
    .join('\n\n');

type Page = {
  readonly name: string;
  readonly of: Versioned;
  readonly about: readonly (readonly [title: string, text: string])[];
};

const pageText = ({ name, of, about }: Page): string =>
  [
    `# ${titleOf(name, of.label)}`,
    ...about.map(([title, text]) => `## ${title}\n\n${text}`),
    `## Fields, version ${of.version}\n\n${fieldTable(of.schemas[of.version] ?? {})}`,
    `## Example\n\n${json(of.examples[of.version])}`,
    versionsText(of),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');

const eventPage = (name: string, of: RecordedEvent, { context }: RecordedContext): string => {
  const by =
    of.aggregate === undefined ? `- ${context}` : `- ${context} · aggregate ${of.aggregate}`;
  return pageText({
    name,
    of,
    about: [
      ['Published by', by],
      ['Followed by', listOf(of.followedBy)],
    ],
  });
};

const commandPage = (name: string, of: RecordedCommand, { context }: RecordedContext): string =>
  pageText({
    name,
    of,
    about: [
      ['Decided by', `- ${context} · aggregate ${of.aggregate}, at \`/${of.path}\``],
      ['Sent by', listOf(of.sentBy)],
    ],
  });

const contextPages = (context: RecordedContext): readonly (readonly [string, string])[] => [
  ...Object.entries({ ...context.events, ...context.reminders }).map(
    ([name, of]) => [`${context.context}/events/${name}.md`, eventPage(name, of, context)] as const,
  ),
  ...Object.entries(context.commands).map(
    ([name, of]) =>
      [`${context.context}/commands/${name}.md`, commandPage(name, of, context)] as const,
  ),
];

const indexText = (record: ContractRecord): string => {
  const parts = record.contexts.map((context) => {
    const events = Object.entries({ ...context.events, ...context.reminders });
    const line = (group: string, name: string, { label }: Versioned): string =>
      `- [${name}](${context.context}/${group}/${name}.md): ${label.join(' / ')}`;
    return [
      `## ${titleOf(context.context, context.label)}`,
      ...Object.entries(context.commands).map(([name, of]) => line('commands', name, of)),
      ...events.map(([name, of]) => line('events', name, of)),
    ].join('\n');
  });
  return `# ${record.business} ${record.version}\n\n[Fields](fields.md)\n\n${parts.join('\n\n')}\n`;
};

/** Where a field is found: `place · event ReservationPlaced`, with what it holds there. */
export type FoundField = { readonly field: string; readonly where: string; readonly holds: string };

const fieldsIn = (where: string, schema: Schema): readonly FoundField[] =>
  Object.entries(propertiesOf(schema)).map(([field, of]) => ({ field, where, holds: inShort(of) }));

const allFields = ({ contexts }: ContractRecord): readonly FoundField[] =>
  contexts.flatMap((context) => {
    const at = (kind: string, name: string): string => `${context.context} · ${kind} ${name}`;
    const versioned = (kind: string, group: { readonly [name: string]: Versioned }) =>
      Object.entries(group).flatMap(([name, { schemas, version }]) =>
        fieldsIn(at(kind, name), schemas[version] ?? {}),
      );
    return [
      ...versioned('command', context.commands),
      ...versioned('event', context.events),
      ...versioned('reminder', context.reminders),
      ...Object.entries(context.views).flatMap(([name, { schema }]) =>
        fieldsIn(at('view', name), schema),
      ),
    ];
  });

/** Every place that has a field of this name, or of one that contains it. */
export const fieldsNamed = (record: ContractRecord, word: string): readonly FoundField[] => {
  const wanted = word.toLowerCase();
  const all = allFields(record);
  const exact = all.filter(({ field }) => field.toLowerCase() === wanted);
  return exact.length > 0 ? exact : all.filter(({ field }) => field.toLowerCase().includes(wanted));
};

const fieldsText = (record: ContractRecord): string => {
  const all = allFields(record);
  const names = [...new Set(all.map(({ field }) => field))].toSorted((one, other) =>
    one < other ? -1 : 1,
  );
  const parts = names.map((name) => {
    const rows = all.filter(({ field }) => field === name);
    return [`## ${name}`, '', ...rows.map(({ where, holds }) => `- ${where}: ${holds}`)].join('\n');
  });
  return `# Fields of ${record.business}\n\n${parts.join('\n\n')}\n`;
};

/** The pages of a business, by their paths. */
export const cataloguePages = (record: ContractRecord): Files =>
  new Map([
    ['index.md', indexText(record)],
    ['fields.md', fieldsText(record)],
    ...record.contexts.flatMap(contextPages),
  ]);
