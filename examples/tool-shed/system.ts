// The tool shed of a street, for the tutorial.

// #region system
import { system } from '@dure/domain';
import { rehearsed } from '@dure/rehearsal';
import type { Invariant } from '@dure/rehearsal';
import { Shed } from './shed/board.ts';
import { Thanks } from './thanks/board.ts';

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

const shed = system('shed', {
  label: ['공구 나눔', 'Tool shed'],
  businessKey: 'toolId',
  timeZone: 'Asia/Seoul',
  contexts: [Shed, Thanks],
});

export const ToolShed = rehearsed(shed, { invariants: [thankedOnce] });
// #endregion system
