// #region rehearsal
// What must hold of the whole business, whatever happens.

import { rehearsed } from '@dure/rehearsal';
import type { Invariant } from '@dure/rehearsal';
import { demo } from './demo.ts';
import { ToolShed } from './system.ts';

const thankedOnce: Invariant = {
  id: 'T1',
  words: { ko: '돌아온 공구마다 감사는 한 번', en: 'One thank-you for each tool that came back' },
  holds: 'when quiet',
  broken: ({ events }) => {
    const times = (name: string) => events.filter(({ type }) => type === name).length;
    const [returned, thanked] = [times('ToolReturned'), times('NeighbourThanked')];
    return returned === thanked ? [] : [`${returned} came back, ${thanked} thanked.`];
  },
};

export const rehearsal = rehearsed(ToolShed, { invariants: [thankedOnce], demo });
// #endregion rehearsal
