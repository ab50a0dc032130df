// A policy as code: a note, where the event has all that its command needs; else a function that
// takes over what there is.

import type {
  Draft,
  DraftCommand,
  DraftContext,
  DraftEvent,
  DraftField,
  DraftPolicy,
} from './draft.ts';
import { camel } from './names.ts';
import { optionalKey } from './optional.ts';

export type Everything = {
  readonly draft: Draft;
  readonly context: DraftContext;
  readonly commands: readonly DraftCommand[];
  readonly events: readonly DraftEvent[];
};

/** `command.Book`; of another context `seatsContract.command.Book`. */
export const pathOf = (
  pad: 'command' | 'event',
  name: string,
  { draft, context }: Everything,
): string => {
  const group = pad === 'command' ? 'commands' : 'events';
  const home = draft.contexts.find((of) => of[group].some((one) => one.name === name));
  const own = home === undefined || home === context;
  return `${own ? '' : `${camel(home.name)}Contract.`}${pad}.${name}`;
};

type Pair = { readonly event: DraftEvent; readonly command: DraftCommand };

const sameIn = ({ event }: Pair, field: DraftField): boolean =>
  event.fields.some(({ name, shape }) => name === field.name && shape === field.shape);

const mayBeLeft = (
  kind: 'command' | 'event',
  { name }: DraftCommand | DraftEvent,
  field: string,
): ((draft: Draft) => boolean) => {
  const key = optionalKey(kind, name, field);
  return ({ optional }) => optional.has(key);
};

/** Whether the command note may stand as it is: nothing is missing or of another type. */
const isWord = (pair: Pair, { draft }: Everything): boolean => {
  const { event, command } = pair;
  return command.fields.every((field) => {
    const isLeft = mayBeLeft('command', command, field.name)(draft);
    const isNamed = event.fields.some(({ name }) => name === field.name);
    if (!sameIn(pair, field)) return isLeft && !isNamed;
    return isLeft || !mayBeLeft('event', event, field.name)(draft);
  });
};

/** An instance that no field of the event names is called after that of the event. */
const keyText = (pair: Pair, draft: Draft): string => {
  const { event, command } = pair;
  const { key, idKind } = command.aggregate;
  const isThere = sameIn(pair, key) && !mayBeLeft('event', event, key.name)(draft);
  if (isThere) return `${key.name}: happened.${key.name}`;
  return `${key.name}: \`${idKind}-\${happened.${event.aggregate.key.name}}\``;
};

const givenText = (pair: Pair, { draft }: Everything): string => {
  const { event, command } = pair;
  const [, ...others] = command.fields;
  const taken = others.filter(
    (field) =>
      sameIn(pair, field) &&
      (mayBeLeft('command', command, field.name)(draft) ||
        !mayBeLeft('event', event, field.name)(draft)),
  );
  return [keyText(pair, draft), ...taken.map(({ name }) => `${name}: happened.${name}`)].join(', ');
};

export const policyCode = (policy: DraftPolicy, all: Everything): string => {
  const event = all.events.find(({ name }) => name === policy.event);
  const commands = all.commands.filter(({ name }) => policy.commands.includes(name));
  const [only, another] = commands;
  if (!event || !only) return '{}';
  const happening = pathOf('event', event.name, all);
  if (!another && isWord({ event, command: only }, all)) {
    return `whenever(${happening}, ${pathOf('command', only.name, all)})`;
  }
  const sent = commands.map(
    (command) =>
      `${pathOf('command', command.name, all)}({ ${givenText({ event, command }, all)} })`,
  );
  const result = another ? `[${sent.join(', ')}]` : (sent[0] ?? '');
  const sends = commands.map(({ name }) => pathOf('command', name, all)).join(', ');
  return `whenever(${happening}, (happened) => ${result}, { sends: [${sends}] })`;
};
