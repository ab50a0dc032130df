// A wall of MSAEz as a draft of a business.

import { textIn, treeIn, treesIn } from '../json.ts';
import type { Tree } from '../json.ts';
import { decidedBy } from './commands.ts';
import type { Draft, DraftAggregate, DraftContext, DraftRejection } from './draft.ts';
import { flat, labelFor, namesFor, pascal } from './names.ts';
import { aggregateOf, keyName, mergedNotes, newRooms } from './notes.ts';
import type { Reading, Rooms } from './notes.ts';
import { odd } from './odd.ts';
import type { Odd } from './odd.ts';
import { oddOptional, optionalFields } from './optional.ts';
import { parseWall } from './parse.ts';
import { placed } from './place.ts';
import type { PlacedContext, PlacedWall } from './place.ts';
import { actorsOf, direct, policiesOf } from './reactions.ts';
import type { AllNotes } from './reactions.ts';
import { classesIn, idKindOf } from './shapes.ts';
import type { Ids } from './shapes.ts';
import { viewOf } from './views.ts';

type Begun = {
  readonly from: PlacedContext;
  readonly name: string;
  readonly reading: Reading;
  readonly merged: ReturnType<typeof mergedNotes>;
  readonly aggregates: readonly DraftAggregate[];
  readonly notes: Pick<DraftContext, 'commands' | 'events'>;
};

/**
 * What a wall suggests. Whatever had to be decided, and whatever was not understood, is listed.
 * @param name of the business, where its file does not say.
 */
export const importWall = (file: Tree, name: string): Draft => {
  const wall = placed(parseWall(file));
  const told: Odd[] = [...wall.odd];
  const rooms = newRooms();
  const names = namesFor(flat);
  const named = wall.contexts.map((from) => ({
    from,
    name: names.give(from.sticker, 'context'),
    aggregates: from.aggregates.map((sticker) => ({
      sticker,
      called: rooms.aggregates.give(sticker, 'Aggregate'),
    })),
  }));
  const ids = idsIn(named);
  const begun = named.map((of) => beginContext(of, { ids, rooms, told, wall }));
  const contexts = finished(begun, wall, told);
  const optional = optionalFields(contexts);
  for (const room of [names, ...Object.values(rooms)]) told.push(...room.odd);
  told.push(...oddOptional(optional));
  const label = labelFor({ name: wall.name || name, displayName: '' });
  return { name: businessName(wall.name || name), label, contexts, optional, odd: told };
};

const businessName = (name: string): string => {
  const parts = pascal(name)
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase();
  const plain = parts.replace(/[^a-z\d-]/g, '');
  return /^[a-z]/.test(plain) ? plain : `business-${plain}`.replace(/-$/, '');
};

type Named = {
  readonly from: PlacedContext;
  readonly name: string;
  readonly aggregates: readonly {
    readonly sticker: PlacedContext['sticker'];
    readonly called: string;
  }[];
};

/** A key that several aggregates have is known to none of them. */
const idsIn = (named: readonly Named[]): Ids => {
  const all = named.flatMap(({ aggregates }) =>
    aggregates.map(({ sticker, called }) => ({
      name: sticker.name,
      key: keyName(called, writtenKeyOf(sticker.of)),
      kind: idKindOf(called),
    })),
  );
  const once = all.filter(({ key }) => all.filter((one) => one.key === key).length === 1);
  return {
    byAggregate: new Map(all.map(({ name, kind }) => [name, kind])),
    byKey: new Map(once.map(({ key, kind }) => [key, kind])),
  };
};

const writtenKeyOf = (of: Tree): string => {
  const fields = treesIn(treeIn(of['aggregateRoot'])['fieldDescriptors']);
  return textIn(fields.find((field) => field['isKey'] === true)?.['name']);
};

type Around = {
  readonly ids: Ids;
  readonly rooms: Rooms;
  readonly told: Odd[];
  readonly wall: PlacedWall;
};

const beginContext = ({ from, name, aggregates: all }: Named, around: Around): Begun => {
  const { ids, rooms, told, wall } = around;
  const trees = from.aggregates.map(({ of }) => of);
  const reading = { classes: classesIn(trees, ids), told, rooms };
  const aggregates = all.map(({ sticker, called }) => aggregateOf(sticker, called, reading));
  if (aggregates.length === 0) {
    told.push(odd(name, '정하는 것이 없는 서비스입니다', 'this context decides nothing'));
  }
  const merged = mergedNotes(from.notes);
  const decided = aggregates.map((aggregate) => {
    const own = merged.filter((one) => one.aggregate?.id === aggregate.id);
    const commands = own.filter(({ sticker }) => sticker.kind === 'Command');
    const events = own.filter(({ sticker }) => sticker.kind === 'Event');
    return decidedBy({ aggregate, commands, events, lines: wall.lines }, reading);
  });
  for (const { sticker, aggregate } of merged) {
    if (aggregate || sticker.kind === 'View') continue;
    told.push(
      odd(`${sticker.kind} ${sticker.name}`, '애그리거트가 없습니다', 'it has no aggregate'),
    );
  }
  const notes = {
    commands: decided.flatMap(({ commands }) => commands),
    events: decided.flatMap(({ events }) => events),
  };
  return { from, name, reading, merged, aggregates, notes };
};

/** Policies, views and actors need the notes of all contexts. */
const finished = (
  begun: readonly Begun[],
  { lines }: PlacedWall,
  told: Odd[],
): readonly DraftContext[] => {
  const commands = begun.flatMap(({ notes }) => notes.commands);
  const events = begun.flatMap(({ notes }) => notes.events);
  const all: AllNotes = { commands, events, lines, told };
  const opening = new Set(commands.flatMap(({ opens, gives }) => (opens && gives ? [gives] : [])));
  return begun.map(({ from, name, reading, merged, aggregates, notes }) => ({
    name,
    label: labelFor(from.sticker),
    aggregates,
    ...notes,
    policies: [...policiesOf(from, all), ...direct(from, all)],
    views: merged.flatMap(({ sticker, ids, aggregate }) => {
      if (sticker.kind !== 'View') return [];
      const touched = aggregates.find(({ id }) => id === aggregate?.id);
      return [viewOf({ sticker, ids, aggregate: touched, events, opening }, reading)];
    }),
    actors: actorsOf(from, all),
    rejections: rejectionsOf(from, told),
  }));
};

const kindByStatus: { readonly [status: string]: string } = {
  '402': 'unpaid',
  '403': 'forbidden',
  '404': 'notFound',
  '429': 'tooFast',
  '503': 'unavailable',
};

/** Exceptions among the classes of an aggregate; which command refuses with them is not drawn. */
const rejectionsOf = ({ aggregates }: PlacedContext, told: Odd[]): readonly DraftRejection[] => {
  const names = namesFor(pascal);
  const found = aggregates.flatMap(({ of }) => {
    const entities = treeIn(treeIn(treeIn(of['aggregateRoot'])['entities'])['elements']);
    return treesIn(Object.values(entities)).filter((one) =>
      textIn(one['_type']).endsWith('.Exception'),
    );
  });
  const rejections = found.map((one) => {
    const called = { name: textIn(one['name']), displayName: textIn(one['message']) };
    const kind = kindByStatus[textIn(one['httpStatus'])] ?? 'conflict';
    return { name: names.give(called, 'Rejection'), label: labelFor(called), kind };
  });
  if (rejections.length > 0) {
    const all = rejections.map(({ name }) => name).join(', ');
    told.push(odd(all, '어느 명령이 거절하나요?', 'which commands are refused with it?'));
  }
  return rejections;
};
