// Who talks to whom, as the boards declare it: who asks, asks a callee; who follows a context,
// reads its log, in which the commands of its sagas come as well. Nothing else is spoken between
// the services of a business while none of them retires. The arrows of the wall are not enough: a
// rule may ask by the hand of a helper, and a log is followed where something may come that no
// arrow shows.

import type { BoundedContext, System } from '@dure/domain';
import { followedLogs } from '@dure/kernel';
import { EXTERNALS } from './remote-host.ts';

/** Who opens the connection, and to whom; both by the name of the context. */
export type Talk = { readonly from: string; readonly to: string };

/** An external system is simulated by the one process that stands for all of them. */
const calleesIn = ({ aggregates }: BoundedContext): readonly string[] =>
  Object.values(aggregates).flatMap(({ asks }) =>
    asks.map(({ ask }) => (ask.isExternal ? EXTERNALS : ask.callee)),
  );

/** Every pair once, in the order of the boards. */
export const talksOf = (system: System): readonly Talk[] =>
  system.contexts.flatMap((context) => {
    const others = new Set([...calleesIn(context), ...followedLogs(system, context)]);
    others.delete(context.name);
    return [...others].map((to) => ({ from: context.name, to }));
  });
