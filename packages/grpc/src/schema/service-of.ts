// A context as a service: its commands, and its views to get, to list and to follow.

import { labelIn, stateLabelIn, unlabelled } from '@dure/domain';
import type {
  AnyAggregate,
  AnyNote,
  AnyRegister,
  BoundedContext,
  Fields,
  LabelGroup,
  Shape,
  System,
  View,
} from '@dure/domain';
import { CHANGE_KIND, messageOf } from './fixed.ts';
import { isSameKind, kindOf } from './kinds.ts';
import type { Kind } from './kinds.ts';
import type { ProtoMethod, ServiceModel } from './model.ts';
import { pascal, upperSnake } from './names.ts';
import type { Types, WantedField, WantedValue } from './types.ts';
import { inBoth } from './words.ts';

/** Fields that are made, beside those of the wall. The wall's own go before them. */
export const LAST_EVENT_AT = 'lastEventAt';
export const STATE = 'state';

type Room = { readonly types: Types; readonly system: System; readonly context: BoundedContext };

const wordsIn = ({ system, context }: Room, group: LabelGroup, name: string): string =>
  inBoth(labelIn(system, context, [group, name]) ?? unlabelled(name));

const hints: { readonly [is in Kind['is']]?: string } = {
  instant: '시각 / an instant',
  any: '어떤 JSON이든 / any JSON',
};

const hintOf = (kind: Kind): string => {
  if (kind.is === 'text' && kind.format === 'date') return ' (YYYY-MM-DD)';
  if (kind.is === 'number' && kind.scale !== undefined) return ` (0.${'0'.repeat(kind.scale)})`;
  const hint = hints[kind.is];
  return hint === undefined ? '' : ` (${hint})`;
};

const wantedIn = (room: Room, fields: { readonly [name: string]: Kind }): readonly WantedField[] =>
  Object.entries(fields).map(([name, kind]) => ({
    name,
    kind,
    comment: `${wordsIn(room, 'fields', name)}${hintOf(kind)}.`,
  }));

const kindsOf = (fields: Fields): { readonly [name: string]: Kind } =>
  Object.fromEntries(Object.entries(fields).map(([name, shape]) => [name, kindOf(shape)]));

/** What several notes say; a field that they do not have alike may be any JSON. */
const kindsOfAll = (all: readonly Fields[]): { readonly [name: string]: Kind } => {
  const kinds: { [name: string]: Kind } = {};
  const add = (name: string, shape: Shape): void => {
    const kind = kindOf(shape);
    const before = kinds[name] ?? kind;
    kinds[name] = isSameKind(before, kind) ? kind : { is: 'any' };
  };
  for (const fields of all) {
    for (const [name, shape] of Object.entries(fields)) add(name, shape);
  }
  return kinds;
};

export const dataName = ({ name }: AnyAggregate): string => `${pascal(name)}Data`;

export const stateName = (aggregate: AnyAggregate, register: AnyRegister): string =>
  `${pascal(aggregate.name)}${register.name === '' ? '' : pascal(register.name)}State`;

/** The statuses of a life, each with the name of the state that first has it. */
const statusesOf = (
  { system, context }: Room,
  aggregate: AnyAggregate,
  register: AnyRegister,
): readonly WantedValue[] => {
  const life = register.name === '' ? aggregate.name : `${aggregate.name}.${register.name}`;
  const found = new Map<string, WantedValue>();
  for (const [state, { sketch }] of Object.entries(register.states)) {
    const label = stateLabelIn(system, context, [life, state]) ?? unlabelled(state);
    for (const status of sketch.status) {
      const name = sketch.status.length === 1 ? state : `${state}_${status}`;
      const words = inBoth(label);
      const comment = words.startsWith(status) ? words : `${status}: ${words}`;
      if (!found.has(status)) found.set(status, { means: status, name: upperSnake(name), comment });
    }
  }
  return [...found.values()];
};

const registersOf = ({ registers }: AnyAggregate): readonly AnyRegister[] =>
  registers.filter((register) =>
    Object.values(register.states).some(({ sketch }) => sketch.status.length > 0),
  );

