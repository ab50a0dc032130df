// What a kernel looks up while it works, found once when it is made: who takes which command, and
// what each event sets in motion.

import { sagaProcess, vocabulariesOn } from '@dure/domain';
import type {
  AnyAggregate,
  BoundedContext,
  Deadline,
  Policy,
  Process,
  Saga,
  System,
  View,
  Vocabularies,
} from '@dure/domain';

import { keptByFact, buildingFact, generationFact, mixedFact, rowTag } from './ids.ts';

type ByName<T> = { readonly [name: string]: T };

export type Named<T> = { readonly name: string; readonly it: T };

/** Where an event leads: to a view that shows it, a process that follows it, or a policy. */
export type Route =
  | { readonly of: 'view'; readonly name: string; readonly it: View }
  | { readonly of: 'process'; readonly name: string; readonly it: Process }
  | { readonly of: 'policy'; readonly name: string; readonly it: Policy };

/** The facts that name the generation which is read and the one that is built; the first's tag. */
export type ViewFacts = {
  readonly read: string;
  readonly building: string;
  readonly keptBy: string;
  readonly mixed: string;
  readonly tag: string;
};

/** The context that a command is addressed to, and its aggregate there. */
type Taker = { readonly context: string; readonly aggregate: AnyAggregate };

const takersIn = ({ contexts }: System): Registry['takers'] =>
  new Map(
    contexts.flatMap(({ name: context, aggregates }) =>
      Object.values(aggregates).flatMap((aggregate) =>
        Object.keys(aggregate.accepts).map((command) => [command, { context, aggregate }] as const),
      ),
    ),
  );

export type Registry = {
  readonly system: System;
  readonly context: BoundedContext;
  /** What the messages of each context are called now, and what they were before. */
  readonly vocabularies: Vocabularies;
  /** The aggregates of this context by the commands that they decide. */
  readonly deciders: ReadonlyMap<string, AnyAggregate>;
  readonly aggregates: ReadonlyMap<string, AnyAggregate>;
  /** Who takes each command of the system. */
  readonly takers: ReadonlyMap<string, Taker>;
  /** The context of the system that a command is addressed to. */
  readonly contextOf: (command: string) => string | undefined;
  /** All that follow events here, once each. */
  readonly followers: readonly Route[];
  /** What an event or reminder sets in motion here, by its context and then by its type. */
  readonly routes: ReadonlyMap<string, ReadonlyMap<string, readonly Route[]>>;
  /** The types on the wall that are of no concern here, by their context. */
  readonly unheeded: ReadonlyMap<string, ReadonlySet<string>>;
  readonly processes: ReadonlyMap<string, Process>;
  readonly sagas: ReadonlyMap<string, Saga>;
  /** Rejections that say to try again: the same may be accepted later. They may be passed on. */
  readonly passing: ReadonlySet<string>;
  readonly views: ReadonlyMap<string, View>;
  /** What is asked for each row that is drawn. */
  readonly viewFacts: ReadonlyMap<string, ViewFacts>;
  /** By its name, or one that it had before. */
  readonly deadlineNamed: (name: string) => Deadline | undefined;
  /** Deadlines by the events that start them, and by those that end them. */
  readonly startedBy: ReadonlyMap<string, readonly Named<Deadline>[]>;
  readonly endedBy: ReadonlyMap<string, readonly Named<Deadline>[]>;
};

const group = <T>(
  of: readonly (readonly [key: string, value: T])[],
): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const [key, value] of of) {
    const known = groups.get(key);
    if (known) known.push(value);
    else groups.set(key, [value]);
  }
  return groups;
};

const named = <T>(of: ByName<T>): readonly Named<T>[] =>
  Object.entries(of).map(([name, it]) => ({ name, it }));

type Happening = { readonly context: string; readonly type: string };

/** Rows are drawn first. */
export const followersIn = (
  context: BoundedContext,
  processes: readonly Process[],
): readonly Route[] => [
  ...Object.values(context.views).map((it) => ({ of: 'view', name: it.name, it }) as const),
  ...processes.map((it) => ({ of: 'process', name: it.name, it }) as const),
  ...named(context.policies).map(({ name, it }) => ({ of: 'policy', name, it }) as const),
];

