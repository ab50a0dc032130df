// All routes of a business, made from its wall: what every note gets, and what is documented.

import type { Business, CommandEntry, ViewEntry } from '@dure/access';
import type { DocumentedLine } from '../documents.ts';
import type { Published } from '../published.ts';
import { choicesOf, shapeOf } from './route.ts';
import type { Action, Choice, CommandAction, Method, Route } from './route.ts';

type Table = Map<string, Route>;

const idOf = (method: string, path: string): string => `${method} ${shapeOf(path)}`;

const methods: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const isMethod = (method: string): method is Method => methods.includes(method);

const instancePath = ({ aggregate }: CommandEntry): string =>
  `/${aggregate.path}/{${aggregate.identifiedBy}}`;

export const commandPath = (command: CommandEntry): string =>
  `${instancePath(command)}/${command.slug}`;

export const listPath = ({ view }: ViewEntry): string => `/${view.path}`;

export const rowPath = (of: ViewEntry): string => `/${of.view.path}/${keyPath(of)}`;

const add = (table: Table, route: Route): void => {
  const id = idOf(route.method, route.path);
  if (!table.has(id)) table.set(id, route);
};

const keyPath = ({ view }: ViewEntry): string => view.key.map((field) => `{${field}}`).join('/');

const doing = (command: CommandEntry, answers: number): CommandAction => ({
  is: 'command',
  otherwise: { command },
  answers,
});

const addCommand = (table: Table, command: CommandEntry): void => {
  const facts = { method: 'POST', context: command.context.name, isDocumented: false } as const;
  add(table, { ...facts, path: commandPath(command), action: doing(command, 200) });
  const { openingPath: path } = command;
  if (path !== undefined) add(table, { ...facts, path, action: doing(command, 201) });
};

const addView = (table: Table, view: ViewEntry): void => {
  const facts = { method: 'GET', context: view.context.name, isDocumented: false } as const;
  add(table, { ...facts, path: listPath(view), action: { is: 'list', view } });
  add(table, { ...facts, path: rowPath(view), action: { is: 'row', view } });
};

const commandNamed = (business: Business, name: string): CommandEntry => {
  const command = business.commands.get(name);
  if (!command) throw new Error(`A documented line names ${name}, which no aggregate accepts.`);
  return command;
};

const viewNamed = (business: Business, name: string): ViewEntry => {
  const view = business.views.get(name);
  if (!view) throw new Error(`A documented line names ${name}, which is no view.`);
  return view;
};

const choicesIn = (business: Business, line: DocumentedLine): Partial<CommandAction> => {
  const { does, as } = line;
  if ('command' in does) {
    return { otherwise: { command: commandNamed(business, does.command.type), as } };
  }
  if ('view' in does) return {};
  const choices = Object.entries(does.commands).map(([value, note]): [string, Choice] => [
    value,
    { command: commandNamed(business, note.type), as },
  ]);
  return { byValue: { field: does.field, choices: new Map(choices) } };
};

/** Several documented lines may share a method and a path: each adds what it says. */
const merged = (before: CommandAction, line: Partial<CommandAction>): Partial<CommandAction> => {
  const { byValue: known } = before;
  const { byValue: added } = line;
  const all = { ...before, ...line };
  if (!known || !added) return all;
  return { ...all, byValue: { ...added, choices: new Map([...added.choices, ...known.choices]) } };
};

const commandAction = (business: Business, line: DocumentedLine, before?: Action): Action => {
  const choices = choicesIn(business, line);
  const all = before?.is === 'command' ? merged(before, choices) : choices;
  return { is: 'command', ...all, answers: line.answers };
};

const isRead = (action: Action | undefined): action is Action & { readonly is: 'list' | 'row' } =>
  action?.is === 'list' || action?.is === 'row';

const viewAction = (view: ViewEntry, line: DocumentedLine, before?: Action): Action => {
  const { as, answers, path } = line;
  if (answers >= 300 && answers < 400) return { is: 'moved', to: listPath(view) };
  // The line that stands first says who reads where no one was named.
  if (isRead(before) && before.as !== undefined) return before;
  return { is: path.includes('{') ? 'row' : 'list', view, as };
};

const actionOf = (business: Business, line: DocumentedLine, before?: Action): Action =>
  'view' in line.does
    ? viewAction(viewNamed(business, line.does.view), line, before)
    : commandAction(business, line, before);

const contextOf = (action: Action, otherwise: string): string => {
  if (isRead(action)) return action.view.context.name;
  if (action.is === 'moved') return otherwise;
  const [first] = choicesOf(action);
  return first?.command.context.name ?? otherwise;
};

const addDocumented = (table: Table, business: Business, written: DocumentedLine): void => {
  const line = { ...written, path: written.path.replace(/\?.*/, '') };
  const { method, path } = line;
  if (!isMethod(method)) throw new Error(`${method} ${path} is documented with no known method.`);
  const before = table.get(idOf(method, path));
  const action = actionOf(business, line, before?.action);
  const [first] = business.system.contexts;
  const context = contextOf(action, first?.name ?? '');
  // The names of the parameters are those of the line that was first, of the wall before others.
  const kept = before?.path ?? path;
  table.set(idOf(method, path), { method, path: kept, context, action, isDocumented: true });
  if (action.is === 'list') addRowOf(table, { method, path: kept, context, action });
};

type ListRoute = Omit<Route, 'isDocumented' | 'action'> & {
  readonly action: Extract<Action, { readonly is: 'list' }>;
};

/** Where a list has another name, its rows are found below that name as well. */
const addRowOf = (table: Table, { path, action, ...facts }: ListRoute): void => {
  const row = { is: 'row', view: action.view } as const;
  add(table, {
    ...facts,
    path: `${path}/${keyPath(action.view)}`,
    action: row,
    isDocumented: false,
  });
};

/** Reserved below the name of a business, beside its resources. */
export const reservedNames: readonly string[] = [
  'cases',
  'described',
  'ops',
  'wall',
  'docs',
  'health',
  'metrics',
];

const checkNames = (routes: readonly Route[], business: string): void => {
  for (const { path } of routes) {
    const [, first = ''] = path.split('/');
    if (reservedNames.includes(first)) {
      throw new Error(`In ${business} the path ${path} takes the gateway's own name ${first}.`);
    }
  }
};

/**
 * @throws when a documented line names a note that is not on the wall, or a resource has a name
 *   that the gateway needs itself.
 */
export const routesOf = (business: Published): readonly Route[] => {
  const table: Table = new Map();
  for (const view of business.views.values()) addView(table, view);
  for (const command of business.commands.values()) addCommand(table, command);
  for (const line of business.documents.lines) addDocumented(table, business, line);
  const routes = [...table.values()];
  checkNames(routes, business.name);
  return routes;
};
