// The log of personal training, read application by application, for its invariants.

import type { World } from '@dure/rehearsal';
import { storiesIn, word } from '@dure/rehearsal/log';
import type { Story } from '@dure/rehearsal/log';

type Row = { readonly [field: string]: unknown };

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
  return storiesIn(world, 'ptOrderId').map((story) => ({
    story,
    order: word(stateIn(orders, story.id), 'is'),
    care: word(stateIn(cares, story.id), 'is'),
    schedules: story
      .of('PtOrderAccepted')
      .map(({ data }) => stateIn(schedules, word(data, 'ptTrainerId'))),
  }));
};
