// The shed: what only it knows.

// #region states
import {
  addDays,
  aggregate,
  boundedContext,
  initial,
  open,
  reminder,
  rest,
  settings,
  states,
  take,
} from '@dure/domain';
import { instantAt } from '@dure/domain/korea';
import { id, text } from '@dure/domain/shapes';
import { command, context, event, reject, view } from './contract.ts';

const neighbourId = id('neighbour');
const named = { name: text, ownerId: neighbourId };

const state = states({
  unknown: initial(),
  onTheShelf: rest('on the shelf', named),
  lent: open('lent', { ...named, neighbourId }),
});
// #endregion states

// #region settings
const setting = settings({ DAYS_MAX: [14, 'days'] });
// #endregion settings

// #region aggregate
export const Tool = aggregate('Tool', {
  identifiedBy: 'toolId',
  accepts: command,
  emits: event,
  refuses: reject,
  states: state,

  decide: {
    AddTool: { unknown: event.ToolAdded },

    LendTool: {
      onTheShelf: (lend, _tool, { today, setting: value }) => {
        const daysMax = value(setting.DAYS_MAX);
        if (lend.days > daysMax) return reject.TooLong({ days: lend.days, daysMax });
        return event.ToolLent({ ...lend, dueDay: addDays(today, lend.days) });
      },
    },

    ReturnTool: { lent: event.ToolReturned },
  },

  evolve: {
    ToolAdded: { unknown: state.onTheShelf },
    ToolLent: { onTheShelf: state.lent },
    ToolReturned: { lent: state.onTheShelf },
  },
});
// #endregion aggregate

// #region view
const Tools = view.Tools.follows([event], {
  key: ['toolId'],
  creates: { ToolAdded: take },
  updates: {
    ToolLent: take,
    ToolReturned: ({ status }, { neighbourId: _back, ...row }) => ({ ...row, status }),
  },
});
// #endregion view

// #region deadline
const OVERDUE = reminder({
  starts: event.ToolLent,
  at: ({ dueDay }) => instantAt(dueDay, '18:00'),
  ends: [event.ToolReturned],
  work: { ko: '공구가 돌아오지 않았습니다', en: 'A tool has not come back' },
});
// #endregion deadline

// #region board
export const Shed = boundedContext(context, {
  labels: { context: ['창고', 'Shed'] },
  actors: {
    Neighbour: { issues: ['AddTool', 'LendTool', 'ReturnTool'], reads: 'all' },
  },
  aggregates: { Tool },
  views: { Tools },
  deadlines: { OVERDUE },
  settings: setting,
});
// #endregion board
