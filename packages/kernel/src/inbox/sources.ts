// Whose logs a context follows: those from which something can come that concerns it.

import type { BoundedContext, System } from '@dure/domain';
import { followedBy, followersIn, processesIn } from '../registry.ts';
import type { Registry } from '../registry.ts';

/**
 * Whether a context may put commands to others into its log: its sagas and processes send them, and
 * what an aggregate has asked of another it may have to take back. What a wall says that it sends
 * is not enough: its log may hold what an earlier wall has sent, and a message that is missed costs
 * more than one that is read in vain.
 */
const maySend = ({ aggregates, sagas, processes }: BoundedContext): boolean =>
  [aggregates, sagas, processes].some((notes) => Object.keys(notes).length > 0);

const takesCommands = ({ aggregates }: BoundedContext): boolean =>
  Object.keys(aggregates).length > 0;

/**
 * The contexts of the system that one of them follows: those of the events that its views,
 * processes and policies name, those that may send it commands, and itself. Of the others it has
 * seen all.
 */
export const sourcesOf = ({
  system,
  context,
  followers,
}: Pick<Registry, 'system' | 'context' | 'followers'>): readonly string[] => {
  const named = new Set(followers.flatMap(followedBy).map((event) => event.context));
  return system.contexts
    .filter(
      (of) =>
        of.name === context.name || named.has(of.name) || (takesCommands(context) && maySend(of)),
    )
    .map(({ name }) => name);
};

/** The contexts whose logs one of a system follows, its own among them: it has to reach them. */
export const followedLogs = (system: System, context: BoundedContext): readonly string[] =>
  sourcesOf({ system, context, followers: followersIn(context, processesIn(context)) });
