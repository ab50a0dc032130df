// Commands, rejections, views and states: what others send, are answered, and read.

import { differencesBetween } from './compare-schemas.ts';
import type { Between } from './between.ts';
import { fieldFindings, finding, partyName } from './finding.ts';
import type { Finding } from './finding.ts';
import { needing } from './needs.ts';
import type { RecordedCommand, RecordedRejection, RecordedState, RecordedView } from './record.ts';
import { words } from './words.ts';
import type { Words } from '@dure/domain';

type Named<T> = { readonly [name: string]: T };

type Pair<T> = { readonly name: string; readonly was: T; readonly is: T };

/** What is in both; the names that are new; and what is gone, by name. */
const matched = <T>(before: Named<T>, now: Named<T>) => ({
  kept: Object.entries(before).flatMap(([name, was]): readonly Pair<T>[] => {
    const is = Object.hasOwn(now, name) ? now[name] : undefined;
    return is === undefined ? [] : [{ name, was, is }];
  }),
  gone: Object.entries(before).filter(([name]) => !Object.hasOwn(now, name)),
  added: Object.keys(now).filter((name) => !Object.hasOwn(before, name)),
});

type Broken = { readonly where: string; readonly what: Words; readonly todo: Words };

const broken = (of: Broken, breaks: readonly string[] = []): Finding => ({
  is: 'breaking',
  ...of,
  breaks,
});

export const commandFindings = (of: Between): readonly Finding[] => {
  const { before, now, needs } = of;
  const { kept, gone, added } = matched(before.commands, now.commands);
  const at = (name: string): string => `${before.context} · command ${name}`;
  return [
    ...gone.map(([name, { sentBy }]) => {
      const becomes = now.former[name]?.becomes.join(', ');
      const what = becomes === undefined ? words.gone : words.renamed(becomes);
      const breaks = [...sentBy.map(partyName), ...needing(needs, { group: 'commands', name })];
      return broken({ where: at(name), what, todo: words.keepCommand }, breaks);
    }),
    ...kept.flatMap((pair) => commandKept(pair, at(pair.name), of)),
    ...added.map((name) => finding('added', at(name), words.added)),
  ];
};

const commandKept = (
  { name, was, is }: Pair<RecordedCommand>,
  where: string,
  { needs }: Between,
): readonly Finding[] => {
  const differences = differencesBetween(
    was.schemas[was.version] ?? {},
    is.schemas[is.version] ?? {},
  );
  const senders = (of: RecordedCommand): readonly string[] =>
    of.sentBy.filter(({ kind }) => kind === 'actor').map((one) => one.name);
  const lost = senders(was).filter((actor) => !senders(is).includes(actor));
  return [
    ...fieldFindings(differences, {
      where,
      name,
      sides: ['senders'],
      group: 'commands',
      parties: was.sentBy,
      needs,
    }),
    ...lost.map((actor) =>
      broken({ where, what: words.notIssued(actor), todo: words.giveBack }, [actor]),
    ),
    ...(was.path === is.path
      ? []
      : [broken({ where, what: words.pathChanged(was.path, is.path), todo: words.keepPath })]),
  ];
};

export const rejectionFindings = ({ before, now, needs }: Between): readonly Finding[] => {
  const { kept, gone, added } = matched(before.rejections, now.rejections);
  const at = (name: string): string => `${before.context} · rejection ${name}`;
  return [
    ...gone.map(([name]) => {
      const breaks = needing(needs, { group: 'rejections', name });
      const what = { ...finding('harmless', at(name), words.gone), breaks };
      return breaks.length === 0 ? what : { ...what, is: 'breaking' as const };
    }),
    ...kept.flatMap(({ name, was, is }) => rejectionKept({ name, was, is }, at(name), needs)),
    ...added.map((name) => finding('added', at(name), words.added)),
  ];
};

