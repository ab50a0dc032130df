// What the caller may do now, as HAL-FORMS templates; and what not, with the reason why.

import { labelOf, mayIssue, namingFields, stateWords } from '@dure/access';
import type { Business, Caller, CommandEntry, Language, ViewEntry } from '@dure/access';
import { Instance, isOpen } from '@dure/domain';
import type { AnyMessage, Words } from '@dure/domain';
import { commandHref } from './paths.ts';
import type { Scope } from './paths.ts';
import { propertyOf } from './properties.ts';
import type { Property } from './properties.ts';

type Row = { readonly [field: string]: unknown };

export type Template = {
  readonly title: string;
  readonly method: string;
  readonly target: string;
  readonly contentType?: string;
  readonly properties?: readonly Property[];
  /** Why the command is not possible now. Without it, it is. */
  readonly closed?: Words;
};

export type Templates = { readonly [slug: string]: Template };

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

/** The fields to ask for: those that the path does not name, and that the server does not set. */
const propertiesOf = (shown: Shown, command: CommandEntry, row?: Row): readonly Property[] => {
  const { language } = shown;
  const [, entryField] = namingFields(command);
  const asked = Object.entries(command.note.fields).filter(
    ([name, shape]) => name !== command.aggregate.identifiedBy && !shape.isStamped,
  );
  return asked.map((field) => {
    const isEntry = field[0] === entryField;
    const known = isEntry && row ? { language, row } : { language };
    const property = propertyOf(labelled(shown, command), field, known);
    return isEntry && row ? { ...property, readOnly: true } : property;
  });
};

const openTemplate = (shown: Shown, command: CommandEntry, target: string): Template => ({
  title: labelOf(labelled(shown, command), 'commands', command.name)[shown.language],
  method: 'POST',
  target,
  contentType: 'application/json',
  properties: propertiesOf(shown, command),
});

const closedWords = (shown: Shown, command: CommandEntry, state: string): Words => {
  const words = stateWords(shown.business, command, state);
  return {
    ko: `지금 상태(${words.ko})에서는 할 수 없습니다`,
    en: `Not possible while ${words.en}`,
  };
};

/** A command on the instance that a row names; `isOpen` reads it by these fields. */
const probe = (command: CommandEntry, row: Row): AnyMessage => ({
  ...Object.fromEntries(namingFields(command).map((field) => [field, row[field]])),
  type: command.name,
});

const templateOf = async (shown: Shown, command: CommandEntry, row: Row): Promise<Template> => {
  const { aggregate, register, kernel } = command;
  const [keyField = '', entryField] = namingFields(command);
  const key = String(row[keyField]);
  const entry = entryField === undefined ? undefined : String(row[entryField]);
  const found = await kernel.instance(aggregate.name, key, entry);
  const instance = found ?? new Instance(aggregate);
  const template = openTemplate(shown, command, commandHref(shown.scope, command, key));
  if (isOpen(instance, probe(command, row))) {
    return { ...template, properties: propertiesOf(shown, command, row) };
  }
  const { title, method, target } = template;
  const state = instance.state(register, entry);
  return { title, method, target, closed: closedWords(shown, command, state.is) };
};

const isNamed = (command: CommandEntry, row: Row): boolean =>
  namingFields(command).every((field) => typeof row[field] === 'string');

/** For each command that the caller may issue on the row's instance. */
export const templatesFor = async (shown: Shown, view: ViewEntry, row: Row): Promise<Templates> => {
  const mine = view.commands.filter(
    (command) => mayIssue(command, shown.caller) && isNamed(command, row),
  );
  const templates = await Promise.all(
    mine.map(async (command) => ({ command, template: await templateOf(shown, command, row) })),
  );
  // What opens an instance is no news to the row of one that is open.
  const told = templates.filter(
    ({ command, template }) => !template.closed || command.openingPath === undefined,
  );
  return Object.fromEntries(told.map(({ command, template }) => [command.slug, template]));
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
