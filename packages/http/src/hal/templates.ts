// What the caller may do now, as HAL-FORMS templates; and apart from it what not, and why.

import { labelOf, mayIssue, refusals, stateFor, stateWords } from '@dure/access';
import type { Business, Caller, CommandEntry, Language, ViewEntry } from '@dure/access';
import type { Words } from '@dure/domain';
import { StoreUnavailable } from '@dure/kernel/ports';
import { commandHref } from './paths.ts';
import type { Scope } from './paths.ts';
import { propertiesFor } from './properties.ts';
import type { Property } from './properties.ts';

type Row = { readonly [field: string]: unknown };

export type Template = {
  readonly title: string;
  readonly method: string;
  readonly target: string;
  readonly contentType: string;
  /** The same target with the wish to be shown first what it would do. */
  readonly preview: string;
  readonly properties: readonly Property[];
};

export type Templates = { readonly [slug: string]: Template };

/** A command that is not possible now, and why. */
export type Closed = Pick<Template, 'title' | 'method' | 'target'> & { readonly reason: Words };

export type Offered = {
  readonly open: Templates;
  readonly closed: { readonly [slug: string]: Closed };
};

export type Shown = {
  readonly business: Business;
  readonly scope: Scope;
  readonly caller: Caller;
  readonly language: Language;
};

const labelled = ({ business }: Shown, { context }: CommandEntry) => ({
  system: business.system,
  context,
});

/** What is asked for where no row says anything is the same every time. */
const askedAlways = new WeakMap<CommandEntry, Map<Language, readonly Property[]>>();

const propertiesOf = (shown: Shown, command: CommandEntry): readonly Property[] => {
  const known = askedAlways.get(command) ?? new Map<Language, readonly Property[]>();
  askedAlways.set(command, known);
  const properties = known.get(shown.language) ?? propertiesFrom(shown, command);
  known.set(shown.language, properties);
  return properties;
};

/** The fields to ask for: those that the path does not name, and that the server does not set. */
const propertiesFrom = (shown: Shown, command: CommandEntry, row?: Row): readonly Property[] => {
  const { language } = shown;
  const [, entryField] = command.naming;
  const asked = Object.entries(command.note.fields).filter(
    ([name, shape]) => name !== command.aggregate.identifiedBy && !shape.isStamped,
  );
  return asked.flatMap((field) => {
    const isEntry = field[0] === entryField;
    const known = isEntry && row ? { language, row } : { language };
    const properties = propertiesFor(labelled(shown, command), field, known);
    if (!isEntry || !row) return properties;
    return properties.map((property) => ({ ...property, readOnly: true }));
  });
};

const openTemplate = (shown: Shown, command: CommandEntry, target: string): Template => ({
  title: labelOf(labelled(shown, command), 'commands', command.name)[shown.language],
  method: 'POST',
  target,
  contentType: 'application/json',
  preview: `${target}?preview=true`,
  properties: propertiesOf(shown, command),
});

const closedWords = (shown: Shown, command: CommandEntry, state: string): Words => {
  const words = stateWords(shown.business, command, state);
  return {
    ko: `지금 상태(${words.ko})에서는 할 수 없습니다`,
    en: `Not possible while ${words.en}`,
  };
};

type Offer = { readonly command: CommandEntry } & (
  { readonly template: Template } | { readonly closed: Closed } | { readonly isIdle: true }
);

/** Nothing, where the context of the command is away: the row is shown nevertheless. */
const foundState = async (command: CommandEntry, row: Row) => {
  try {
    return await stateFor(command, row);
  } catch (cause) {
    if (cause instanceof StoreUnavailable) return undefined;
    throw cause;
  }
};

const offerOf = async (shown: Shown, command: CommandEntry, row: Row): Promise<Offer> => {
  const [keyField = ''] = command.naming;
  const found = await foundState(command, row);
  // It is taken, and nothing comes of it: no button for that.
  if (found?.isOpen && !found.isOfUse) return { command, isIdle: true };
  const target = commandHref(shown.scope, command, String(row[keyField]));
  const template = openTemplate(shown, command, target);
  if (found?.isOpen) {
    return { command, template: { ...template, properties: propertiesFrom(shown, command, row) } };
  }
  const { title, method } = template;
  const reason = found ? closedWords(shown, command, found.state.is) : refusals.Unavailable.title;
  return { command, closed: { title, method, target, reason } };
};

const isNamed = (command: CommandEntry, row: Row): boolean =>
  command.naming.every((field) => typeof row[field] === 'string');

/** The commands that the caller may issue on the row's instance: possible now, or not. */
export const offeredFor = async (shown: Shown, view: ViewEntry, row: Row): Promise<Offered> => {
  const mine = view.commands.filter(
    (command) => mayIssue(command, shown.caller) && isNamed(command, row),
  );
  const offers = await Promise.all(mine.map((command) => offerOf(shown, command, row)));
  const open: { [slug: string]: Template } = {};
  const closed: { [slug: string]: Closed } = {};
  for (const offer of offers) {
    const { slug, openingPath } = offer.command;
    if ('template' in offer) open[slug] = offer.template;
    // A row of an existing instance does not offer the commands that create one.
    else if ('closed' in offer && openingPath === undefined) closed[slug] = offer.closed;
  }
  return { open, closed };
};

/** For each command that opens an instance, and that the caller may issue. */
export const openingTemplates = (shown: Shown, path: string): Templates => {
  const { business, scope, caller } = shown;
  const opening = [...business.commands.values()].filter(
    ({ aggregate, openingPath }) => aggregate.path === path && openingPath !== undefined,
  );
  return Object.fromEntries(
    opening
      .filter((command) => mayIssue(command, caller))
      .map((command) => {
        const target = `${scope.prefix}${encodeURI(command.openingPath ?? '')}`;
        return [command.slug, openTemplate(shown, command, target)];
      }),
  );
};
