// Events and reminders: what is written from now on, what lies in logs, and what ended.

import { differencesBetween } from './compare-schemas.ts';
import type { Between } from './between.ts';
import { fieldFindings, finding, LOG, partyName } from './finding.ts';
import type { Changed, Finding } from './finding.ts';
import { needing } from './needs.ts';
import type { Party, RecordedContext, RecordedEvent } from './record.ts';
import { words } from './words.ts';

type Group = 'events' | 'reminders';

export const eventFindings = (of: Between, group: Group): readonly Finding[] => {
  const { before, now } = of;
  const added = Object.keys(now[group]).filter((name) => !Object.hasOwn(before[group], name));
  return [
    ...Object.entries(before[group]).flatMap(([name, was]) => {
      const is = now[group][name];
      const where = `${before.context} · ${group === 'events' ? 'event' : 'reminder'} ${name}`;
      const changed = { name, where, was, of };
      return is ? kept(changed, is) : [gone(changed)];
    }),
    ...added.map((name) => {
      const where = `${now.context} · ${group === 'events' ? 'event' : 'reminder'} ${name}`;
      return finding('added', where, words.added);
    }),
  ];
};

type Event = {
  readonly name: string;
  readonly where: string;
  readonly was: RecordedEvent;
  readonly of: Between;
};

/** A context changes as one: what it follows of its own changes with it. */
const followersElsewhere = ({ was, of }: Event): readonly Party[] =>
  was.followedBy.filter(({ context }) => context !== of.before.context);

const followers = (event: Event): readonly string[] => [
  ...followersElsewhere(event).map(partyName),
  ...needing(event.of.needs, { group: 'events', name: event.name }),
];

const elsewhere = ({ name, of }: Event): RecordedContext | undefined =>
  of.all.contexts.find(({ context, events, reminders }) => {
    const isThere = Object.hasOwn(events, name) || Object.hasOwn(reminders, name);
    return isThere && context !== of.before.context;
  });

/** Who follows it waits for ever, and a log that has some cannot be read, unless it is said. */
const gone = (event: Event): Finding => {
  const { name, where, of } = event;
  const breaks = followers(event);
  const former = of.now.former[name];
  if (former) {
    const what = words.renamed(former.becomes.join(', '));
    return { is: 'breaking', where, what, breaks, todo: words.followersMove };
  }
  const why = of.now.removed[name];
  if (why !== undefined) {
    const hurts = breaks.length > 0 ? 'breaking' : 'harmless';
    return { is: hurts, where, what: words.ended(why), breaks, todo: words.followersMove };
  }
  const place = elsewhere(event);
  const what = place ? words.moved(place.context) : words.gone;
  return { is: 'breaking', where, what, breaks: [LOG, ...breaks], todo: words.keepMessage };
};

const kept = (event: Event, is: RecordedEvent): readonly Finding[] => {
  const { where, was } = event;
  if (is.version < was.version) {
    const what = words.versionLost(was.version, is.version);
    return [{ is: 'breaking', where, what, breaks: [LOG], todo: words.restoreUpcasts }];
  }
  const raised = is.version > was.version;
  return [
    ...(raised ? [finding('harmless', where, words.versioned(was.version, is.version))] : []),
    ...pastFindings(event, is),
    ...presentFindings(event, is, raised ? ['readers'] : ['readers', 'log']),
  ];
};

/** The shapes in which records were written stay what they were. */
const pastFindings = ({ where, was }: Event, is: RecordedEvent): readonly Finding[] => {
  const last = is.version > was.version ? was.version : was.version - 1;
  const versions = Array.from({ length: last }, (_, index) => index + 1);
  return versions.flatMap((version): readonly Finding[] => {
    const [before, now] = [was.schemas[version] ?? {}, is.schemas[version] ?? {}];
    return differencesBetween(before, now)
      .filter(({ is: kind }) => kind !== 'addedOptional' && kind !== 'wider')
      .map(({ field }) => ({
        is: 'breaking',
        where,
        what: words.historyChanged(version, field),
        breaks: [LOG],
        todo: words.restoreHistory,
      }));
  });
};

const presentFindings = (
  event: Event,
  is: RecordedEvent,
  sides: Changed['sides'],
): readonly Finding[] => {
  const { name, where, was, of } = event;
  return fieldFindings(
    differencesBetween(was.schemas[was.version] ?? {}, is.schemas[is.version] ?? {}),
    {
      name,
      where,
      sides,
      group: 'events',
      parties: followersElsewhere(event),
      needs: of.needs,
    },
  );
};
