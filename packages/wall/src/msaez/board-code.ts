// `board.ts` of a context: what happens in it.

import type {
  Draft,
  DraftAggregate,
  DraftCommand,
  DraftContext,
  DraftEvent,
  DraftView,
} from './draft.ts';
import { camel } from './names.ts';
import { pathOf, policyCode } from './policy-code.ts';
import type { Everything } from './policy-code.ts';
import { comment, filled, importText, labelText, objectText, shapeImports } from './write-text.ts';

const domainNames = [
  'aggregate',
  'boundedContext',
  'except',
  'final',
  'initial',
  'nothing',
  'only',
  'open',
  'states',
  'take',
  'unchanged',
  'whenever',
];

export const boardCode = (draft: Draft, context: DraftContext): string => {
  const all: Everything = {
    draft,
    context,
    commands: draft.contexts.flatMap(({ commands }) => commands),
    events: draft.contexts.flatMap(({ events }) => events),
  };
  const aggregates = context.aggregates.map((of) => aggregateCode(of, context));
  const views = context.views.flatMap((view) => viewCode(view, all));
  const code = `${[...aggregates, ...views].join('\n')}\n${contextCode(all)}`;
  const others = draft.contexts.filter(({ name }) => code.includes(`${camel(name)}Contract.`));
  const imports = [
    importText(domainNames, '@dure/domain', code),
    shapeImports(code),
    ...others.map(
      ({ name }) => `import * as ${camel(name)}Contract from '../${name}/contract.ts';\n`,
    ),
    importText(['command', 'context', 'event', 'reject', 'view'], './contract.ts', code),
  ];
  const [ko, en] = context.label;
  return `${comment(`${ko} / ${en}: what only it knows.`)}\n\n${imports.join('')}\n${code}`;
};

const namesText = (all: readonly { readonly name: string }[]): string =>
  all.map(({ name }) => `'${name}'`).join(', ');

const padText = (pad: string, of: readonly { readonly name: string }[]): string =>
  of.length === 0 ? '{}' : `only(${pad}, ${namesText(of)})`;

const aggregateCode = (of: DraftAggregate, context: DraftContext): string => {
  const commands = context.commands.filter(({ aggregate }) => aggregate.id === of.id);
  const events = context.events.filter(({ aggregate }) => aggregate.id === of.id);
  const state = `${camel(of.name)}States`;
  const kept = objectText(of.fields.map(({ name, shape }) => [name, `optional(${shape})`]));
  const ends = events.some((event) => event.ends);
  const states = objectText([
    ['none', 'initial()'],
    ['present', kept === '{}' ? `open('present')` : `open('present', ${kept})`],
    ...(ends ? ([['gone', `final('gone')`]] as const) : []),
  ]);
  const life = objectText([
    ['identifiedBy', `'${of.key.name}'`],
    ['accepts', padText('command', commands)],
    ['emits', padText('event', events)],
    ['refuses', context.rejections.length > 0 ? 'reject' : '{}'],
    ['states', state],
    ['decide', objectText(commands.map((command) => [command.name, ruleText(command)]))],
    ['evolve', objectText(events.map((event) => [event.name, moveText(event, commands, state)]))],
  ]);
  const isWhole = commands.length > 0 && events.length > 0;
  const written = isWhole
    ? `export const ${of.name} = aggregate('${of.name}', ${life});\n`
    : `// ${of.name} has no commands, or no events: it is yet to be written.\n`;
  return isWhole ? `const ${state} = states(${states});\n\n${written}` : written;
};

const ruleText = ({ opens, gives }: DraftCommand): string => {
  if (gives === undefined) return `{ '*': nothing }`;
  return `{ ${opens ? 'none' : 'present'}: event.${gives} }`;
};

/** What follows from nowhere changes nothing, until somebody says what it does. */
const moveText = (event: DraftEvent, commands: readonly DraftCommand[], state: string): string => {
  const from = commands.filter(({ gives }) => gives === event.name);
  if (from.length === 0) return `{ '*': unchanged }`;
  const rows = [...new Set(from.map(({ opens }) => (opens ? 'none' : 'present')))];
  return `{ ${rows.map((row) => `${row}: ${leadsTo(event, row, state)}`).join(', ')} }`;
};