const rejectionKept = (
  { name, was, is }: Pair<RecordedRejection>,
  where: string,
  needs: Between['needs'],
): readonly Finding[] => [
  ...(was.rejects === is.rejects
    ? []
    : [
        broken(
          { where, what: words.kindChanged(was.rejects, is.rejects), todo: words.keepKind },
          needing(needs, { group: 'rejections', name }),
        ),
      ]),
  ...fieldFindings(differencesBetween(was.schema, is.schema), {
    where,
    name,
    sides: ['readers'],
    group: 'rejections',
    parties: [],
    needs,
  }),
];

export const viewFindings = ({ before, now, needs }: Between): readonly Finding[] => {
  const { kept, gone, added } = matched(before.views, now.views);
  const at = (name: string): string => `${before.context} · view ${name}`;
  return [
    ...gone.map(([name, { readBy }]) => {
      const breaks = [...Object.keys(readBy), ...needing(needs, { group: 'views', name })];
      return broken({ where: at(name), what: words.gone, todo: words.keepView }, breaks);
    }),
    ...kept.flatMap(({ name, was, is }) => viewKept({ name, was, is }, at(name), needs)),
    ...added.map((name) => finding('added', at(name), words.added)),
  ];
};

const viewKept = (
  { name, was, is }: Pair<RecordedView>,
  where: string,
  needs: Between['needs'],
): readonly Finding[] => {
  const readers = [...Object.keys(was.readBy), ...needing(needs, { group: 'views', name })];
  const [key, keyNow] = [was.key.join(', '), is.key.join(', ')];
  const columns = fieldFindings(differencesBetween(was.schema, is.schema), {
    where,
    name,
    sides: ['readers'],
    group: 'views',
    parties: [],
    needs,
  });
  return [
    ...(key === keyNow
      ? []
      : [broken({ where, what: words.keyChanged(key, keyNow), todo: words.newView }, readers)]),
    ...(was.path === is.path
      ? []
      : [
          broken(
            { where, what: words.pathChanged(was.path, is.path), todo: words.keepPath },
            readers,
          ),
        ]),
    ...columns.map((one) =>
      one.is === 'breaking' ? { ...one, breaks: [...Object.keys(was.readBy), ...one.breaks] } : one,
    ),
    ...rightsLost({ name, was, is }, where),
  ];
};

const rightsLost = ({ was, is }: Pair<RecordedView>, where: string): readonly Finding[] =>
  Object.entries(was.readBy).flatMap(([actor, reach]) => {
    const now = is.readBy[actor];
    if (now === reach || now === 'all') return [];
    const what = now === undefined ? words.notRead(actor) : words.lessRead(actor);
    return [broken({ where, what, todo: words.giveBack }, [actor])];
  });

export const stateFindings = (of: Between): readonly Finding[] =>
  Object.entries(of.before.states).flatMap(([life, states]) =>
    lifeFindings(of, life, [states, of.now.states[life] ?? {}]),
  );

const lifeFindings = (
  { before, needs }: Between,
  life: string,
  [was, is]: readonly [Named<RecordedState>, Named<RecordedState>],
): readonly Finding[] => {
  const { kept, gone, added } = matched(was, is);
  const at = (state: string): string => `${before.context} · state ${life}.${state}`;
  const seenNow = statusIn(is);
  return [
    ...gone.flatMap(([name, { status }]) =>
      status.some((word) => !seenNow.has(word))
        ? [
            stateBroken({ where: at(name), what: words.gone, todo: words.keepStatus }, [
              life,
              needs,
            ]),
          ]
        : [finding('harmless', at(name), words.gone)],
    ),
    ...kept.flatMap(({ name, was: { status }, is: { status: now } }) => {
      const same = status.every((word) => now.includes(word) || seenNow.has(word));
      if (same) return [];
      const what = words.statusChanged(status.join(', '), now.join(', '));
      return [stateBroken({ where: at(name), what, todo: words.keepStatus }, [life, needs])];
    }),
    ...added.map((name) => finding('added', at(name), words.added)),
  ];
};

const statusIn = (states: Named<RecordedState>): ReadonlySet<string> =>
  new Set(Object.values(states).flatMap(({ status }) => status));

const stateBroken = (of: Broken, [life, needs]: readonly [string, Between['needs']]): Finding =>
  broken(of, needing(needs, { group: 'states', name: life }));
