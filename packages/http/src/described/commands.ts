// The commands of the wall as a page offers them.

import { labelOf } from '@dure/access';
import type { CommandEntry } from '@dure/access';
import type { BoundedContext } from '@dure/domain';
import { decisionsOf } from '@dure/wall';
import type { WallArrow } from '@dure/wall';
import type { Published } from '../published.ts';
import { commandPath } from '../routes/table.ts';
import { describedFields } from './fields.ts';
import { statusesOf } from './lives.ts';
import type { DescribedCommand, DescribedName } from './shape.ts';

/** What a command begins with that takes back, refuses or ends what was begun. */
const takingBack = ['Cancel', 'Reject', 'Decline', 'Refuse', 'Withdraw', 'Revoke', 'Abort'];
const ending = ['Abandon', 'Discard', 'Drop', 'Delete', 'Remove', 'Retire', 'Close'];
const verbs = [...takingBack, ...ending];

const isDestructive = ({ name }: CommandEntry, { documents }: Published): boolean =>
  verbs.some((verb) => name.startsWith(verb)) ||
  documents.lines.some(
    ({ method, does }) => method === 'DELETE' && 'command' in does && does.command.type === name,
  );

const named = (
  { system }: Published,
  context: BoundedContext,
  of: { readonly group: 'events' | 'rejections'; readonly names: readonly string[] },
): readonly DescribedName[] =>
  [...new Set(of.names)].map((name) => ({
    name,
    label: labelOf({ system, context }, of.group, name),
  }));

const targetsOf = (arrows: readonly WallArrow[], from: string, is: WallArrow['is']) =>
  arrows.flatMap((arrow) => (arrow.from === from && arrow.is === is ? [arrow] : []));

const lastOf = (id: string): string => id.split('/').at(-1) ?? id;

/** What its rules name, as the arrows of the wall have it. */
const leadsTo = (business: Published, command: CommandEntry, arrows: readonly WallArrow[]) => {
  const { context, name } = command;
  const id = `${context.name}/command/${name}`;
  const names = (is: WallArrow['is']) => targetsOf(arrows, id, is).map(({ to }) => lastOf(to));
  return {
    events: named(business, context, { group: 'events', names: names('gives') }),
    refusals: named(business, context, { group: 'rejections', names: names('refuses') }),
    asks: targetsOf(arrows, id, 'asks').map(({ to, by = '' }) => ({
      ask: by,
      of: lastOf(to),
      isExternal: to.startsWith('/'),
    })),
  };
};

const askedFields = (business: Published, command: CommandEntry) => {
  const { context, aggregate, register } = command;
  const fields = Object.entries(command.note.fields).filter(
    ([name, shape]) => name !== aggregate.identifiedBy && !shape.isStamped,
  );
  const statuses = statusesOf(business, [{ context, aggregate, register }]);
  const of = { labelled: { system: business.system, context }, statuses };
  return describedFields(of, Object.fromEntries(fields));
};

const statesOf = ({ name, aggregate, register }: CommandEntry): DescribedCommand['states'] =>
  Object.fromEntries(
    decisionsOf(aggregate, register).flatMap(({ command, from, is }) =>
      command === name ? [[from, is] as const] : [],
    ),
  );

export const describedCommand = (
  business: Published,
  command: CommandEntry,
  arrows: readonly WallArrow[],
): DescribedCommand => {
  const { name, context, aggregate, register, openingPath, issuers, slug } = command;
  const { system } = business;
  return {
    name,
    label: labelOf({ system, context }, 'commands', name),
    context: context.name,
    aggregate: aggregate.name,
    life: register.name,
    method: 'POST',
    path: commandPath(command),
    slug,
    ...(openingPath === undefined ? {} : { openingPath }),
    startsCase: openingPath !== undefined && aggregate.identifiedBy === system.businessKey,
    isDestructive: isDestructive(command, business),
    issuers: [...issuers.keys()],
    names: command.naming,
    fields: askedFields(business, command),
    states: statesOf(command),
    ...leadsTo(business, command, arrows),
  };
};