/** An enum for each life of a context, whoever sees it. */
export const addStates = (types: Types, system: System, context: BoundedContext): void => {
  const room: Room = { types, system, context };
  for (const aggregate of Object.values(context.aggregates)) {
    const comment = wordsIn(room, 'aggregates', aggregate.name);
    for (const register of registersOf(aggregate)) {
      const name = stateName(aggregate, register);
      const of = { name, from: `states of ${name}`, comment };
      types.enum(of, statusesOf(room, aggregate, register));
    }
  }
};

const addData = (room: Room, aggregate: AnyAggregate): void => {
  const { types } = room;
  const comment = wordsIn(room, 'aggregates', aggregate.name);
  const from = `aggregate ${aggregate.name}`;
  const states = aggregate.registers.flatMap((register) =>
    Object.values(register.states).map(({ sketch }) => sketch.fields),
  );
  const events = Object.values(aggregate.emits).map(({ fields }) => fields);
  const data = wantedIn(room, kindsOfAll([...events, ...states]));
  types.message({ name: dataName(aggregate), from, comment }, data);
};

const isIssued = ({ context }: Room, command: string): boolean =>
  Object.values(context.actors).some(({ issues }) => issues.includes(command));

const addCommand = (room: Room, aggregate: AnyAggregate, note: AnyNote): ProtoMethod => {
  const { types } = room;
  const name = pascal(note.type);
  const comment = wordsIn(room, 'commands', note.type);
  const request = types.message(
    { name: `${name}Request`, from: `command ${note.type}`, comment },
    wantedIn(room, kindsOf(note.fields)),
  );
  const register = aggregate.registers.find(({ decide }) => decide[note.type] !== undefined);
  const hasState = register !== undefined && registersOf(aggregate).includes(register);
  const response = `${name}Response`;
  const words = '된 것 / What was done.';
  types.fixed(
    messageOf(response, `${comment}: ${words}`, [
      ['key', 'string', '대상 / The key of the instance.'],
      ['case_id', 'string', '건의 업무 키 / The business key of the case.'],
      ['position', 'string', '자기 쓰기를 읽을 때 dure-position으로 / Reads your own write.'],
      ['events', 'string', '일어난 이벤트 / The events; none, where it was so.', 'repeated'],
      ['data', dataName(aggregate), '필드 / The fields of the events, or of the state.'],
      ...(hasState
        ? ([['state', stateName(aggregate, register), '상태 / The state.', 'optional']] as const)
        : []),
    ]),
  );
  const does = { is: 'command', type: note.type } as const;
  return { name, comment, request, response, isStream: false, does };
};

/** Whose state a row tells: of what it has the key of, if that is one thing only. */
export const lifeShown = (
  { contexts }: System,
  context: BoundedContext,
  view: View,
): string | undefined => {
  const [key, another] = view.key;
  if (key === undefined || another !== undefined || !view.fields['status']) return undefined;
  const keyedIn = (all: readonly BoundedContext[]) =>
    all.flatMap(({ aggregates }) =>
      Object.values(aggregates)
        .filter(({ identifiedBy }) => identifiedBy === key)
        .flatMap((aggregate) => registersOf(aggregate).map((of) => stateName(aggregate, of))),
    );
  const own = keyedIn([context]);
  const [only, other] = own.length > 0 ? own : keyedIn(contexts);
  return other === undefined ? only : undefined;
};

const addRow = (room: Room, name: string, view: View): string => {
  const { types, system, context } = room;
  const comment = wordsIn(room, 'views', name);
  const life = lifeShown(system, context, view);
  const made: readonly WantedField[] = [
    ...(life === undefined
      ? []
      : [{ name: STATE, kind: { is: 'text' }, type: life, comment: '상태 / The state.' } as const]),
    {
      name: LAST_EVENT_AT,
      kind: { is: 'instant' },
      comment: '마지막으로 바뀐 때 / When it changed last.',
    },
  ];
  const own = wantedIn(room, kindsOf(view.fields));
  return types.message({ name: `${pascal(name)}Row`, from: `view ${name}`, comment }, [
    ...own,
    ...made.filter((field) => view.fields[field.name] === undefined),
  ]);
};

