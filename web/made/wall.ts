// What a person reads, begins and has to do, by the wall of any business.

import type {
  Described,
  DescribedCommand,
  DescribedField,
  DescribedState,
  DescribedView,
} from '../kit/described.ts';
import type { Row } from '../kit/requests/hal.ts';
import { textIn } from '../kit/requests/hal.ts';
import { shortId } from '../kit/look/formats.ts';
import type { Visit } from '../kit/requests/who.tsx';

/** The path of a view without its slash: `mypages`. */
export const pathOfView = ({ path }: DescribedView): string => path.slice(1);

/** Messages have their own page, and their log is for operators. */
const isMessages = (view: DescribedView): boolean => pathOfView(view) === 'inbox';

export const hasInbox = ({ business, actor }: Visit): boolean =>
  business.views.some((view) => isMessages(view) && view.readers[actor] !== undefined);

export const viewsOf = ({ business, actor }: Visit): readonly DescribedView[] =>
  business.views.filter((view) => view.readers[actor] !== undefined && !isMessages(view));

/** Commands that begin something, and that the person may issue. */
export const beginnings = ({ business, actor }: Visit): readonly DescribedCommand[] =>
  business.commands.filter(
    ({ openingPath, issuers }) => openingPath !== undefined && issuers.includes(actor),
  );

const statesOf = (business: Described, view: DescribedView): readonly DescribedState[] => {
  const of = business.aggregates.find(({ name }) => name === view.life?.aggregate);
  return of?.lives.find(({ name }) => name === view.life?.life)?.states ?? [];
};

/** The status field of a view, if it has one. */
export const statusField = (view: DescribedView): DescribedField | undefined =>
  view.fields.find(({ kind }) => kind === 'status');

export const stateOf = (
  business: Described,
  view: DescribedView,
  row: Row,
): DescribedState | undefined => {
  const field = statusField(view);
  const status = field ? textIn(row, field.name) : '';
  return statesOf(business, view).find((state) => state.status.includes(status));
};

/** The statuses in which a step is owed by this person. */
const owedIn = (visit: Visit, view: DescribedView): readonly string[] =>
  statesOf(visit.business, view)
    .filter(
      ({ kind, movedBy }) => kind === 'open' && movedBy.some((by) => by.actor === visit.actor),
    )
    .flatMap(({ status }) => status);

export type Task = { readonly view: DescribedView; readonly status: readonly string[] };

/** The views whose rows may wait for the person, and in which status. */
export const tasksOf = (visit: Visit): readonly Task[] =>
  viewsOf(visit).flatMap((view) => {
    const isMine = view.commands.some((name) =>
      visit.business.commands.some(
        (command) => command.name === name && command.issuers.includes(visit.actor),
      ),
    );
    const status = isMine ? owedIn(visit, view) : [];
    return status.length === 0 ? [] : [{ view, status }];
  });

export const commandNamed = (business: Described, slug: string): DescribedCommand | undefined =>
  business.commands.find((command) => command.slug === slug);

/** The field that says best what a row is: a name or another text, and else its number. */
const titleField = (view: DescribedView): DescribedField | undefined => {
  const texts = view.fields.filter(({ kind, name }) => kind === 'text' && !view.key.includes(name));
  return texts.find(({ name }) => /n(a)?me?$|title$/i.test(name)) ?? texts[0];
};

export const titleOf = (view: DescribedView, row: Row): string => {
  const field = titleField(view);
  const text = field ? textIn(row, field.name) : '';
  const key = view.key.map((name) => shortId(textIn(row, name))).join(' · ');
  return text === '' ? key : text;
};

/** The fields of a row beside its title and status, the most telling first. */
export const otherFields = (view: DescribedView): readonly DescribedField[] => {
  const title = titleField(view);
  const status = statusField(view);
  return view.fields.filter(({ name }) => name !== title?.name && name !== status?.name);
};
