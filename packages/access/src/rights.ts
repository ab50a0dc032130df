// Who may do what, as the boards say it: every actor beside every command and every view. It is
// made from the wall alone, so that what the gateways do can be held against it.

import type { Actor, BoundedContext, Sight, System } from '@dure/domain';
import { OPERATOR } from './operator.ts';

/** `own` is for what belongs to them alone. */
export type Right = 'no' | 'own' | 'all';

export type CommandRight = {
  readonly context: string;
  readonly command: string;
  readonly actor: string;
  readonly may: Right;
  /** The field that says whose an instance is. */
  readonly owns?: string;
};

export type ViewRight = {
  readonly context: string;
  readonly view: string;
  readonly actor: string;
  readonly may: Right;
  /** The field of a row that says whose it is, or of the view that leads to it. */
  readonly owns?: string;
  /** Where the row does not say it itself: the view that does, by a field of both. */
  readonly through?: { readonly field: string; readonly view: string };
};

/** Of a field that some actor does not see at all times. */
export type FieldRight = {
  readonly context: string;
  readonly view: string;
  readonly field: string;
  readonly actor: string;
  /** `always` is wherever they reach the row; `no` also where the view is not theirs. */
  readonly may: 'no' | 'while' | 'always';
  readonly when?: Exclude<Sight, 'never'>;
};

export type Rights = {
  readonly actors: readonly string[];
  readonly commands: readonly CommandRight[];
  readonly views: readonly ViewRight[];
  readonly fields: readonly FieldRight[];
};

const actorsIn = ({ contexts }: System): readonly string[] => [
  ...new Set([...contexts.flatMap(({ actors }) => Object.keys(actors)), OPERATOR]),
];

const commandsIn = ({ aggregates }: BoundedContext): readonly string[] =>
  Object.values(aggregates).flatMap(({ accepts }) => Object.keys(accepts));

const commandRight = (
  actor: Actor | undefined,
  command: string,
): Pick<CommandRight, 'may' | 'owns'> => {
  if (!actor?.issues.includes(command)) return { may: 'no' };
  return actor.owns === undefined ? { may: 'all' } : { may: 'own', owns: actor.owns };
};

/** What shows whose a row is: the row itself, or one of another view that it leads to. */
const wayToOwner = (
  context: BoundedContext,
  view: string,
  { owns, through = {} }: Actor,
): Pick<ViewRight, 'may' | 'owns' | 'through'> => {
  const fields = context.views[view]?.fields ?? {};
  if (owns === undefined) return { may: 'no' };
  if (fields[owns]) return { may: 'own', owns };
  const [way] = Object.entries(through).filter(([field]) => fields[field]);
  if (!way) return { may: 'no' };
  return { may: 'own', owns, through: { field: way[0], view: way[1] } };
};

const viewRight = (
  context: BoundedContext,
  view: string,
  actor: Actor | undefined,
): Pick<ViewRight, 'may' | 'owns' | 'through'> => {
  const reach = actor?.reads[view];
  if (!actor || !reach) return { may: 'no' };
  return reach === 'all' ? { may: 'all' } : wayToOwner(context, view, actor);
};

const fieldRight = (
  actor: Actor | undefined,
  view: string,
  field: string,
): Pick<FieldRight, 'may' | 'when'> => {
  if (!actor?.reads[view]) return { may: 'no' };
  const sight = actor.sees?.[view]?.[field];
  if (sight === undefined) return { may: 'always' };
  return sight === 'never' ? { may: 'no' } : { may: 'while', when: sight };
};

/** The fields of a view that some actor does not see at all times. */
export const hiddenAtTimes = ({ actors }: BoundedContext, view: string): readonly string[] => [
  ...new Set(Object.values(actors).flatMap(({ sees }) => Object.keys(sees?.[view] ?? {}))),
];

const fieldRights = (context: BoundedContext, actors: readonly string[]): readonly FieldRight[] =>
  Object.keys(context.views).flatMap((view) =>
    hiddenAtTimes(context, view).flatMap((field) =>
      actors.map((actor) => {
        const right = fieldRight(context.actors[actor], view, field);
        return { context: context.name, view, field, actor, ...right };
      }),
    ),
  );

/** Every cell of all tables, in the order of the wall. */
export const rightsOf = (system: System): Rights => {
  const actors = actorsIn(system);
  return {
    actors,
    commands: system.contexts.flatMap((context) =>
      commandsIn(context).flatMap((command) =>
        actors.map((actor) => {
          const right = commandRight(context.actors[actor], command);
          return { context: context.name, command, actor, ...right };
        }),
      ),
    ),
    views: system.contexts.flatMap((context) =>
      Object.keys(context.views).flatMap((view) =>
        actors.map((actor) => {
          const right = viewRight(context, view, context.actors[actor]);
          return { context: context.name, view, actor, ...right };
        }),
      ),
    ),
    fields: system.contexts.flatMap((context) => fieldRights(context, actors)),
  };
};