/** A state takes its fields from an event that has some of them. */
const leadsTo = (event: DraftEvent, row: string, state: string): string => {
  if (event.ends) return `() => ${state}.gone()`;
  const kept = event.aggregate.fields.map(({ name }) => name);
  const takes = kept.length === 0 || event.fields.some(({ name }) => kept.includes(name));
  if (takes) return `${state}.present`;
  return row === 'none' ? `() => ${state}.present()` : 'unchanged';
};

const viewCode = (view: DraftView, all: Everything): readonly string[] => {
  if (view.creates.length === 0) return [];
  const names = [...view.creates, ...view.updates, ...view.deletes];
  const followed = all.events.filter(({ name }) => names.includes(name));
  const pads = [...new Set(followed.map((event) => padOf(event, all)))].map((pad) => {
    const own = followed.filter((event) => padOf(event, all) === pad);
    return `only(${pad}, ${namesText(own)})`;
  });
  const drawing = objectText([
    ['key', `['${view.key.name}']`],
    ['creates', objectText(view.creates.map((name) => [name, 'take']))],
    [
      'updates',
      objectText([
        ...view.updates.map((name) => [name, 'take'] as const),
        ...view.deletes.map((name) => [name, '() => undefined'] as const),
      ]),
    ],
  ]);
  const name = `${camel(view.name)}View`;
  return [`const ${name} = view.${view.name}.follows([${pads.join(', ')}], ${drawing});\n`];
};

const padOf = ({ name }: DraftEvent, all: Everything): string =>
  pathOf('event', name, all).slice(0, -`.${name}`.length);

const labelsText = (context: DraftContext): string => {
  const group = (
    notes: readonly { readonly name: string; readonly label: readonly [string, string] }[],
  ) => objectText(notes.map(({ name, label }) => [name, labelText(label)]));
  const fields = new Map(
    [...context.commands, ...context.events, ...context.views, ...context.aggregates].flatMap(
      (of) => of.fields.map(({ name, label }) => [name, labelText(label)] as const),
    ),
  );
  return objectText(
    filled([
      ['context', labelText(context.label)],
      ['actors', group(context.actors)],
      ['commands', group(context.commands)],
      ['events', group(context.events)],
      ['rejections', group(context.rejections)],
      ['views', group(context.views)],
      ['aggregates', group(context.aggregates)],
      ['policies', group(context.policies)],
      ['fields', objectText([...fields])],
    ]),
  );
};

const contextCode = (all: Everything): string => {
  const { context } = all;
  const whole = context.aggregates.filter(
    ({ id }) =>
      context.commands.some(({ aggregate }) => aggregate.id === id) &&
      context.events.some(({ aggregate }) => aggregate.id === id),
  );
  const accepted = new Set(
    context.commands.flatMap(({ name, aggregate }) => (whole.includes(aggregate) ? [name] : [])),
  );
  const drawn = context.views.filter(({ creates }) => creates.length > 0);
  const actors = context.actors.map(({ name, issues }) => {
    const own = issues.filter((command) => accepted.has(command)).map((of) => `'${of}'`);
    const reads = drawn.length > 0 ? `, reads: 'all'` : '';
    return [name, `{ issues: [${own.join(', ')}]${reads} }`] as const;
  });
  const members = filled([
    ['labels', labelsText(context)],
    ['actors', objectText(actors)],
    ['aggregates', whole.length === 0 ? '{}' : `{ ${whole.map(({ name }) => name).join(', ')} }`],
    ['policies', objectText(context.policies.map((of) => [of.name, policyCode(of, all)]))],
    ['views', objectText(drawn.map(({ name }) => [name, `${camel(name)}View`]))],
  ]);
  return `export const board = boundedContext(context, ${objectText(members)});\n`;
};
