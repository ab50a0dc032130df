// The log of personal training, read application by application, for its invariants.

import type { Happened, World } from '@dure/domain';

type Row = { readonly [field: string]: unknown };

export const word = (of: Row | undefined, field: string): string => {
  const value = of?.[field];
  return typeof value === 'string' ? value : '';
};

/** One application: what happened to it in all contexts, a cause before its effect. */
export type Story = {
  readonly ptOrderId: string;
  readonly of: (type: string) => readonly Happened[];
  /** Whether an event of one type is there, and comes before the first of another. */
  readonly isBefore: (before: string, after: string) => boolean;
};

const storyOf = (ptOrderId: string, all: readonly Happened[]): Story => {
  const placeOf = (type: string) => all.findIndex((event) => event.type === type);
  return {
    ptOrderId,
    of: (type) => all.filter((event) => event.type === type),
    isBefore: (before, after) => placeOf(before) >= 0 && placeOf(before) < placeOf(after),
  };
};

export const storiesIn = ({ events }: World): readonly Story[] => {
  const cases = Map.groupBy(events, ({ data }) => word(data, 'ptOrderId'));
  cases.delete('');
  return [...cases].map(([ptOrderId, all]) => storyOf(ptOrderId, all));
};

/** How an application, its care case and its schedules stand. */
export type Standing = {
  readonly story: Story;
  readonly order: string;
  readonly care: string;
  /** In the order in which they were assigned. */
  readonly schedules: readonly Row[];
};

/** What is not there yet is absent. */
const stateIn = (states: ReadonlyMap<string, Row>, key: string): Row =>
  states.get(key) ?? { is: 'absent' };

export const standingsIn = (world: World): readonly Standing[] => {
  const orders = world.states('Ptorder');
  const cares = world.states('Ptmanager');
  const schedules = world.states('TrainerCalendar', 'Schedule');
  return storiesIn(world).map((story) => ({
    story,
    order: word(stateIn(orders, story.ptOrderId), 'is'),
    care: word(stateIn(cares, story.ptOrderId), 'is'),
    schedules: story
      .of('PtOrderAccepted')
      .map(({ data }) => stateIn(schedules, word(data, 'ptTrainerId'))),
  }));
};
