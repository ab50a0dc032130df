// The catalogue of a business: its commands and views, and which actors may use them.

import type {
  Actor,
  AnyAggregate,
  AnyNote,
  AnyRegister,
  BoundedContext,
  Reach,
  System,
  View,
} from '@dure/domain';
import type { Kernel, Host } from '@dure/kernel';
import type { Persona } from '@dure/rehearsal';
import { OPERATOR } from './operator.ts';
import { readerOf } from './reader.ts';
import type { Reader } from './reader.ts';
import type { RefusalKind } from './refusals.ts';
import { standInsOf } from './stand-ins.ts';

export type CommandEntry = {
  readonly name: string;
  /** The name in paths: `cancel-reservation`. */
  readonly slug: string;
  readonly note: AnyNote;
  readonly context: BoundedContext;
  readonly aggregate: AnyAggregate;
  /** The state machine that decides it. */
  readonly register: AnyRegister;
  /** The fields that name the instance, and the entry in it, that it is for. */
  readonly naming: readonly string[];
  readonly kernel: Kernel;
  /** Where an instance is opened by it, if one is. */
  readonly openingPath?: string;
  /** Empty when only the machine issues it. */
  readonly issuers: ReadonlyMap<string, Actor>;
  /** The field that the server fills where it is left out, if it can. */
  readonly minted: string | undefined;
  readonly read: Reader;
};

export type ViewReader = { readonly reach: Reach; readonly actor: Actor };

export type ViewEntry = {
  readonly name: string;
  readonly view: View;
  readonly context: BoundedContext;
  readonly kernel: Kernel;
  readonly readers: ReadonlyMap<string, ViewReader>;
  /** The field that names a row's case; nothing, where a row belongs to no one case. */
  readonly caseField: string | undefined;
  /** The commands that a row of it names an instance for, and that people issue. */
  readonly commands: readonly CommandEntry[];
};

export type Rejection = { readonly note: AnyNote; readonly context: BoundedContext };

export type Business = {
  readonly name: string;
  readonly system: System;
  readonly running: Host;
  readonly commands: ReadonlyMap<string, CommandEntry>;
  readonly views: ReadonlyMap<string, ViewEntry>;
  readonly rejections: ReadonlyMap<string, Rejection>;
  /** Every actor of the wall, with the claims that prove what is theirs. */
  readonly actors: ReadonlyMap<string, readonly string[]>;
  /** The people of its demo; without one, a stand-in for each actor. */
  readonly personas: readonly Persona[];
  /** Names of body fields that a document uses, by the field that is meant. */
  readonly fieldAliases: { readonly [written: string]: string };
};

/** Of what kind a rejection is; a conflict, unless its note says otherwise. */
export const kindOf = (note: AnyNote | undefined): RefusalKind => note?.rejects ?? 'conflict';

/** What a business is served with, and does not know itself. */
export type Brought = Partial<Pick<Business, 'personas' | 'fieldAliases'>>;

const kebabCase = (name: string): string =>
  name.replace(/([a-z\d])([A-Z])/g, '$1-$2').toLowerCase();

const hasCellFor = (register: AnyRegister, command: string): boolean => {
  const rule = register.decide[command];
  if (rule === undefined || typeof rule === 'function') return rule !== undefined;
  return rule[register.initial.is] !== undefined || rule['*'] !== undefined;
};

/** An entry of a ledger is not the ledger; but where there is no whole, an entry opens it. */
const canOpen = (aggregate: AnyAggregate, register: AnyRegister): boolean =>
  register.per === undefined || aggregate.registers.every(({ per }) => per !== undefined);

const issuersOf = (context: BoundedContext, command: string): ReadonlyMap<string, Actor> =>
  new Map(Object.entries(context.actors).filter(([, { issues }]) => issues.includes(command)));

type Facts = Omit<CommandEntry, 'read' | 'minted'>;

const opens = ({ aggregate, register, issuers, name }: Facts): boolean =>
  issuers.size > 0 && hasCellFor(register, name) && canOpen(aggregate, register);

/** Where several commands open an instance, the later ones are found by their names. */
const withOpeningPaths = (commands: readonly CommandEntry[]): readonly CommandEntry[] => {
  const first = commands.find(opens);
  return commands.map((command) => {
    if (!opens(command)) return command;
    const { path } = command.aggregate;
    return { ...command, openingPath: command === first ? `/${path}` : `/${path}/${command.slug}` };
  });
};

