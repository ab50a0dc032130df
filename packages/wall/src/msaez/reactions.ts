// Policies and actors: what happens whenever an event does, and who sends what.

import type { DraftActor, DraftCommand, DraftEvent, DraftPolicy } from './draft.ts';
import { camel, labelFor, namesFor, pascal } from './names.ts';
import { odd } from './odd.ts';
import type { Odd } from './odd.ts';
import type { Line, Sticker } from './parse.ts';
import type { PlacedContext } from './place.ts';

export type AllNotes = {
  readonly commands: readonly DraftCommand[];
  readonly events: readonly DraftEvent[];
  readonly lines: readonly Line[];
  readonly told: Odd[];
};

const among = <T extends { readonly ids: readonly string[] }>(
  all: readonly T[],
  ids: readonly string[],
): readonly T[] => all.filter((one) => one.ids.some((id) => ids.includes(id)));

type Drawn = {
  readonly events: readonly DraftEvent[];
  readonly commands: readonly DraftCommand[];
  readonly gives: readonly DraftEvent[];
};

const drawnAt = ({ id }: Sticker, { commands, events, lines }: AllNotes): Drawn => {
  const to = lines.filter(({ from }) => from === id).map((line) => line.to);
  const from = lines.filter((line) => line.to === id).map((line) => line.from);
  return {
    events: among(events, from),
    commands: among(commands, to),
    gives: among(events, to),
  };
};

/** Where a policy leads to an event itself, it sends the command that gives that event. */
const commandsOf = (
  { commands, gives }: Drawn,
  all: AllNotes,
  where: string,
): readonly DraftCommand[] => {
  const through = gives.flatMap((event) => {
    const command = all.commands.find((one) => one.gives === event.name);
    const [ko, en] = command
      ? [`${command.name}을(를) 보냅니다`, `it sends ${command.name} for it`]
      : ['그것을 내는 명령이 없습니다', 'no command leads to it'];
    all.told.push(
      odd(
        where,
        `${event.name}을(를) 스스로 냅니다: ${ko}`,
        `it publishes ${event.name} itself: ${en}`,
      ),
    );
    return command ? [command] : [];
  });
  return [...new Set([...commands, ...through])];
};

export const policiesOf = (
  { policies, sticker: context }: PlacedContext,
  all: AllNotes,
): readonly DraftPolicy[] => {
  const names = namesFor(camel);
  const drawn = policies.flatMap((sticker) => {
    const where = `${context.name} · ${sticker.displayName || sticker.name}`;
    const at = drawnAt(sticker, all);
    const commands = commandsOf(at, all, where).map(({ name }) => name);
    const label = labelFor(sticker);
    if (at.events.length === 0 || commands.length === 0) {
      all.told.push(doesNothing(where, at.events.length === 0));
      return [];
    }
    return at.events.map((event) => {
      const name = names.give(sticker, 'policy');
      return { name, label, event: event.name, commands };
    });
  });
  // The same policy for a second event is no collision of names.
  all.told.push(...names.odd.filter(({ en }) => !en.includes('are they the same')));
  return drawn;
};

const doesNothing = (where: string, isUnstarted: boolean): Odd =>
  isUnstarted
    ? odd(where, '무엇이 일어나면 하나요? 뺐습니다', 'what starts it? It was left out')
    : odd(where, '어떤 명령을 보내나요? 뺐습니다', 'which command does it send? It was left out');

/** An event that is drawn to a command: whether it waits for an answer is not said. */
export const direct = ({ notes }: PlacedContext, all: AllNotes): readonly DraftPolicy[] => {
  const own = new Set(notes.map(({ sticker }) => sticker.id));
  return all.lines.flatMap(({ from, to }) => {
    const [event] = among(all.events, [from]);
    const [command] = among(all.commands, [to]);
    if (!event || !command || !own.has(to)) return [];
    all.told.push(
      odd(
        `${event.name} → ${command.name}`,
        '답을 기다리나요? 기다리지 않는 정책으로 두었습니다',
        'does it wait for an answer? It became a policy, which does not',
      ),
    );
    const name = camel(`${command.name} On ${event.name}`);
    return [{ name, label: command.label, event: event.name, commands: [command.name] }];
  });
};

/** One actor is drawn once for each command: those of one name are one. */
export const actorsOf = ({ actors }: PlacedContext, all: AllNotes): readonly DraftActor[] => {
  const names = namesFor(pascal);
  const byName = new Map<string, (typeof actors)[number][]>();
  for (const actor of actors) {
    const { name } = actor.sticker;
    byName.set(name, [...(byName.get(name) ?? []), actor]);
  }
  const found = [...byName.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const ids = same.flatMap(({ issues }) => issues.map(({ id }) => id));
    const issues = [...new Set(among(all.commands, ids).map(({ name }) => name))];
    const name = names.give(first.sticker, 'Actor');
    if (issues.length === 0) {
      all.told.push(odd(`Actor ${name}`, '하는 일이 없습니다', 'it does nothing'));
    }
    return [{ name, label: labelFor(first.sticker), issues }];
  });
  all.told.push(...names.odd);
  return found;
};