const keyFields = (room: Room, view: View): readonly WantedField[] =>
  wantedIn(
    room,
    Object.fromEntries(
      view.key.map((field): [string, Kind] => {
        const kind = view.fields[field] && kindOf(view.fields[field]);
        return [field, kind ?? { is: 'text' }];
      }),
    ),
  );

type Rows = { readonly name: string; readonly comment: string; readonly row: string };

const addGet = ({ types }: Room, { name, comment, row }: Rows): void =>
  types.fixed(messageOf(`Get${name}Response`, comment, [['row', row, '행 / The row.']]));

const addList = ({ types }: Room, { name, comment, row }: Rows): void => {
  types.fixed(
    messageOf(`List${name}Request`, comment, [
      ['page_size', 'int32', '1–200, 보통 50 / 50, unless given.'],
      ['page_token', 'string', '앞 쪽이 준 것 / From the page before.'],
      ['order_by', 'string', '`field` 또는 `-field` / A field, `-` before it for descending.'],
      ['search', 'string', '글에서 찾음 / Looks for a text.'],
      ['filters', 'Filter', '모두 맞아야 함 / All of them must hold.', 'repeated'],
    ]),
  );
  types.fixed(
    messageOf(`List${name}Response`, comment, [
      ['rows', row, '행들 / The rows.', 'repeated'],
      ['next_page_token', 'string', '뒤에 더 있을 때 / Where there is more.'],
      ['total_size', 'int64', '센 만큼 / As far as they were counted.'],
      ['has_more', 'bool', '센 것보다 많음 / There are more than were counted.'],
    ]),
  );
};

const addFollow = ({ types }: Room, { name, comment, row }: Rows): void => {
  types.fixed(
    messageOf(`Follow${name}Request`, comment, [
      ['after', 'string', '끊긴 뒤에는 마지막 id / After a break: the id that came last.'],
    ]),
  );
  types.fixed(
    messageOf(`Follow${name}Response`, comment, [
      ['kind', CHANGE_KIND, '무엇이 / What has changed.', 'optional'],
      ['row', row, '바뀐 행 / The row that has changed.'],
      ['gone_key', 'string', '없어진 행 / The key of the row that is gone.'],
      ['id', 'string', '다시 이을 자리 / Where to go on after a break.'],
    ]),
  );
};

const addView = (room: Room, [view, of]: readonly [string, View]): readonly ProtoMethod[] => {
  const name = pascal(view);
  const comment = wordsIn(room, 'views', view);
  const rows = { name, comment, row: addRow(room, view, of) };
  const from = `view ${view}`;
  room.types.message({ name: `Get${name}Request`, from, comment }, keyFields(room, of));
  addGet(room, rows);
  addList(room, rows);
  addFollow(room, rows);
  const verbs = { Get: 'get', List: 'list', Follow: 'follow' } as const;
  return (['Get', 'List', 'Follow'] as const).map((verb) => ({
    name: `${verb}${name}`,
    comment: `${comment} (${verbs[verb]})`,
    does: { is: verbs[verb], view },
    request: `${verb}${name}Request`,
    response: `${verb}${name}Response`,
    isStream: verb === 'Follow',
  }));
};

const isRead = ({ context }: Room, view: string): boolean =>
  Object.values(context.actors).some(({ reads }) => reads[view] !== undefined);

/** The service of a context; nothing, where people neither send nor read anything there. */
export const serviceOf = (
  types: Types,
  system: System,
  context: BoundedContext,
): ServiceModel | undefined => {
  const room: Room = { types, system, context };
  const commands = Object.values(context.aggregates).flatMap((aggregate) => {
    const issued = Object.values(aggregate.accepts).filter(({ type }) => isIssued(room, type));
    if (issued.length > 0) addData(room, aggregate);
    return issued.map((note) => addCommand(room, aggregate, note));
  });
  const views = Object.entries(context.views)
    .filter(([name]) => isRead(room, name))
    .flatMap((view) => addView(room, view));
  if (commands.length + views.length === 0) return undefined;
  return {
    name: `${pascal(context.name)}Service`,
    comment: inBoth(context.labels.context ?? unlabelled(context.name)),
    context: context.name,
    methods: [...commands, ...views],
  };
};
