// Hot spots in what notes are called: every note has a label in Korean and in English.

import type { BoundedContext, LabelGroup } from '@dure/domain';
import type { Hotspot, Hung } from './hotspot.ts';
import { isLabelled, labelIn, stateLabelIn } from '@dure/domain';
import { externalsIn, remindersIn, wallId } from './wall-index.ts';

export const gapsInLabels = (system: Hung): readonly Hotspot[] => [
  ...(isLabelled(system.label) ? [] : [gap('business', 'label')]),
  ...system.contexts.flatMap((context) => gapsIn(system, context)),
  ...externalsIn(system)
    .filter((name) => !isExternalLabelled(system, name))
    .map((name) => gap(wallId('', 'external', name), name)),
];

const gap = (subject: string, name: string): Hotspot => ({
  kind: 'label missing',
  subject,
  ko: `${name}: 한국어나 영어 이름표가 없습니다.`,
  en: `${name} lacks a label in Korean or English.`,
});

const isExternalLabelled = (system: Hung, name: string): boolean =>
  [undefined, ...system.contexts].some((context) => labelIn(system, context, ['systems', name]));

const gapsIn = (system: Hung, context: BoundedContext): readonly Hotspot[] => {
  const { name } = context;
  const isMissing = ([group, , of]: Named): boolean => !labelIn(system, context, [group, of]);
  return [
    ...(isLabelled(context.labels.context) ? [] : [gap(wallId(name, 'context', name), name)]),
    ...namesIn(context)
      .filter(isMissing)
      .map(([, kind, of]) => gap(wallId(name, kind, of), of)),
    ...statesIn(context)
      .filter(([life, state]) => !stateLabelIn(system, context, [life, state]))
      .map(([life, state]) => gap(wallId(name, 'state', `${life}.${state}`), `${life}.${state}`)),
  ];
};

type Named = readonly [group: LabelGroup, kind: string, name: string];

const named = (group: LabelGroup, kind: string, of: object): readonly Named[] =>
  Object.keys(of).map((name) => [group, kind, name]);

const byName = (notes: readonly { readonly name: string }[]): object =>
  Object.fromEntries(notes.map((note) => [note.name, note]));

const namesIn = (context: BoundedContext): readonly Named[] => {
  const aggregates = Object.values(context.aggregates);
  const reminders = remindersIn({ contexts: [context] });
  const fromHere = Object.entries(reminders).filter(([, note]) => note.context === context.name);
  return [
    ...named('actors', 'actor', context.actors),
    ...named('aggregates', 'aggregate', byName(aggregates)),
    ...aggregates.flatMap((aggregate) => [
      ...named('commands', 'command', aggregate.accepts),
      ...named('events', 'event', aggregate.emits),
      ...named('rejections', 'rejection', aggregate.refuses),
    ]),
    ...named('reminders', 'reminder', Object.fromEntries(fromHere)),
    ...named('policies', 'policy', context.policies),
    ...named('policies', 'process', context.processes),
    ...named('sagas', 'saga', byName(Object.values(context.sagas))),
    ...named('deadlines', 'deadline', context.deadlines),
    ...named('settings', 'setting', context.settings),
    ...named('views', 'view', context.views),
    ...named('fields', 'field', fieldsIn(context)),
  ];
};

/** Every field that a person may be shown, by name. */
const fieldsIn = ({ aggregates, views }: BoundedContext): object =>
  Object.assign(
    {},
    ...Object.values(aggregates).flatMap(({ accepts, emits, refuses }) =>
      [accepts, emits, refuses].flatMap((pad) => Object.values(pad).map(({ fields }) => fields)),
    ),
    ...Object.values(views).map(({ fields }) => fields),
  );

const statesIn = (context: BoundedContext): readonly (readonly [life: string, state: string])[] =>
  Object.values(context.aggregates).flatMap(({ name, isLedger, registers }) =>
    registers.flatMap((register) =>
      Object.keys(register.states).map(
        (state) => [isLedger ? `${name}.${register.name}` : name, state] as const,
      ),
    ),
  );