/** Only an id that carries its kind can be minted; every other name the client gives. */
const mintedBy = (facts: Facts): string | undefined => {
  const { identifiedBy } = facts.aggregate;
  const canMint = facts.note.fields[identifiedBy]?.idKind !== undefined;
  return canMint && opens(facts) ? identifiedBy : undefined;
};

const commandsOf = (aggregate: AnyAggregate, kernel: Kernel): readonly CommandEntry[] =>
  Object.entries(aggregate.accepts).flatMap(([name, note]) => {
    const register = aggregate.registers.find((of) => of.decide[name] !== undefined);
    if (!register) return [];
    const { context } = kernel;
    const issuers = issuersOf(context, name);
    const slug = kebabCase(name);
    const naming = namingIn(aggregate, register);
    const facts = { name, slug, note, context, aggregate, register, naming, kernel, issuers };
    const minted = mintedBy(facts);
    return [{ ...facts, minted, read: readerOf(note, minted) }];
  });

const commandsIn = (kernel: Kernel): readonly CommandEntry[] =>
  Object.values(kernel.context.aggregates).flatMap((aggregate) =>
    withOpeningPaths(commandsOf(aggregate, kernel)),
  );

const rejectionsIn = (kernel: Kernel): readonly (readonly [string, Rejection])[] => {
  const { context } = kernel;
  return Object.values(context.aggregates).flatMap(({ refuses }) =>
    Object.entries(refuses).map(([name, note]) => [name, { note, context }] as const),
  );
};

const namingIn = ({ identifiedBy }: AnyAggregate, { per }: AnyRegister): CommandEntry['naming'] =>
  per === undefined || per === identifiedBy ? [identifiedBy] : [identifiedBy, per];

/** A row is of an instance, or of an entry, by its key; it may tell of others besides. */
const namesInstance = (view: View, command: CommandEntry): boolean => {
  const { naming } = command;
  return (
    command.issuers.size > 0 &&
    naming.every((field) => view.fields[field] !== undefined) &&
    naming.slice(-1).every((field) => view.key.includes(field)) &&
    view.key.every((field) => naming.includes(field))
  );
};

const readersOf = (context: BoundedContext, view: string): ReadonlyMap<string, ViewReader> =>
  new Map(
    Object.entries(context.actors).flatMap(([name, actor]) => {
      const reach = actor.reads[view];
      return reach ? [[name, { reach, actor }] as const] : [];
    }),
  );

/**
 * A row of an instance is of its case, even if it tells of another, such as a place of its last
 * reservation.
 */
const caseFieldOf = (view: View, businessKey: string, ids: ReadonlySet<string>) => {
  const [key = '', another] = view.key;
  const isSingle = another === undefined;
  if (isSingle && ids.has(key)) return key;
  if (view.fields[businessKey]) return businessKey;
  return isSingle ? key : undefined;
};

const viewsIn = (
  kernel: Kernel,
  commands: readonly CommandEntry[],
  system: System,
): readonly ViewEntry[] => {
  const { context } = kernel;
  const ids = new Set(commands.map(({ aggregate }) => aggregate.identifiedBy));
  return Object.entries(context.views).map(([name, view]) => ({
    name,
    view,
    context,
    kernel,
    readers: readersOf(context, name),
    caseField: caseFieldOf(view, system.businessKey, ids),
    commands: commands.filter((command) => namesInstance(view, command)),
  }));
};

const actorsOf = (system: System): ReadonlyMap<string, readonly string[]> => {
  const claims = new Map<string, Set<string>>([[OPERATOR, new Set()]]);
  for (const [name, { owns }] of system.contexts.flatMap(({ actors }) => Object.entries(actors))) {
    const known = claims.get(name) ?? new Set<string>();
    if (owns !== undefined) known.add(owns);
    claims.set(name, known);
  }
  return new Map([...claims].map(([name, owned]) => [name, [...owned]]));
};

const byName = <T extends { readonly name: string }>(all: readonly T[]): ReadonlyMap<string, T> =>
  new Map(all.map((one) => [one.name, one]));

export const businessOf = (running: Host, brought: Brought = {}): Business => {
  const { system } = running;
  const kernels = Object.values(running.kernels);
  const commands = kernels.flatMap((kernel) => commandsIn(kernel));
  const views = kernels.flatMap((kernel) => viewsIn(kernel, commands, system));
  const actors = actorsOf(system);
  const { personas = [], fieldAliases = {} } = brought;
  return {
    name: system.name,
    system,
    running,
    commands: byName(commands),
    views: byName(views),
    rejections: new Map(kernels.flatMap(rejectionsIn)),
    actors,
    personas: personas.length > 0 ? personas : standInsOf(system, actors),
    fieldAliases,
  };
};