/** A route that follows an event twice takes it once. */
const routesOf = (followers: readonly Route[]): Registry['routes'] => {
  const leading = followers.flatMap((route) =>
    followedBy(route).map(({ context, type }) => [context, { type, route }] as const),
  );
  const byContext = [...group(leading)].map(([context, all]) => {
    const byType = group(all.map(({ type, route }) => [type, route] as const));
    const once = [...byType].map(([type, routes]) => [type, [...new Set(routes)]] as const);
    return [context, new Map(once)] as const;
  });
  return new Map(byContext);
};

/** What was lifted once, or is not on the wall, may be anything that is followed. */
const unheededIn = (
  routes: Registry['routes'],
  vocabularies: Vocabularies,
): Registry['unheeded'] => {
  const unheeded = [...vocabularies].map(([context, { names, upcasts }]) => {
    const followed = routes.get(context);
    const others = [...names].filter((of) => !followed?.has(of) && !Object.hasOwn(upcasts, of));
    return [context, new Set(others)] as const;
  });
  return new Map(unheeded);
};

/** The events and reminders that a route follows. */
export const followedBy = (route: Route): readonly Happening[] =>
  route.of === 'policy' ? route.it.whenever : route.it.follows;

/** The commands that a context decides. */
export const commandsOf = (context: BoundedContext): readonly string[] =>
  Object.values(context.aggregates).flatMap(({ accepts }) => Object.keys(accepts));

/** Deadlines by their names, and by those that they had before. */
const byAllNames = (deadlines: readonly Named<Deadline>[]): ReadonlyMap<string, Deadline> =>
  new Map(
    deadlines.flatMap(({ name, it }) =>
      [name, ...(it.formerly ?? [])].map((called) => [called, it] as const),
    ),
  );

/** Its sagas, as the processes that they are, and its own. */
export const processesIn = ({ sagas, processes }: BoundedContext): readonly Process[] => [
  ...Object.values(sagas).map(sagaProcess),
  ...Object.values(processes),
];

const factsOf = (view: string): ViewFacts => ({
  read: generationFact(view),
  building: buildingFact(view),
  keptBy: keptByFact(view),
  mixed: mixedFact(view),
  tag: rowTag(view, 1),
});

const passingIn = ({ aggregates }: BoundedContext): readonly string[] =>
  Object.values(aggregates).flatMap(({ refuses }) =>
    Object.values(refuses).flatMap(({ type, rejects }) =>
      rejects === 'unavailable' ? [type] : [],
    ),
  );

export const registryOf = (system: System, context: BoundedContext): Registry => {
  const processes = processesIn(context);
  const followers = followersIn(context, processes);
  const routes = routesOf(followers);
  const vocabularies = vocabulariesOn(system.contexts);
  const deciders = new Map(
    Object.values(context.aggregates).flatMap((aggregate) =>
      Object.keys(aggregate.accepts).map((command) => [command, aggregate] as const),
    ),
  );
  const takers = takersIn(system);
  const deadlines = named(context.deadlines);
  const deadlinesByName = byAllNames(deadlines);
  return {
    system,
    context,
    vocabularies,
    deciders,
    aggregates: new Map(Object.values(context.aggregates).map((of) => [of.name, of])),
    takers,
    contextOf: (command) => takers.get(command)?.context,
    followers,
    routes,
    unheeded: unheededIn(routes, vocabularies),
    processes: new Map(processes.map((process) => [process.name, process])),
    sagas: new Map(Object.values(context.sagas).map((saga) => [saga.name, saga])),
    passing: new Set(system.contexts.flatMap(passingIn)),
    views: new Map(Object.entries(context.views)),
    viewFacts: new Map(Object.keys(context.views).map((view) => [view, factsOf(view)])),
    deadlineNamed: (name) => deadlinesByName.get(name),
    startedBy: group(
      deadlines.flatMap((of) => of.it.starts.map(({ type }) => [type, of] as const)),
    ),
    endedBy: group(deadlines.flatMap((of) => of.it.ends.map(({ type }) => [type, of] as const))),
  };
};
