// Commands and events of an aggregate: which leads to which, and which begins or ends a life.

import { isTexts, textIn, treeIn } from '../json.ts';
import type { DraftAggregate, DraftCommand, DraftEvent } from './draft.ts';
import { labelFor, pascal } from './names.ts';
import { noteFields } from './notes.ts';
import type { Merged, Reading } from './notes.ts';
import { odd } from './odd.ts';
import type { Line, Sticker } from './parse.ts';

/** What stands in one aggregate. */
export type Standing = {
  readonly aggregate: DraftAggregate;
  readonly commands: readonly Merged[];
  readonly events: readonly Merged[];
  readonly lines: readonly Line[];
};

export type Decided = {
  readonly commands: readonly DraftCommand[];
  readonly events: readonly DraftEvent[];
};

const removing = /@(Pre|Post)Remove/;

const isDelete = ({ of }: Sticker): boolean =>
  of['isRestRepository'] === true &&
  textIn(treeIn(of['restRepositoryInfo'])['method']) === 'DELETE';

const isPost = ({ of }: Sticker): boolean =>
  of['isRestRepository'] === true && textIn(treeIn(of['restRepositoryInfo'])['method']) === 'POST';

export const decidedBy = (standing: Standing, reading: Reading): Decided => {
  const { aggregate, lines } = standing;
  const shapes = new Map(aggregate.fields.map(({ name, shape }) => [name, shape]));
  const sharing = { ...reading, shapes };
  const read = standing.events.map((merged) => ({
    merged,
    ids: merged.ids,
    name: reading.rooms.events.give(merged.sticker, 'Event'),
    label: labelFor(merged.sticker),
    aggregate,
    fields: noteFields(merged, aggregate, sharing).fields,
    ends: false,
  }));
  const raw = standing.commands.map((merged) => {
    const { fields, hasKey } = noteFields(merged, aggregate, sharing);
    const name = reading.rooms.commands.give(merged.sticker, 'Command');
    const gives = givenBy(merged, [read, lines, reading]);
    return { merged, name, fields, gives, opens: isPost(merged.sticker) || !hasKey };
  });
  const isOpened = raw.some(({ opens }) => opens);
  const [first] = raw;
  if (first && !isOpened) reading.told.push(opensFirst(first.name, aggregate.name));
  const commands = raw.map(({ merged, ...command }) => ({
    ...command,
    ids: merged.ids,
    label: labelFor(merged.sticker),
    aggregate,
    opens: command.opens || (!isOpened && command.name === first?.name),
  }));
  const ending = new Set(
    raw.filter(({ merged }) => isDelete(merged.sticker)).map((of) => of.gives),
  );
  return {
    commands,
    events: read.map(({ merged, ...event }) => ({
      ...event,
      ends: ending.has(event.name) || removing.test(textIn(merged.sticker.of['trigger'])),
    })),
  };
};

const opensFirst = (command: string, aggregate: string) =>
  odd(
    command,
    `${aggregate}을(를) 시작하는 명령이 없어 이것이 시작한다고 보았습니다`,
    `no command begins a ${aggregate}: this one is taken to`,
  );

type Event = { readonly ids: readonly string[]; readonly name: string; readonly merged: Merged };

/** By the lines; without any, by the names that newer walls write beside a command. */
const givenBy = (
  { sticker, ids }: Merged,
  [events, lines, { told }]: readonly [readonly Event[], readonly Line[], Reading],
): string | undefined => {
  const targets = lines.filter(({ from }) => ids.includes(from)).map(({ to }) => to);
  const drawn = events.filter((event) => event.ids.some((id) => targets.includes(id)));
  const listed = sticker.of['outputEvents'];
  const names = isTexts(listed) ? listed.map(pascal) : [];
  const found =
    drawn.length > 0
      ? drawn
      : events.filter(({ merged }) => names.includes(pascal(merged.sticker.name)));
  const [first, ...others] = found;
  if (!first) told.push(odd(sticker.name, '아무 이벤트도 내지 않습니다', 'it leads to no event'));
  if (others.length > 0) {
    const all = found.map(({ name }) => name).join(', ');
    told.push(
      odd(
        sticker.name,
        `${all} 가운데 언제 무엇인가요? 첫째만 두었습니다`,
        `when does it lead to which of ${all}? Only the first is there`,
      ),
    );
  }
  return first?.name;
};
