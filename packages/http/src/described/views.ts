// The views of the wall as a page lists them.

import { labelOf, PAGE_SIZE, PAGE_SIZE_MAX } from '@dure/access';
import type { Business, ViewEntry } from '@dure/access';
import type { Shape } from '@dure/domain';
import { isPlainValue, rangesOf } from '../views/filters.ts';
import { describedFields } from './fields.ts';
import { machinesOf, statusesOf } from './lives.ts';
import type { Machine } from './lives.ts';
import type { DescribedList, DescribedView } from './shape.ts';

/** The machines whose events its rows follow; those of its own context first. */
const followedBy = (business: Business, { view, context }: ViewEntry): readonly Machine[] => {
  const events = new Set(view.follows.map(({ type }) => type));
  const followed = machinesOf(business).filter(({ register }) =>
    Object.keys(register.evolve).some((event) => events.has(event)),
  );
  const isOwn = (machine: Machine): boolean => machine.context === context;
  return [...followed.filter(isOwn), ...followed.filter((of) => !isOwn(of))];
};

const sameNames = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name) => other.includes(name));

/** The machine that a row stands for: its key is that of an instance, or of an entry. */
const lifeIn = (view: ViewEntry, machines: readonly Machine[]): Machine | undefined => {
  const { key } = view.view;
  const isWhole = ({ aggregate, register }: Machine): boolean =>
    register.per === undefined && sameNames(key, [aggregate.identifiedBy]);
  const isEntry = ({ aggregate, register: { per } }: Machine): boolean =>
    per !== undefined && (sameNames(key, [per]) || sameNames(key, [aggregate.identifiedBy, per]));
  return machines.find(isWhole) ?? machines.find(isEntry);
};

const filtersFor = (shape: Shape): readonly ('is' | 'from' | 'to' | 'has')[] =>
  isPlainValue(shape) ? ['is', ...rangesOf(shape).map(([suffix]) => suffix)] : [];

const listOf = ({ view }: ViewEntry): DescribedList => {
  const all = Object.entries(view.fields).map(
    ([name, shape]) => [name, filtersFor(shape)] as const,
  );
  const filters = Object.fromEntries(all.filter(([, ways]) => ways.length > 0));
  return {
    filters,
    sortBy: Object.keys(filters),
    size: PAGE_SIZE,
    sizeMax: PAGE_SIZE_MAX,
    stream: 'text/event-stream',
  };
};

export const describedView = (business: Business, entry: ViewEntry): DescribedView => {
  const { name, view, context, caseField, readers, commands } = entry;
  const labelled = { system: business.system, context };
  const machines = followedBy(business, entry);
  const life = lifeIn(entry, machines);
  const shown = life ? [life, ...machines.filter((of) => of !== life)] : machines;
  return {
    name,
    label: labelOf(labelled, 'views', name),
    context: context.name,
    path: `/${view.path}`,
    key: view.key,
    fields: describedFields({ labelled, statuses: statusesOf(business, shown) }, view.fields),
    ...(caseField === undefined ? {} : { caseField }),
    readers: Object.fromEntries([...readers].map(([actor, { reach }]) => [actor, reach])),
    follows: view.follows.map(({ context: of, type }) => ({ context: of, event: type })),
    commands: commands.map((command) => command.name),
    list: listOf(entry),
    ...(life ? { life: { aggregate: life.aggregate.name, life: life.register.name } } : {}),
  };
};
