// Who talks to whom, as the boards declare it: who asks, asks a callee; who follows an event, reads
// the log of the context that it happens in. Nothing else is spoken between the services of a
// business. The arrows of the wall are not enough: a rule may ask by the hand of a helper.

import type { BoundedContext, System } from '@dure/domain';
import { EXTERNALS } from '@dure/services';

/** Who opens the connection, and to whom; both by the name of the context. */
export type Talk = { readonly from: string; readonly to: string };

type Followed = readonly { readonly context: string }[];

const followedIn = ({ views, policies, processes }: BoundedContext): Followed => [
  ...Object.values(views).flatMap(({ follows }): Followed => follows),
  ...Object.values(policies).flatMap(({ whenever }): Followed => whenever),
  ...Object.values(processes).flatMap(({ follows }): Followed => follows),
];

/** An external system is simulated by the one process that stands for all of them. */
const calleesIn = ({ aggregates }: BoundedContext): readonly string[] =>
  Object.values(aggregates).flatMap(({ asks }) =>
    asks.map(({ ask }) => (ask.isExternal ? EXTERNALS : ask.callee)),
  );

/** Every pair once, in the order of the boards. */
export const talksOf = ({ contexts }: System): readonly Talk[] =>
  contexts.flatMap((context) => {
    const sources = followedIn(context).map((followed) => followed.context);
    const others = new Set([...calleesIn(context), ...sources]);
    others.delete(context.name);
    return [...others].map((to) => ({ from: context.name, to }));
  });
